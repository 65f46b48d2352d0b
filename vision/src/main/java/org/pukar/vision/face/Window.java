package org.pukar.vision.face;

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
    long pixels() {
        return (long) width * height;
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
