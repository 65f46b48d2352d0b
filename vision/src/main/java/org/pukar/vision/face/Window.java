package org.pukar.vision.face;

import java.util.List;

/**
 * A part of the picture that the detector may look at, in pixels of that picture; each a multiple
 * of 32, so that its cells are the whole picture's.
 *
 * @param left of its first pixel
 * @param top of its first pixel
 * @param width at least 32
 * @param height at least 32
 */
record Window(int left, int top, int width, int height) {
    /** Of square windows, where few shapes are to be looked at: 10 and 20 cells. Our choice. */
    static final List<Integer> SIDES = List.of(320, 640);

    /** Pixels of the coarsest grid's cells: nothing the net is given ends within one. */
    static final int CELL = 32;

    long pixels() {
        return (long) width * height;
    }

    /** Whether it is the square of that place in {@link #SIDES}. */
    boolean isSquare(int size) {
        return width == SIDES.get(size) && height == width;
    }

    /**
     * The smallest square of {@link #SIDES} inside the whole that holds this one, else the whole.
     */
    Window grown(Window whole) {
        for (int side : SIDES) {
            if (side >= width && side >= height && side <= whole.width && side <= whole.height) {
                return new Window(
                        grown(left, width, side, whole.width),
                        grown(top, height, side, whole.height),
                        side,
                        side);
            }
        }
        return whole;
    }

    /** Where it begins, as evenly around as the edges let it. */
    private static int grown(int begin, int length, int side, int whole) {
        int before = (side - length) / 2 / CELL * CELL;
        return Math.max(0, Math.min(begin - before, whole - side));
    }

    /** The smallest window around both. */
    Window with(Window other) {
        int first = Math.min(left, other.left);
        int upper = Math.min(top, other.top);
        return new Window(
                first,
                upper,
                Math.max(left + width, other.left + other.width) - first,
                Math.max(top + height, other.top + other.height) - upper);
    }
}
