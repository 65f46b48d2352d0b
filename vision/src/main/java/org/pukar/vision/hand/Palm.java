package org.pukar.vision.hand;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.pukar.cue.Box;
import org.pukar.cue.HandPoints;
import org.pukar.cue.Point;
import org.pukar.vision.face.FaceCrop;

/**
 * A palm that was found, in shares of the square's side; and how a hand's square follows from a
 * palm or from the hand's points one frame before (MediaPipe's hand_landmark_tracking graph).
 *
 * @param box around the palm
 * @param wrist where the palm begins
 * @param middle the root of the middle finger
 */
record Palm(double confidence, Box box, Point wrist, Point middle) {
    /** Anchors: 24 x 24 cells with 2, then 12 x 12 with 6. */
    private static final int[][] LAYERS = {{24, 2}, {12, 6}};

    private static final double SAME = .3;

    /** The hand's square, in sizes of the palm's box, and how far it is moved to the fingers. */
    private static final double PALM_SIZE = 2.6;

    private static final double PALM_SHIFT = .5;

    /** The same from a hand's inner points. */
    private static final double HAND_SIZE = 2;

    private static final double HAND_SHIFT = .1;

    /** Wrist, thumb without its tip's end, and two points of each finger. */
    private static final int[] INNER = {0, 1, 2, 3, 5, 6, 9, 10, 13, 14, 17, 18};

    /**
     * The palms in the network's answer, each once, the surest first.
     *
     * @param boxes shape {2016, 18}: centre from the anchor, size, then 7 points, in pixels
     * @param scores shape {2016}, log-odds
     */
    static List<Palm> of(FloatBuffer boxes, FloatBuffer scores, int values, double lowest) {
        double least = Math.log(lowest / (1 - lowest));
        List<Palm> all = new ArrayList<>();
        int anchor = 0;
        for (int[] layer : LAYERS) {
            int cells = layer[0];
            for (int i = 0; i < cells * cells * layer[1]; i++, anchor++) {
                if (scores.get(anchor) >= least) {
                    int cell = i / layer[1];
                    double x = (cell % cells + .5) / cells;
                    double y = (Math.floorDiv(cell, cells) + .5) / cells;
                    all.add(decoded(boxes, anchor * values, x, y, scores.get(anchor)));
                }
            }
        }
        all.sort(Comparator.comparingDouble(Palm::confidence).reversed());
        List<Palm> once = new ArrayList<>();
        for (Palm palm : all) {
            if (once.stream().noneMatch(p -> p.box.overlap(palm.box) >= SAME)) {
                once.add(palm);
            }
        }
        return once;
    }

    private static Palm decoded(FloatBuffer v, int at, double x, double y, double logOdds) {
        double side = HandNets.PALM_SIDE;
        double width = Math.max(1e-3, v.get(at + 2) / side);
        double height = Math.max(1e-3, v.get(at + 3) / side);
        Box box =
                new Box(
                        x + v.get(at) / side - width / 2,
                        y + v.get(at + 1) / side - height / 2,
                        width,
                        height);
        return new Palm(
                1 / (1 + Math.exp(-logOdds)),
                box,
                new Point(x + v.get(at + 4) / side, y + v.get(at + 5) / side),
                new Point(x + v.get(at + 8) / side, y + v.get(at + 9) / side));
    }

    /** The square, in the frame, in which the palm's hand is read: its fingers point up. */
    FaceCrop hand(FaceCrop square) {
        Point from = square.point(wrist.x(), wrist.y());
        Point to = square.point(middle.x(), middle.y());
        Point center = square.point(box.center().x(), box.center().y());
        double size = Math.max(box.width(), box.height()) * square.side();
        return upright(from, to, center, PALM_SHIFT * size, PALM_SIZE * size);
    }

    /** The square in which a hand is read again one frame later. */
    static FaceCrop again(HandPoints hand) {
        List<Point> p = hand.picture();
        Point to = p.get(5).middleTo(p.get(13)).middleTo(p.get(9));
        double angle = angle(p.get(0), to);
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (int i : INNER) {
            double along = p.get(i).x() * cos + p.get(i).y() * sin;
            double down = p.get(i).y() * cos - p.get(i).x() * sin;
            left = Math.min(left, along);
            right = Math.max(right, along);
            top = Math.min(top, down);
            bottom = Math.max(bottom, down);
        }
        double along = (left + right) / 2;
        double down = (top + bottom) / 2;
        double size = Math.max(right - left, bottom - top);
        Point center = new Point(along * cos - down * sin, along * sin + down * cos);
        return upright(p.get(0), to, center, HAND_SHIFT * size, HAND_SIZE * size);
    }

    private static FaceCrop upright(Point from, Point to, Point center, double shift, double side) {
        double angle = angle(from, to);
        Point moved = center.moved(Math.sin(angle) * shift, -Math.cos(angle) * shift);
        return FaceCrop.around(moved, angle, Math.max(2, side));
    }

    /** How far the way from a wrist to a finger is turned from straight up; to the right is > 0. */
    private static double angle(Point from, Point to) {
        return Math.atan2(to.x() - from.x(), from.y() - to.y());
    }
}
