package org.pukar.vision.face;

import java.nio.FloatBuffer;
import java.util.List;
import org.pukar.camera.Colors;
import org.pukar.camera.Frame;
import org.pukar.camera.Pixels;
import org.pukar.cue.Box;
import org.pukar.cue.Face;
import org.pukar.cue.Point;

/**
 * The one square of the picture in which a face is judged and read: turned so that the eyes are
 * level, as wide as the distance from eyes to mouth over .45 (face-api's FaceLandmarks.align;
 * training/face-expression/reference_crop.py is the same arithmetic in Python; colours are cut at
 * half the size here).
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
     * beyond the picture's edge its nearest pixel goes on. Two by two pixels share their colour, as
     * the frame's do.
     *
     * @param room for as many pixels as are wanted
     * @return the room's, until the next square; shape {3, size, size}: channel (R, G, B), row,
     *     column; each in [0, 255]
     */
    public float[] pixels(Frame frame, Room room) {
        Pixels pixels = frame.pixels();
        Colors colors = pixels.colors();
        int size = room.size;
        int half = Pixels.half(size);
        float[] luma = room.luma;
        float[] cb = room.cb;
        float[] cr = room.cr;
        Bicubic.cut(this, pixels, 0, size, luma, 0);
        Bicubic.cut(halved(), pixels, 1, half, cb, 0);
        Bicubic.cut(halved(), pixels, 2, half, cr, 0);
        int count = size * size;
        float[] rgb = room.rgb;
        for (int row = 0, i = 0; row < size; row++) {
            for (int column = 0; column < size; column++, i++) {
                int at = (row >> 1) * half + (column >> 1);
                rgb[i] = colors.red(luma[i], cr[at]);
                rgb[count + i] = colors.green(luma[i], cb[at], cr[at]);
                rgb[2 * count + i] = colors.blue(luma[i], cb[at]);
            }
        }
        return rgb;
    }

    /** Room for a square's pixels, kept by whoever cuts one after the other. For one thread. */
    @SuppressWarnings("ArrayRecordComponent") // it is there to be written
    public record Room(int size, float[] luma, float[] cb, float[] cr, float[] rgb) {
        /**
         * Empty.
         *
         * @param size of the result, in pixels
         */
        public static Room of(int size) {
            int half = Pixels.half(size);
            return new Room(
                    size,
                    new float[size * size],
                    new float[half * half],
                    new float[half * half],
                    new float[3 * size * size]);
        }
    }

    /**
     * The same in grey (Rec. 601 luma), for less.
     *
     * @param size of the result, in pixels
     * @return shape {size, size}: row, column; each in [0, 255]
     */
    public float[] grey(Frame frame, int size) {
        return grey(List.of(this), frame, size).array();
    }

    private void grey(Frame frame, int size, float[] out, int begin) {
        Pixels pixels = frame.pixels();
        Colors colors = pixels.colors();
        Bicubic.cut(this, pixels, 0, size, out, begin);
        int half = Pixels.half(size);
        boolean alone = colors.lumaAlone();
        float[] color = new float[alone ? 0 : 2 * half * half];
        if (!alone) {
            Bicubic.cut(halved(), pixels, 1, half, color, 0);
            Bicubic.cut(halved(), pixels, 2, half, color, half * half);
        }
        for (int row = 0, i = begin; row < size; row++) {
            for (int column = 0; column < size; column++, i++) {
                int at = (row >> 1) * half + (column >> 1);
                out[i] =
                        colors.luma(
                                out[i], alone ? 0 : color[at], alone ? 0 : color[half * half + at]);
            }
        }
    }

    /**
     * Some crops of one frame in grey, as a net takes them.
     *
     * @param size of each, in pixels
     * @return shape {count, 1, size, size}: crop, grey, row, column; each in [0, 255]
     */
    public static FloatBuffer grey(List<FaceCrop> crops, Frame frame, int size) {
        float[] all = new float[crops.size() * size * size];
        for (int i = 0; i < crops.size(); i++) {
            crops.get(i).grey(frame, size, all, i * size * size);
        }
        return FloatBuffer.wrap(all);
    }

    /** The same square of a plane that is half as wide and high. */
    private FaceCrop halved() {
        return new FaceCrop(new Point(corner.x() / 2, corner.y() / 2), alongX, alongY, side / 2);
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
