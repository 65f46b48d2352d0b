package org.pukar.vision.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.pukar.cue.Box;

/** Squares around the heads that are expected, each holding as many as it can. */
final class Regions {
    /**
     * So many times the smallest of its heads is a region wide: that head is then 20 px wide in the
     * detector's 256 px, more than the 17 px that tiles offer the smallest.
     */
    private static final double HEADS_ACROSS = 13;

    /**
     * A head may move by this share of its width before the next frame, and must still lie whole in
     * the region.
     */
    private static final double MARGIN = .75;

    /**
     * Regions begin on a grid, so that one around people who stand still stays the same from frame
     * to frame.
     */
    private static final int GRID = 32;

    private Regions() {}

    /** The regions, the smallest heads' first. */
    static List<Tile> around(List<Box> heads, int width, int height) {
        List<Box> left = new ArrayList<>(heads);
        left.sort(Comparator.comparingDouble(Box::width));
        List<Tile> tiles = new ArrayList<>();
        while (!left.isEmpty()) {
            Box first = left.remove(0);
            int side = side(first, width, height);
            Box held = first.grown(MARGIN);
            for (Box other : List.copyOf(left)) {
                Box both = held.union(other.grown(MARGIN));
                if (both.width() <= side - GRID && both.height() <= side - GRID) {
                    held = both;
                    left.remove(other);
                }
            }
            tiles.add(
                    new Tile(
                            start(held.center().x(), side, width),
                            start(held.center().y(), side, height),
                            side));
        }
        return tiles;
    }

    private static int side(Box head, int width, int height) {
        int wanted = (int) Math.ceil(HEADS_ACROSS * head.width() / GRID) * GRID;
        return Math.max(64, Math.min(wanted, Math.max(width, height)));
    }

    /**
     * Where a region of that side around that middle begins: inside the frame where it fits, else
     * centred on it.
     */
    private static int start(double middle, int side, int length) {
        if (side >= length) {
            return (length - side) / 2;
        }
        int start = (int) Math.round((middle - side / 2.0) / GRID) * GRID;
        return Math.max(0, Math.min(length - side, start));
    }
}
