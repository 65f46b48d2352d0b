package org.pukar.vision.hand;

import java.nio.FloatBuffer;
import org.pukar.camera.Colors;
import org.pukar.camera.Frame;
import org.pukar.camera.Pixels;
import org.pukar.cue.Point;
import org.pukar.vision.face.FaceCrop;

/**
 * A square of the frame as the net for palms takes it: brightness bilinear, colour the nearest,
 * black outside the picture.
 */
final class PalmPixels {
    private PalmPixels() {}

    /**
     * Writes the square's pixels.
     *
     * @param side of the result, in pixels
     * @param out filled from 0 to its new limit, shape {3, side, side}: channel (R, G, B), row,
     *     column; each in [0, 1]
     */
    static void fill(Frame frame, FaceCrop square, int side, FloatBuffer out) {
        out.clear().limit(3 * side * side);
        double step = square.side() / side;
        double acrossX = step * square.alongX();
        double acrossY = step * square.alongY();
        float[] line = new float[3 * side];
        for (int row = 0; row < side; row++) {
            Point start = square.point(.5 / side, (row + .5) / side);
            for (int column = 0; column < side; column++) {
                double x = start.x() + column * acrossX;
                double y = start.y() + column * acrossY;
                sample(frame.pixels(), x, y, line, column, side);
            }
            for (int channel = 0; channel < 3; channel++) {
                out.put((channel * side + row) * side, line, channel * side, side);
            }
        }
    }

    /** The point's red, green and blue, into a line's column; so far apart. */
    private static void sample(
            Pixels pixels, double x, double y, float[] line, int column, int apart) {
        int left = (int) Math.floor(x - .5);
        int top = (int) Math.floor(y - .5);
        if (left < 0 || top < 0 || left + 1 >= pixels.width() || top + 1 >= pixels.height()) {
            line[column] = 0;
            line[column + apart] = 0;
            line[column + 2 * apart] = 0;
            return;
        }
        byte[] bytes = pixels.bytes();
        float right = (float) (x - .5 - left);
        float low = (float) (y - .5 - top);
        int at = top * pixels.width() + left;
        int below = at + pixels.width();
        float upper = (bytes[at] & 0xff) * (1 - right) + (bytes[at + 1] & 0xff) * right;
        float lower = (bytes[below] & 0xff) * (1 - right) + (bytes[below + 1] & 0xff) * right;
        int chroma = pixels.chroma((int) x, (int) y);
        int storedCb = bytes[pixels.cb() + chroma] & 0xff;
        int storedCr = bytes[pixels.cr() + chroma] & 0xff;
        Colors colors = pixels.colors();
        float luma = colors.lumaOf(upper * (1 - low) + lower * low, storedCb, storedCr);
        float cb = colors.cbOf(storedCb, storedCr);
        float cr = colors.crOf(storedCb, storedCr);
        line[column] = Colors.red(luma, cr) / 255;
        line[column + apart] = Colors.green(luma, cb, cr) / 255;
        line[column + 2 * apart] = Colors.blue(luma, cb) / 255;
    }
}
