package org.pukar.vision.face;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * A square of the frame that the detector looks at as a whole; it may reach past the frame, where
 * it is black.
 *
 * @param left in pixels of the frame
 * @param top in pixels of the frame
 * @param side in pixels of the frame
 * @param pixels the side of what the detector gets of it
 */
record Tile(int left, int top, int side, int pixels) {
    /**
     * So many times the smallest head fit into a tile: a head of 36 px is then 17 px wide in the
     * detector's 256 px. At 540 px tiles BlazeFace finds .84 of a street crowd's faces, at 360 px
     * .82 with more false ones, whole .66 (models/blazeface-back-256/card.md).
     */
    private static final int HEADS_ACROSS = 15;

    /** Neighbours share a quarter, so that a head of up to that size lies whole in one of them. */
    private static final double OVERLAP = .25;

    /** Squares less than half as large again would show the same heads at nearly the same size. */
    private static final double SMALLEST_STEP = 1.5;

    /**
     * The tiles for a frame: squares for the smallest heads, then squares twice as large, and so
     * on, at last one around the whole frame. A Full HD frame has 15 + 3 + 1 of them.
     *
     * @param smallestHead in pixels of the frame
     */
    static List<Tile> cover(int width, int height, int smallestHead) {
        LinkedHashSet<Tile> tiles = new LinkedHashSet<>();
        int shorter = Math.min(width, height);
        int side = Math.min(HEADS_ACROSS * smallestHead, shorter);
        while (true) {
            grid(width, height, side, tiles);
            if (side * SMALLEST_STEP > shorter) {
                break;
            }
            side = Math.min(2 * side, shorter);
        }
        int longer = Math.max(width, height);
        tiles.add(street((width - longer) / 2, (height - longer) / 2, longer));
        return new ArrayList<>(tiles);
    }

    private static Tile street(int left, int top, int side) {
        return new Tile(left, top, side, BlazeFace.STREET);
    }

    private static void grid(int width, int height, int side, LinkedHashSet<Tile> tiles) {
        for (int top : starts(height, side)) {
            for (int left : starts(width, side)) {
                tiles.add(street(left, top, side));
            }
        }
    }

    /** Evenly spread, the first at 0, the last ending with the frame. */
    private static int[] starts(int length, int side) {
        if (length <= side) {
            return new int[] {0};
        }
        int count = (int) Math.ceil((length - side * OVERLAP) / (side * (1 - OVERLAP)));
        int[] starts = new int[Math.max(2, count)];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = Math.round((float) i * (length - side) / (starts.length - 1));
        }
        return starts;
    }
}
