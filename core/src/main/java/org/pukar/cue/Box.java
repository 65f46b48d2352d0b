package org.pukar.cue;

import java.util.List;

/**
 * An upright box in a picture, in pixels; it may reach past the picture's edges.
 *
 * @param left of its left side
 * @param top of its upper side
 * @param width above 0
 * @param height above 0
 */
public record Box(double left, double top, double width, double height) {
    private static final int GRID = 20;

    public Box {
        if (!(width > 0 && height > 0) || !Double.isFinite(left + top + width + height)) {
            throw new IllegalArgumentException(
                    "a box must have a width and a height above 0 pixels, got "
                            + width
                            + " x "
                            + height
                            + " at "
                            + left
                            + ", "
                            + top);
        }
    }

    public double right() {
        return left + width;
    }

    public double bottom() {
        return top + height;
    }

    public Point center() {
        return new Point(left + width / 2, top + height / 2);
    }

    /** Intersection over union, in [0, 1]. */
    public double overlap(Box other) {
        double shared = sharedArea(other);
        return shared / (width * height + other.width * other.height - shared);
    }

    /** The share of the smaller box that lies in the other, in [0, 1]. */
    public double containment(Box other) {
        return sharedArea(other) / Math.min(width * height, other.width * other.height);
    }

    private double sharedArea(Box other) {
        double across = Math.min(right(), other.right()) - Math.max(left, other.left);
        double down = Math.min(bottom(), other.bottom()) - Math.max(top, other.top);
        return Math.max(0, across) * Math.max(0, down);
    }

    /**
     * The box grown by {@code share} of its size on every side; .25 makes it half as wide again.
     */
    public Box grown(double share) {
        return new Box(
                left - share * width,
                top - share * height,
                width * (1 + 2 * share),
                height * (1 + 2 * share));
    }

    /** The box moved. */
    public Box moved(double byX, double byY) {
        return new Box(left + byX, top + byY, width, height);
    }

    /** The share of this box that the others cover together, counted on a grid of 400 points. */
    public double coveredBy(List<Box> others) {
        int covered = 0;
        for (int i = 0; i < GRID * GRID; i++) {
            double x = left + (i % GRID + .5) / GRID * width;
            double y = top + (Math.floorDiv(i, GRID) + .5) / GRID * height;
            covered += others.stream().anyMatch(other -> other.holds(x, y)) ? 1 : 0;
        }
        return (double) covered / (GRID * GRID);
    }

    private boolean holds(double x, double y) {
        return x >= left && x <= right() && y >= top && y <= bottom();
    }
}
