package org.pukar.cue;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The 21 points of a hand that a network gives, MediaPipe's order: wrist; then for thumb, index,
 * middle, ring and little finger four each, from the root to the tip.
 *
 * @param picture where they lie, in pixels of the whole frame
 * @param joints the same in space, in metres about the hand's middle; x to the right, y down, z
 *     away from the camera
 * @param rightness how sure the network is that it is a right hand, in [0, 1]
 */
public record HandPoints(List<Point> picture, List<Joint> joints, double rightness) {
    public static final int COUNT = 21;

    private static final int WRIST = 0;
    private static final int THUMB_TIP = 4;
    private static final int INDEX_ROOT = 5;
    private static final int LITTLE_ROOT = 17;

    /** The roots of the four fingers. */
    private static final int[] ROOTS = {INDEX_ROOT, 9, 13, LITTLE_ROOT};

    /**
     * Degrees. Rendered hands: straight fingers bend by 23 to 43, folded ones by 83 to 135, with a
     * few of 43 to 60 where a hand is under 15 pixels wide.
     */
    private static final double STRAIGHT = 65;

    private static final double FOLDED = 70;

    /**
     * How far the thumb's tip reaches across the palm: 0 at the little finger's root, 1 at the
     * index finger's. Rendered hands: open 1.98 to 2.12, tucked .42 to .66.
     */
    private static final double OUT = 1.3;

    private static final double TUCKED = .85;

    /** A point in space, in metres. */
    public record Joint(double x, double y, double z) {
        private Joint minus(Joint other) {
            return new Joint(x - other.x, y - other.y, z - other.z);
        }

        private double dot(Joint other) {
            return x * other.x + y * other.y + z * other.z;
        }
    }

    public HandPoints {
        picture = List.copyOf(picture);
        joints = List.copyOf(joints);
        if (picture.size() != COUNT || joints.size() != COUNT) {
            throw new IllegalArgumentException(
                    "a hand must have 21 points, got %d and %d"
                            .formatted(picture.size(), joints.size()));
        }
    }

    /** What the hand does, by its geometry alone; it may be turned in any way in the picture. */
    public HandShape shape() {
        long straight = IntStream.of(ROOTS).filter(root -> bend(root) < STRAIGHT).count();
        long folded = IntStream.of(ROOTS).filter(root -> bend(root) > FOLDED).count();
        if (folded >= ROOTS.length - 1) {
            return HandShape.FOLDED;
        }
        if (straight < ROOTS.length || !palmToCamera()) {
            return HandShape.OTHER;
        }
        double reach = thumbReach();
        return reach > OUT
                ? HandShape.OPEN
                : reach < TUCKED ? HandShape.THUMB_TUCKED : HandShape.OTHER;
    }

    /** How far a finger is bent at its middle joint, in degrees; 0 is straight. */
    private double bend(int root) {
        Joint back = joints.get(root).minus(joints.get(root + 1));
        Joint on = joints.get(root + 3).minus(joints.get(root + 1));
        double cosine = back.dot(on) / Math.sqrt(back.dot(back) * on.dot(on));
        return 180 - Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, cosine))));
    }

    private double thumbReach() {
        Joint across = joints.get(INDEX_ROOT).minus(joints.get(LITTLE_ROOT));
        Joint thumb = joints.get(THUMB_TIP).minus(joints.get(LITTLE_ROOT));
        return thumb.dot(across) / across.dot(across);
    }

    /** A right hand's palm shows its index finger on the other side than its back does. */
    private boolean palmToCamera() {
        Point wrist = picture.get(WRIST);
        Point index = picture.get(INDEX_ROOT);
        Point little = picture.get(LITTLE_ROOT);
        double turn =
                (index.x() - wrist.x()) * (little.y() - wrist.y())
                        - (index.y() - wrist.y()) * (little.x() - wrist.x());
        return turn < 0 == rightness > .5;
    }

    /** Around all points, in pixels of the frame. */
    public Box box() {
        double left = picture.stream().mapToDouble(Point::x).min().orElseThrow();
        double top = picture.stream().mapToDouble(Point::y).min().orElseThrow();
        double right = picture.stream().mapToDouble(Point::x).max().orElseThrow();
        double bottom = picture.stream().mapToDouble(Point::y).max().orElseThrow();
        return new Box(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
    }
}
