package org.pukar.vision.face;

import org.pukar.camera.Colors;
import org.pukar.camera.Frame;
import org.pukar.camera.Pixels;
import org.pukar.cue.Box;
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

    /** A sample's place between pixels is rounded to 1 / 1024. */
    private static final int WEIGHT_STEPS = 1024;

    private static final float[] WEIGHTS = weights();

    /**
     * A square by its middle.
     *
     * @param angle by which its rows are turned clockwise, in radians
     */
    public static FaceCrop around(Point middle, double angle, double side) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        return new FaceCrop(
                middle.moved(side / 2 * (sin - cos), -side / 2 * (cos + sin)), cos, sin, side);
    }

    /** The point of the frame that lies so far along and down, in shares of the side. */
    public Point point(double along, double down) {
        return corner.moved(
                side * (along * alongX - down * alongY), side * (along * alongY + down * alongX));
    }

    /**
     * The same crop so many times as wide; the point by which it lies on the face stays where it
     * is.
     */
    public FaceCrop wider(double factor) {
        return new FaceCrop(
                point(MIDDLE_X * (1 - factor), MIDDLE_Y * (1 - factor)),
                alongX,
                alongY,
                side * factor);
    }

    /** The smallest upright box around it. */
    public Box box() {
        Point middle = point(.5, .5);
        double width = side * (Math.abs(alongX) + Math.abs(alongY));
        return new Box(middle.x() - width / 2, middle.y() - width / 2, width, width);
    }

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
     * beyond the picture's edge its nearest pixel goes on. Colour is sampled in its own planes.
     *
     * @param size of the result, in pixels
     * @return shape {3, size, size}: channel (R, G, B), row, column; each in [0, 255]
     */
    public float[] pixels(Frame frame, int size) {
        Colors colors = frame.pixels().colors();
        float[] luma = sampled(frame.pixels(), 0, size);
        float[] cb = halved().sampled(frame.pixels(), 1, size);
        float[] cr = halved().sampled(frame.pixels(), 2, size);
        int count = size * size;
        float[] rgb = new float[3 * count];
        for (int i = 0; i < count; i++) {
            float y = colors.lumaOf(luma[i], cb[i], cr[i]);
            float toBlue = colors.cbOf(cb[i], cr[i]);
            float toRed = colors.crOf(cb[i], cr[i]);
            rgb[i] = Colors.red(y, toRed);
            rgb[count + i] = Colors.green(y, toBlue, toRed);
            rgb[2 * count + i] = Colors.blue(y, toBlue);
        }
        return rgb;
    }

    /**
     * The same in grey (Rec. 601 luma), for less.
     *
     * @param size of the result, in pixels
     * @return shape {size, size}: row, column; each in [0, 255]
     */
    public float[] grey(Frame frame, int size) {
        Colors colors = frame.pixels().colors();
        float[] luma = sampled(frame.pixels(), 0, size);
        if (colors.lumaAlone()) {
            for (int i = 0; i < luma.length; i++) {
                luma[i] = colors.lumaOf(luma[i], 128, 128);
            }
            return luma;
        }
        float[] cb = halved().sampled(frame.pixels(), 1, size);
        float[] cr = halved().sampled(frame.pixels(), 2, size);
        for (int i = 0; i < luma.length; i++) {
            luma[i] = colors.lumaOf(luma[i], cb[i], cr[i]);
        }
        return luma;
    }

    /** The same square of a plane that is half as wide and high. */
    private FaceCrop halved() {
        return new FaceCrop(new Point(corner.x() / 2, corner.y() / 2), alongX, alongY, side / 2);
    }

    private float[] sampled(Pixels pixels, int plane, int size) {
        Patch patch = Patch.of(this, pixels, plane);
        int k = (int) Math.max(1, Math.floor(side / size + .5));
        float[] out = new float[size * size];
        double step = side / (size * k);
        float share = 1f / (k * k);
        for (int row = 0; row < size * k; row++) {
            for (int column = 0; column < size * k; column++) {
                double along = (column + .5) * step;
                double down = (row + .5) * step;
                double x = corner.x() + along * alongX - down * alongY - .5 - patch.left;
                double y = corner.y() + along * alongY + down * alongX - .5 - patch.top;
                int left = (int) x;
                int top = (int) y;
                int across = 4 * (int) ((x - left) * WEIGHT_STEPS);
                int downwards = 4 * (int) ((y - top) * WEIGHT_STEPS);
                int at = (top - 1) * patch.width + left - 1;
                out[row / k * size + column / k] +=
                        share * limited(patch.values, at, patch.width, across, downwards);
            }
        }
        return out;
    }

    /** One bicubic sample of a channel, in [0, 255]. */
    private static float limited(float[] from, int at, int width, int across, int down) {
        float sum =
                WEIGHTS[down] * line(from, at, across)
                        + WEIGHTS[down + 1] * line(from, at + width, across)
                        + WEIGHTS[down + 2] * line(from, at + 2 * width, across)
                        + WEIGHTS[down + 3] * line(from, at + 3 * width, across);
        return Math.max(0, Math.min(255, sum));
    }

    private static float line(float[] from, int at, int across) {
        return WEIGHTS[across] * from[at]
                + WEIGHTS[across + 1] * from[at + 1]
                + WEIGHTS[across + 2] * from[at + 2]
                + WEIGHTS[across + 3] * from[at + 3];
    }

    /**
     * Keys' cubic weights of the pixels at -1, 0, 1 and 2 for places {@code t} in [0, 1) after
     * pixel 0, four a step.
     */
    private static float[] weights() {
        float[] weights = new float[4 * WEIGHT_STEPS];
        float a = SHARPNESS;
        for (int i = 0; i < WEIGHT_STEPS; i++) {
            float t = (i + .5f) / WEIGHT_STEPS;
            weights[4 * i] = a * (t * t * t - 2 * t * t + t);
            weights[4 * i + 1] = (a + 2) * t * t * t - (a + 3) * t * t + 1;
            weights[4 * i + 2] = -(a + 2) * t * t * t + (2 * a + 3) * t * t - a * t;
            weights[4 * i + 3] = -a * (t * t * t - t * t);
        }
        return weights;
    }

    /**
     * The upright part of a plane that a crop's samples touch; beyond the picture's edge its
     * nearest pixel goes on.
     *
     * @param left of its first pixel, in pixels of the plane
     * @param values shape {width, width}, in [0, 255]
     */
    @SuppressWarnings("ArrayRecordComponent") // lives as long as one crop is taken
    private record Patch(int left, int top, int width, float[] values) {
        static Patch of(FaceCrop crop, Pixels pixels, int plane) {
            double acrossX = crop.side * crop.alongX;
            double acrossY = crop.side * crop.alongY;
            // Room for the samples' neighbours: one pixel before, two after, and one for rounding.
            int left = first(crop.corner.x(), acrossX, -acrossY);
            int top = first(crop.corner.y(), acrossY, acrossX);
            int width = (int) (Math.abs(acrossX) + Math.abs(acrossY)) + 7;
            Patch patch = new Patch(left, top, width, new float[width * width]);
            patch.fill(pixels.bytes(), pixels.planes().get(plane));
            return patch;
        }

        private void fill(byte[] bytes, Pixels.Plane plane) {
            int last = plane.width() - 1;
            boolean inside = left >= 0 && left + width <= plane.width();
            for (int y = 0, o = 0; y < width; y++) {
                int line = plane.begin() + plane.width() * clamp(top + y, plane.height() - 1);
                for (int x = left; x < left + width; x++, o++) {
                    values[o] = bytes[line + (inside ? x : clamp(x, last))] & 0xff;
                }
            }
        }

        private static int first(double corner, double across, double down) {
            return (int) Math.floor(corner + Math.min(0, across) + Math.min(0, down)) - 3;
        }
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
