package org.pukar.vision.hand;

import java.nio.FloatBuffer;
import org.pukar.camera.Colors;
import org.pukar.camera.Frame;
import org.pukar.camera.Pixels;
import org.pukar.vision.face.FaceCrop;

/**
 * An upright square of the frame as the net for palms takes it: brightness bilinear, colour the
 * nearest, black outside the picture.
 */
final class PalmPixels {
    private PalmPixels() {}

    /**
     * Writes the square's pixels.
     *
     * @param square not turned
     * @param side of the result, in pixels
     * @param out filled from 0 to its new limit, shape {3, side, side}: channel (R, G, B), row,
     *     column; each in [0, 1]
     */
    static void fill(Frame frame, FaceCrop square, int side, FloatBuffer out) {
        out.clear().limit(3 * side * side);
        Pixels pixels = frame.pixels();
        float step = (float) (square.side() / side);
        float left = (float) square.corner().x() + step / 2;
        float top = (float) square.corner().y() + step / 2;
        float[] line = new float[3 * side];
        for (int row = 0; row < side; row++) {
            fillLine(pixels, left, top + row * step, step, line);
            for (int channel = 0; channel < 3; channel++) {
                out.put((channel * side + row) * side, line, channel * side, side);
            }
        }
    }

    /**
     * Points of one row, from {@code left} on.
     *
     * @param line shape {3, side}
     */
    private static void fillLine(Pixels pixels, float left, float y, float step, float[] line) {
        byte[] bytes = pixels.bytes();
        Colors colors = pixels.colors();
        int side = line.length / 3;
        int width = pixels.width();
        int top = (int) (y - .5f);
        boolean inside = y >= .5f && top + 1 < pixels.height();
        float low = y - .5f - top;
        int row = top * width;
        int chroma = inside ? pixels.chroma(0, (int) y) : 0;
        for (int column = 0; column < side; column++) {
            float x = left + column * step;
            int at = (int) (x - .5f);
            if (!inside || x < .5f || at + 1 >= width) {
                line[column] = 0;
                line[side + column] = 0;
                line[2 * side + column] = 0;
                continue;
            }
            float right = x - .5f - at;
            float upper = mixed(bytes, row + at, right);
            float lower = mixed(bytes, row + width + at, right);
            float luma = upper + (lower - upper) * low;
            int color = chroma + ((int) x >> 1);
            int cb = bytes[pixels.cb() + color] & 0xff;
            int cr = bytes[pixels.cr() + color] & 0xff;
            line[column] = colors.red(luma, cr) * (1f / 255);
            line[side + column] = colors.green(luma, cb, cr) * (1f / 255);
            line[2 * side + column] = colors.blue(luma, cb) * (1f / 255);
        }
    }

    private static float mixed(byte[] bytes, int at, float right) {
        int left = bytes[at] & 0xff;
        return left + ((bytes[at + 1] & 0xff) - left) * right;
    }
}
