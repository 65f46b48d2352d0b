package org.pukar.vision.face;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.pukar.cue.Box;

/**
 * Where one camera's picture has changed since the detector last looked there, and so where it
 * looks next (docs/decisions/007-looking.md). For one thread.
 */
final class Changes {
    /**
     * So often the whole is looked at, whatever changed: each second, with frames a little early.
     */
    static final Duration WHOLE_EVERY = Duration.ofMillis(900);

    /** Pixels of the smaller picture a cell, each way: what is compared is a cell's mean. */
    private static final int CELL = 2;

    /** The same in pixels of the detector's picture. */
    private static final int PIXELS = CELL * Looked.SMALLER;

    /**
     * By how much a cell's mean must differ, of 255: so much, and this many times the median
     * difference, which is the sensor's noise. Our choice: a face differs by more from what was
     * behind it.
     */
    private static final float CHANGE = 6;

    private static final int TIMES_NOISE = 4;

    /** The light has changed by more: all is looked at. By less: that is taken out first. */
    private static final int OTHER_LIGHT = 6;

    /** Half of the picture differs by more besides: a camera moved, a film was cut. */
    private static final int OTHER_PICTURE = 3;

    /** Pixels around what changed that the detector sees with it. */
    private static final int AROUND = 32;

    /** The same around a known head, in heads. */
    private static final double AROUND_HEAD = .6;

    /** Share of the picture over which windows save nothing. */
    private static final double MOST = .8;

    private float[] looked = {};
    private Instant wholeAt = Instant.MIN;

    /** Means of the cells of the picture that is being looked at, and its shape. */
    private float[] now = {};

    /** By how much each cell differs from what was looked at; used again for each frame. */
    private float[] differences = {};

    /** How many cells differ by each eighth, from -255 to 255. */
    private final int[] counts = new int[511 * 8];

    private int rows;
    private int columns;

    /**
     * Where to look; taken as looked at with this call.
     *
     * @param picture what the frame is in grey
     * @param known where heads should be, in pixels of the frame
     * @param fewShapes whether windows are made {@link Window#SIDES} or the whole, as a card wants
     */
    List<Window> windows(Looked picture, Instant at, List<Box> known, boolean fewShapes) {
        Window whole = new Window(0, 0, picture.width(), picture.height());
        boolean comparable = measure(picture.smaller());
        if (comparable && !at.isBefore(wholeAt) && at.isBefore(wholeAt.plus(WHOLE_EVERY))) {
            differ();
            float light = takeOut();
            float median = median(0);
            if (Math.abs(light) < OTHER_LIGHT && median < OTHER_PICTURE) {
                float most = CHANGE + TIMES_NOISE * median;
                List<Window> windows = toSee(most, known, picture).windows();
                if (fewShapes) {
                    windows = windows.stream().map(w -> w.grown(whole)).distinct().toList();
                }
                if (windows.stream().mapToLong(Window::pixels).sum() < MOST * whole.pixels()) {
                    windows.forEach(this::take);
                    return windows;
                }
            }
        }
        take(whole);
        wholeAt = at;
        return List.of(whole);
    }

    private void differ() {
        for (int i = 0; i < now.length; i++) {
            differences[i] = now[i] - looked[i];
        }
    }

    /** Takes their median out and leaves how far they are from it; the median. */
    private float takeOut() {
        float light = median(-255);
        for (int i = 0; i < differences.length; i++) {
            differences[i] = Math.min(255, Math.abs(differences[i] - light));
        }
        return light;
    }

    /** Whether the picture can be compared with the last one. */
    private boolean measure(Grey smaller) {
        boolean same = rows == smaller.height() / CELL && columns == smaller.width() / CELL;
        if (!same) {
            rows = smaller.height() / CELL;
            columns = smaller.width() / CELL;
            now = new float[rows * columns];
            looked = new float[rows * columns];
            differences = new float[rows * columns];
        }
        byte[] upper = new byte[smaller.width()];
        byte[] lower = new byte[smaller.width()];
        for (int row = 0; row < rows; row++) {
            smaller.values().get(CELL * row * smaller.width(), upper);
            smaller.values().get((CELL * row + 1) * smaller.width(), lower);
            for (int column = 0; column < columns; column++) {
                int i = CELL * column;
                int sum = sum(upper, i) + sum(lower, i);
                now[row * columns + column] = (float) sum / (CELL * CELL);
            }
        }
        return same;
    }

    private static int sum(byte[] line, int i) {
        return (line[i] & 0xff) + (line[i + 1] & 0xff);
    }

    /** To an eighth, of differences between the least and 255. */
    private float median(int least) {
        Arrays.fill(counts, 0);
        for (float difference : differences) {
            counts[Math.round((difference - least) * 8)]++;
        }
        int value = 0;
        for (int seen = counts[0]; 2 * seen < differences.length; seen += counts[value]) {
            value++;
        }
        return value / 8f + least;
    }

    /** What changed by more, and known heads, with what is around them. */
    private Blocks toSee(float most, List<Box> known, Looked picture) {
        Blocks blocks = new Blocks(picture.width(), picture.height());
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                if (differences[row * columns + column] > most) {
                    blocks.mark(
                            (double) column * PIXELS - AROUND,
                            (double) row * PIXELS - AROUND,
                            (column + 1.0) * PIXELS + AROUND,
                            (row + 1.0) * PIXELS + AROUND);
                }
            }
        }
        double shrink = picture.shrink();
        for (Box head : known) {
            blocks.mark(
                    (head.left() - AROUND_HEAD * head.width()) / shrink,
                    (head.top() - AROUND_HEAD * head.height()) / shrink,
                    (head.right() + AROUND_HEAD * head.width()) / shrink,
                    (head.bottom() + AROUND_HEAD * head.height()) / shrink);
        }
        return blocks;
    }

    /** Its cells are what later pictures are compared with. */
    private void take(Window window) {
        int left = window.left() / PIXELS;
        int length = Math.min(columns, (window.left() + window.width()) / PIXELS) - left;
        int end = Math.min(rows, (window.top() + window.height()) / PIXELS);
        for (int row = window.top() / PIXELS; row < end; row++) {
            System.arraycopy(now, row * columns + left, looked, row * columns + left, length);
        }
    }
}
