package org.pukar.vision.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.pukar.cue.Box;

/**
 * Squares of the frame to look at again: small ones around heads, to see where they are now, and
 * large ones around people, to see who else is there.
 */
final class Regions {
    /**
     * So many times the smallest of its heads is a region wide: that head is then 24 px wide in the
     * detector's 96 px, more than the 17 px that tiles offer the smallest.
     */
    private static final double HEADS_ACROSS = 4;

    /** Around a person: a head of that size is then 20 px wide in the detector's 256 px. */
    private static final double HEADS_ACROSS_PEOPLE = 13;

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

    private final int width;
    private final int height;

    /** For frames of that size, in pixels. */
    Regions(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** Regions that hold all these heads, each as many as it can, the smallest heads' first. */
    List<Tile> around(List<Box> heads) {
        return hold(heads, head -> head.grown(MARGIN), HEADS_ACROSS, BlazeFace.HEAD);
    }

    /** Regions that hold everything that people with these heads may move. */
    List<Tile> aroundPeople(List<Box> heads) {
        return hold(heads, Regions::person, HEADS_ACROSS_PEOPLE, BlazeFace.STREET);
    }

    /**
     * The part of the picture that someone with this head moves in: two heads to each side, eight
     * down.
     */
    static Box person(Box head) {
        return new Box(
                head.left() - 2 * head.width(),
                head.top() - .5 * head.height(),
                5 * head.width(),
                8.5 * head.height());
    }

    private List<Tile> hold(
            List<Box> heads, UnaryOperator<Box> surroundings, double across, int pixels) {
        List<Box> left = new ArrayList<>(heads);
        left.sort(Comparator.comparingDouble(Box::width));
        List<Tile> tiles = new ArrayList<>();
        while (!left.isEmpty()) {
            Box first = left.remove(0);
            int side = side(across * first.width());
            Box held = surroundings.apply(first);
            for (Box other : List.copyOf(left)) {
                Box both = held.union(surroundings.apply(other));
                if (both.width() <= side - GRID && both.height() <= side - GRID) {
                    held = both;
                    left.remove(other);
                }
            }
            tiles.add(
                    new Tile(
                            start(held.center().x(), side, width),
                            start(held.center().y(), side, height),
                            side,
                            pixels));
        }
        return tiles;
    }

    private int side(double wanted) {
        int side = (int) Math.ceil(wanted / GRID) * GRID;
        return Math.max(64, Math.min(side, Math.max(width, height)));
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
