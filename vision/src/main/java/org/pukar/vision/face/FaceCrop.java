package org.pukar.vision.face;

import org.pukar.camera.Frame;
import org.pukar.cue.Face;
import org.pukar.cue.Point;

/**
 * The one square of the picture in which a face is judged and read: turned so that the eyes are
 * level, as wide as the distance from eyes to mouth over .45 (face-api's FaceLandmarks.align;
 * training/face-expression/reference_crop.py is the same arithmetic in Python).
 *
 * @param corner its upper left corner, in pixels of the frame
 * @param alongX how far one step along a row goes to the right
 * @param alongY how far one step along a row goes down
 * @param side in pixels of the frame
 */
public record FaceCrop(Point corner, double alongX, double alongY, double side) {
    private static final double MIDDLE_X = .5;
    private static final double MIDDLE_Y = .43;
    private static final double EYE_TO_MOUTH = .45;

    /** The crop of a face; eyes that lie on one another count as level. */
    public static FaceCrop of(Face.Points points) {
        Point right = points.rightEye();
        Point left = points.leftEye();
        Point mouth = points.mouth();
        double side =
                Math.max(1, (mouth.distanceTo(right) + mouth.distanceTo(left)) / 2 / EYE_TO_MOUTH);
        double between = right.distanceTo(left);
        double alongX = between > 0 ? (left.x() - right.x()) / between : 1;
        double alongY = between > 0 ? (left.y() - right.y()) / between : 0;
        double middleX = (right.x() + left.x() + mouth.x()) / 3;
        double middleY = (right.y() + left.y() + mouth.y()) / 3;
        return new FaceCrop(
                new Point(
                        middleX - MIDDLE_X * side * alongX + MIDDLE_Y * side * alongY,
                        middleY - MIDDLE_X * side * alongY - MIDDLE_Y * side * alongX),
                alongX,
                alongY,
                side);
    }

    /**
     * The crop's pixels, each the mean of k x k evenly spread bilinear samples, k = side over size;
     * a sample outside the picture takes the nearest pixel in it.
     *
     * @param size of the result, in pixels
     * @return shape {3, size, size}: channel (R, G, B), row, column; each in [0, 255]
     */
    public float[] pixels(Frame frame, int size) {
        int k = (int) Math.max(1, Math.floor(side / size + .5));
        float[] out = new float[3 * size * size];
        double step = side / (size * k);
        float share = 1f / (k * k);
        byte[] rgb = frame.rgb();
        int width = frame.width();
        int height = frame.height();
        for (int row = 0; row < size * k; row++) {
            double down = (row + .5) * step;
            for (int column = 0; column < size * k; column++) {
                double along = (column + .5) * step;
                double x = clamp(corner.x() + along * alongX - down * alongY - .5, width - 1);
                double y = clamp(corner.y() + along * alongY + down * alongX - .5, height - 1);
                int x0 = (int) x;
                int y0 = (int) y;
                int x1 = Math.min(x0 + 1, width - 1);
                int y1 = Math.min(y0 + 1, height - 1);
                float a = (float) (x - x0);
                float b = (float) (y - y0);
                int i00 = (y0 * width + x0) * 3;
                int i01 = (y0 * width + x1) * 3;
                int i10 = (y1 * width + x0) * 3;
                int i11 = (y1 * width + x1) * 3;
                int o = row / k * size + column / k;
                for (int c = 0; c < 3; c++) {
                    float upper = (1 - a) * (rgb[i00 + c] & 0xff) + a * (rgb[i01 + c] & 0xff);
                    float lower = (1 - a) * (rgb[i10 + c] & 0xff) + a * (rgb[i11 + c] & 0xff);
                    out[c * size * size + o] += share * ((1 - b) * upper + b * lower);
                }
            }
        }
        return out;
    }

    private static double clamp(double value, int highest) {
        return Math.max(0, Math.min(highest, value));
    }

    /**
     * The largest share of the side by which a corner lies outside the frame; 0 when all of it is
     * inside.
     */
    double outside(Frame frame) {
        double most = 0;
        for (int i = 0; i < 4; i++) {
            double along = (i & 1) * side;
            double down = (i >> 1) * side;
            double x = corner.x() + along * alongX - down * alongY;
            double y = corner.y() + along * alongY + down * alongX;
            most =
                    Math.max(
                            most,
                            Math.max(
                                    Math.max(-x, x - frame.width()),
                                    Math.max(-y, y - frame.height())));
        }
        return most / side;
    }
}
