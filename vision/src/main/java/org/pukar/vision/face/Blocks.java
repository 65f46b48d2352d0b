package org.pukar.vision.face;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Which blocks of 32 x 32 pixels of a picture are to be looked at. For one thread. */
final class Blocks {
    private static final int SIDE = Window.CELL;

    /** Two windows become one where that adds fewer blocks: each run has a cost of its own. */
    private static final int BLOCKS_A_RUN = 6;

    private final boolean[][] marked;

    /** None marked. */
    Blocks(int width, int height) {
        marked = new boolean[height / SIDE][width / SIDE];
    }

    /** Marks the blocks that a rectangle touches, in pixels, as far as it lies in the picture. */
    void mark(double left, double top, double right, double bottom) {
        int first = Math.max(0, (int) Math.floor(left / SIDE));
        int end = Math.min(marked[0].length, (int) Math.ceil(right / SIDE));
        int last = Math.min(marked.length, (int) Math.ceil(bottom / SIDE));
        for (int row = Math.max(0, (int) Math.floor(top / SIDE)); row < last; row++) {
            if (first < end) {
                Arrays.fill(marked[row], first, end, true);
            }
        }
    }

    /**
     * A window around each group of blocks that touch, near ones made one; nothing is marked after
     * it.
     */
    List<Window> windows() {
        List<Window> windows = new ArrayList<>();
        for (int row = 0; row < marked.length; row++) {
            for (int column = 0; column < marked[0].length; column++) {
                if (marked[row][column]) {
                    add(windows, group(row, column));
                }
            }
        }
        return windows;
    }

    private static void add(List<Window> windows, Window added) {
        Window next = added;
        for (int i = 0; i < windows.size(); i++) {
            Window other = windows.get(i);
            Window both = next.with(other);
            long apart = next.pixels() + other.pixels();
            if (both.pixels() <= apart + (long) BLOCKS_A_RUN * SIDE * SIDE) {
                windows.remove(i);
                next = both;
                i = -1; // it may reach others now
            }
        }
        windows.add(next);
    }

    /** The window around the group that this block belongs to; its marks are taken away. */
    private Window group(int row, int column) {
        Window window = block(row, column);
        Deque<int[]> next = new ArrayDeque<>();
        next.add(new int[] {row, column});
        marked[row][column] = false;
        while (!next.isEmpty()) {
            int[] at = next.remove();
            window = window.with(block(at[0], at[1]));
            for (int y = Math.max(0, at[0] - 1); y <= Math.min(marked.length - 1, at[0] + 1); y++) {
                for (int x = Math.max(0, at[1] - 1);
                        x <= Math.min(marked[0].length - 1, at[1] + 1);
                        x++) {
                    if (marked[y][x]) {
                        marked[y][x] = false;
                        next.add(new int[] {y, x});
                    }
                }
            }
        }
        return window;
    }

    private static Window block(int row, int column) {
        return new Window(column * SIDE, row * SIDE, SIDE, SIDE);
    }
}
