package org.pukar.cue;

/**
 * A point in a picture.
 *
 * @param x pixels from the left edge
 * @param y pixels from the top edge
 */
public record Point(double x, double y) {
    /** In pixels. */
    public double distanceTo(Point other) {
        return Math.hypot(x - other.x, y - other.y);
    }

    /** The point moved, in pixels. */
    public Point moved(double byX, double byY) {
        return new Point(x + byX, y + byY);
    }

    /** The point half-way. */
    public Point middleTo(Point other) {
        return new Point((x + other.x) / 2, (y + other.y) / 2);
    }
}
