package org.pukar.vision.hand;

import java.nio.FloatBuffer;
import org.pukar.camera.Frame;
import org.pukar.cue.Point;
import org.pukar.vision.face.FaceCrop;

/** A square of the frame as the nets for hands take it: bilinear, black outside the picture. */
final class Pixels {
    private Pixels() {}

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
        byte[] rgb = frame.rgb();
        int line = 3 * frame.width();
        for (int row = 0; row < side; row++) {
            Point start = square.point(.5 / side, (row + .5) / side);
            for (int column = 0; column < side; column++) {
                double x = start.x() + column * acrossX - .5;
                double y = start.y() + column * acrossY - .5;
                int left = (int) Math.floor(x);
                int top = (int) Math.floor(y);
                if (left < 0 || top < 0 || left + 1 >= frame.width() || top + 1 >= frame.height()) {
                    for (int c = 0; c < 3; c++) {
                        out.put((c * side + row) * side + column, 0);
                    }
                    continue;
                }
                float right = (float) (x - left);
                float low = (float) (y - top);
                int at = top * line + 3 * left;
                int to = row * side + column;
                for (int channel = 0; channel < 3; channel++, at++, to += side * side) {
                    float upper = (rgb[at] & 0xff) * (1 - right) + (rgb[at + 3] & 0xff) * right;
                    float lower =
                            (rgb[at + line] & 0xff) * (1 - right)
                                    + (rgb[at + line + 3] & 0xff) * right;
                    out.put(to, (upper * (1 - low) + lower * low) / 255);
                }
            }
        }
    }
}
