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
     * @param to filled from 0 to its new limit, shape {3, pixels, pixels}: channel (R, G, B), row,
     *     column; each in [-1, 1]
     */
    static void fill(Frame frame, Tile tile, FloatBuffer to) {
        int side = tile.pixels();
        double scale = (double) tile.side() / side;
        int samples = scale < 1.5 ? 1 : 2;
        int[] columns = positions(tile.left(), scale, side, samples, frame.width(), 3);
        int[] rows = positions(tile.top(), scale, side, samples, frame.height(), 3 * frame.width());
        byte[] rgb = frame.rgb();
        float[] red = new float[side];
        float[] green = new float[side];
        float[] blue = new float[side];
        int last = samples - 1;
        to.clear().limit(3 * side * side);
        for (int y = 0; y < side; y++) {
            int upper = rows[y * samples];
            int lower = rows[y * samples + last];
            for (int x = 0; x < side; x++) {
                int left = columns[x * samples];
                int right = columns[x * samples + last];
                if (upper < 0 || lower < 0 || left < 0 || right < 0) {
                    red[x] = green[x] = blue[x] = -1;
                    continue;
                }
                int a = upper + left;
                int b = upper + right;
                int c = lower + left;
                int d = lower + right;
                red[x] = mean(rgb, a, b, c, d);
                green[x] = mean(rgb, a + 1, b + 1, c + 1, d + 1);
                blue[x] = mean(rgb, a + 2, b + 2, c + 2, d + 2);
            }
            to.put(y * side, red);
            to.put((side + y) * side, green);
            to.put((2 * side + y) * side, blue);
        }
    }

    private static float mean(byte[] rgb, int a, int b, int c, int d) {
        int sum = (rgb[a] & 0xff) + (rgb[b] & 0xff) + (rgb[c] & 0xff) + (rgb[d] & 0xff);
        return sum / 510f - 1;
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
