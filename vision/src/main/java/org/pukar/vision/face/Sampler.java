package org.pukar.vision.face;

import java.nio.FloatBuffer;
import org.pukar.camera.Frame;

/** Shrinks a tile of a frame to the detector's input. */
final class Sampler {
    private Sampler() {}

    /**
     * Writes a tile, each output pixel the mean of 2 x 2 evenly spread pixels of its square (one
     * where the tile is not shrunk), black outside the frame.
     *
     * @param to shape {side, side, 3}: row, column, channel (R, G, B); each in [-1, 1]
     */
    static void fill(Frame frame, Tile tile, int side, FloatBuffer to) {
        double scale = (double) tile.side() / side;
        int samples = scale < 1.5 ? 1 : 2;
        int[] columns = positions(tile.left(), scale, side, samples, frame.width(), 3);
        int[] rows = positions(tile.top(), scale, side, samples, frame.height(), 3 * frame.width());
        byte[] rgb = frame.rgb();
        float[] line = new float[side * 3];
        int last = samples - 1;
        to.rewind();
        for (int y = 0; y < side; y++) {
            int upper = rows[y * samples];
            int lower = rows[y * samples + last];
            for (int x = 0; x < side; x++) {
                int left = columns[x * samples];
                int right = columns[x * samples + last];
                if (upper < 0 || lower < 0 || left < 0 || right < 0) {
                    line[3 * x] = -1;
                    line[3 * x + 1] = -1;
                    line[3 * x + 2] = -1;
                    continue;
                }
                for (int c = 0; c < 3; c++) {
                    int sum =
                            (rgb[upper + left + c] & 0xff)
                                    + (rgb[upper + right + c] & 0xff)
                                    + (rgb[lower + left + c] & 0xff)
                                    + (rgb[lower + right + c] & 0xff);
                    line[3 * x + c] = sum / 510f - 1;
                }
            }
            to.put(line);
        }
        to.rewind();
    }

    /** Where each sample lies in the bytes, along one axis; -1 outside the frame. */
    private static int[] positions(
            int start, double scale, int side, int samples, int length, int stride) {
        int[] positions = new int[side * samples];
        for (int i = 0; i < positions.length; i++) {
            int at = (int) Math.floor(start + (i + .5) * scale / samples);
            positions[i] = at < 0 || at >= length ? -1 : at * stride;
        }
        return positions;
    }
}
