package org.pukar.vision.capture;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.pukar.camera.Pixels;
import org.pukar.camera.PrivacyZone;
import org.pukar.camera.PrivacyZone.Corner;

/**
 * Makes privacy zones black in a decoded picture, before anything reads it. A pixel that a zone
 * touches, its edge included, is black as a whole. What to fill is worked out once a size of
 * picture. For one thread.
 */
public final class Blackout {
    private final List<PrivacyZone> zones;
    private int width;
    private int height;

    /** From and until of each run of black pixels; then of those of Cb, from where Cb begins. */
    private int[] runs = {};

    private int[] chroma = {};

    public Blackout(List<PrivacyZone> zones) {
        this.zones = List.copyOf(zones);
    }

    /**
     * Blackens the zones.
     *
     * @param pixels changed in place
     */
    public void apply(Pixels pixels) {
        if (zones.isEmpty()) {
            return;
        }
        if (pixels.width() != width || pixels.height() != height) {
            width = pixels.width();
            height = pixels.height();
            findRuns();
        }
        byte[] bytes = pixels.bytes();
        fill(bytes, 0, runs, pixels.colors().black());
        fill(bytes, pixels.cb(), chroma, 128);
        fill(bytes, pixels.cr(), chroma, 128);
    }

    private static void fill(byte[] bytes, int begin, int[] runs, int value) {
        for (int i = 0; i < runs.length; i += 2) {
            Arrays.fill(bytes, begin + runs[i], begin + runs[i + 1], (byte) value);
        }
    }

    /**
     * A colour that a black pixel shares with others is taken from all of them, and one more on
     * each side: where a picture's width or height is odd, or its colours were made fewer, a colour
     * may be partly of the pixels beside its own.
     */
    private void findRuns() {
        IntStream.Builder found = IntStream.builder();
        IntStream.Builder foundChroma = IntStream.builder();
        int across = Pixels.half(width);
        boolean[][] shared = new boolean[Pixels.half(height)][across];
        for (int row = 0; row < height; row++) {
            boolean[] black = black(row);
            addRuns(black, row * width, found);
            for (int x = 0; x < width; x++) {
                if (black[x]) {
                    around(shared, row / 2, x / 2);
                }
            }
        }
        for (int row = 0; row < shared.length; row++) {
            addRuns(shared[row], row * across, foundChroma);
        }
        runs = found.build().toArray();
        chroma = foundChroma.build().toArray();
    }

    private static void around(boolean[][] shared, int row, int column) {
        for (int y = Math.max(0, row - 1); y < Math.min(shared.length, row + 2); y++) {
            for (int x = Math.max(0, column - 1); x < Math.min(shared[y].length, column + 2); x++) {
                shared[y][x] = true;
            }
        }
    }

    private boolean[] black(int row) {
        boolean[] black = new boolean[width];
        for (PrivacyZone zone : zones) {
            touch(zone.corners(), row, black);
            fill(zone.corners(), row + .5, black);
        }
        return black;
    }

    private static void addRuns(boolean[] black, int begin, IntStream.Builder found) {
        for (int x = 0; x < black.length; x++) {
            if (black[x]) {
                int from = x;
                while (x < black.length && black[x]) {
                    x++;
                }
                found.add(begin + from).add(begin + x);
            }
        }
    }

    /** The pixels of a row that an edge touches: from the row's top line to its bottom line. */
    private void touch(List<Corner> corners, int row, boolean[] black) {
        for (int i = 0; i < corners.size(); i++) {
            Corner from = corners.get(i);
            Corner to = corners.get((i + 1) % corners.size());
            double y0 = from.y() * height;
            double y1 = to.y() * height;
            if (Math.max(y0, y1) < row || Math.min(y0, y1) > row + 1) {
                continue;
            }
            double x0 = from.x() * width;
            double x1 = to.x() * width;
            double first = y0 == y1 ? x0 : at(clip(y0, row), x0, y0, x1, y1);
            double last = y0 == y1 ? x1 : at(clip(y1, row), x0, y0, x1, y1);
            // A pixel's own edges belong to it and to its neighbour: both are touched.
            int left = (int) Math.ceil(Math.min(first, last) - 1e-6) - 1;
            int right = (int) Math.floor(Math.max(first, last) + 1e-6);
            Arrays.fill(
                    black,
                    Math.max(0, Math.min(left, width - 1)),
                    Math.min(width, right + 1),
                    true);
        }
    }

    private static double clip(double y, int row) {
        return Math.max(row, Math.min(row + 1, y));
    }

    private static double at(double y, double x0, double y0, double x1, double y1) {
        return x0 + (y - y0) / (y1 - y0) * (x1 - x0);
    }

    /** The pixels of a row whose middles are inside, however often the polygon goes round them. */
    private void fill(List<Corner> corners, double y, boolean[] black) {
        int[] turns = new int[width + 1];
        for (int i = 0; i < corners.size(); i++) {
            Corner from = corners.get(i);
            Corner to = corners.get((i + 1) % corners.size());
            double y0 = from.y() * height;
            double y1 = to.y() * height;
            if ((y0 <= y) != (y1 <= y)) {
                double x = at(y, from.x() * width, y0, to.x() * width, y1);
                turns[Math.max(0, (int) Math.ceil(x - .5))] += y0 <= y ? 1 : -1;
            }
        }
        int inside = 0;
        for (int x = 0; x < width; x++) {
            inside += turns[x];
            black[x] |= inside != 0;
        }
    }
}
