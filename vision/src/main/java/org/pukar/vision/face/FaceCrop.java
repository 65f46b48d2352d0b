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

    /**
     * Keys' cubic kernel with OpenCV's parameter: bilinear samples lose fear on small faces (the
     * model's card).
     */
    private static final float SHARPNESS = -.75f;

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
     * The crop's pixels, each the mean of k x k evenly spread bicubic samples, k = side over size;
     * beyond the picture's edge its nearest pixel goes on.
     *
     * @param size of the result, in pixels
     * @return shape {3, size, size}: channel (R, G, B), row, column; each in [0, 255]
     */
    public float[] pixels(Frame frame, int size) {
        int k = (int) Math.max(1, Math.floor(side / size + .5));
        float[] out = new float[3 * size * size];
        double step = side / (size * k);
        float share = 1f / (k * k);
        float[] across = new float[4];
        float[] down = new float[4];
        int[] columns = new int[4];
        byte[] rgb = frame.rgb();
        for (int row = 0; row < size * k; row++) {
            for (int column = 0; column < size * k; column++) {
                double x =
                        corner.x()
                                + (column + .5) * step * alongX
                                - (row + .5) * step * alongY
                                - .5;
                double y =
                        corner.y()
                                + (column + .5) * step * alongY
                                + (row + .5) * step * alongX
                                - .5;
                int left = (int) Math.floor(x);
                int top = (int) Math.floor(y);
                weigh((float) (x - left), across);
                weigh((float) (y - top), down);
                for (int i = 0; i < 4; i++) {
                    columns[i] = 3 * clamp(left + i - 1, frame.width() - 1);
                }
                float red = 0;
                float green = 0;
                float blue = 0;
                for (int j = 0; j < 4; j++) {
                    int line = 3 * frame.width() * clamp(top + j - 1, frame.height() - 1);
                    for (int i = 0; i < 4; i++) {
                        float weight = across[i] * down[j];
                        int at = line + columns[i];
                        red += weight * (rgb[at] & 0xff);
                        green += weight * (rgb[at + 1] & 0xff);
                        blue += weight * (rgb[at + 2] & 0xff);
                    }
                }
                int pixel = row / k * size + column / k;
                out[pixel] += share * limited(red);
                out[size * size + pixel] += share * limited(green);
                out[2 * size * size + pixel] += share * limited(blue);
            }
        }
        return out;
    }

    private static float limited(float value) {
        return Math.max(0, Math.min(255, value));
    }

    /**
     * Keys' cubic weights of the pixels at -1, 0, 1 and 2 for a place {@code t} in [0, 1) after
     * pixel 0.
     */
    private static void weigh(float t, float[] weights) {
        float a = SHARPNESS;
        weights[0] = a * (t * t * t - 2 * t * t + t);
        weights[1] = (a + 2) * t * t * t - (a + 3) * t * t + 1;
        weights[2] = -(a + 2) * t * t * t + (2 * a + 3) * t * t - a * t;
        weights[3] = -a * (t * t * t - t * t);
    }

    private static int clamp(int value, int highest) {
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
