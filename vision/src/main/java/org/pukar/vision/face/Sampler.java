package org.pukar.vision.face;

import java.nio.FloatBuffer;
import org.pukar.camera.Frame;

/** Shrinks a tile of a frame to the detector's input. */
final class Sampler {
    private Sampler() {}

    /**
     * Writes a tile, each output pixel the mean of up to 3 x 3 evenly spread pixels of its square,
     * black outside the frame.
     *
     * @param to shape {side, side, 3}: row, column, channel (R, G, B); each in [-1, 1]
     */
    static void fill(Frame frame, Tile tile, int side, FloatBuffer to) {
        double scale = (double) tile.side() / side;
        int samples = (int) Math.max(1, Math.min(3, Math.round(scale)));
        int[] columns = positions(tile.left(), scale, side, samples);
        int[] rows = positions(tile.top(), scale, side, samples);
        float[] line = new float[side * 3];
        float factor = 1 / (127.5f * samples * samples);
        to.rewind();
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int red = 0;
                int green = 0;
                int blue = 0;
                for (int j = y * samples; j < (y + 1) * samples; j++) {
                    if (rows[j] < 0 || rows[j] >= frame.height()) {
                        continue;
                    }
                    int row = rows[j] * frame.width();
                    for (int i = x * samples; i < (x + 1) * samples; i++) {
                        if (columns[i] >= 0 && columns[i] < frame.width()) {
                            int at = (row + columns[i]) * 3;
                            red += frame.rgb()[at] & 0xff;
                            green += frame.rgb()[at + 1] & 0xff;
                            blue += frame.rgb()[at + 2] & 0xff;
                        }
                    }
                }
                line[x * 3] = red * factor - 1;
                line[x * 3 + 1] = green * factor - 1;
                line[x * 3 + 2] = blue * factor - 1;
            }
            to.put(line);
        }
        to.rewind();
    }

    private static int[] positions(int start, double scale, int side, int samples) {
        int[] positions = new int[side * samples];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = (int) Math.floor(start + (i + .5) * scale / samples);
        }
        return positions;
    }
}
