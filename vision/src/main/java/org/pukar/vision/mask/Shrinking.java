package org.pukar.vision.mask;

import org.pukar.camera.Colors;
import org.pukar.camera.Pixels;

/**
 * Makes a picture smaller, in a JPEG file's colours, in one pass: each value is the mean of two
 * that lie across its square. For one picture.
 */
final class Shrinking {
    private final Pixels from;
    private final Pixels to;

    /** Luma of the sum of two stored values, before colours have a say. */
    private final int[] lumaOfSum = new int[511];

    /** What a row's colours add to it, a column of Cb and Cr. */
    private final int[] added;

    private Shrinking(Pixels to, Pixels from) {
        this.from = from;
        this.to = to;
        this.added = new int[Pixels.half(to.width())];
        for (int sum = 0; sum < lumaOfSum.length; sum++) {
            lumaOfSum[sum] =
                    Math.round(from.colors().lumaScale() * (sum / 2 - from.colors().black()));
        }
    }

    /**
     * Fills a picture, which must not be larger, with another; it.
     *
     * @param to in a JPEG file's colours
     */
    static Pixels fill(Pixels to, Pixels from) {
        new Shrinking(to, from).run();
        return to;
    }

    private void run() {
        Pixels.Plane luma = to.planes().get(0);
        Pixels.Plane cb = to.planes().get(1);
        Pixels.Plane fromLuma = from.planes().get(0);
        Pixels.Plane fromCb = from.planes().get(1);
        Columns wide = Columns.of(fromLuma.width(), luma.width());
        Columns narrow = Columns.of(fromCb.width(), cb.width());
        for (int row = 0; row < cb.height(); row++) {
            color(narrow, new Rows(fromCb, cb, row), cb.begin() + row * cb.width());
            for (int y = 2 * row; y < Math.min(2 * row + 2, luma.height()); y++) {
                light(wide, new Rows(fromLuma, luma, y), y * luma.width());
            }
        }
    }

    /** Where the two values of each column lie in a row. */
    @SuppressWarnings("ArrayRecordComponent") // lives as long as one picture is made
    private record Columns(int[] left, int[] right) {
        static Columns of(int from, int to) {
            Columns columns = new Columns(new int[to], new int[to]);
            for (int x = 0; x < to; x++) {
                columns.left[x] = (int) ((2 * x + .5) / (2.0 * to) * from);
                columns.right[x] = (int) ((2 * x + 1.5) / (2.0 * to) * from);
            }
            return columns;
        }
    }

    /** Where the rows of the two values of a row begin. */
    private record Rows(int upper, int lower) {
        Rows(Pixels.Plane from, Pixels.Plane to, int row) {
            this(
                    begin(from, (2 * row + .5) / (2.0 * to.height())),
                    begin(from, (2 * row + 1.5) / (2.0 * to.height())));
        }

        private static int begin(Pixels.Plane plane, double share) {
            return plane.begin() + plane.width() * (int) (share * plane.height());
        }
    }

    private void color(Columns columns, Rows rows, int begin) {
        byte[] read = from.bytes();
        byte[] written = to.bytes();
        Colors colors = from.colors();
        int toCr = to.cr() - to.cb();
        int fromCr = from.cr() - from.cb();
        for (int x = 0; x < added.length; x++) {
            int one = rows.upper + columns.left[x];
            int other = rows.lower + columns.right[x];
            int cb = ((read[one] & 0xff) + (read[other] & 0xff)) >> 1;
            int cr = ((read[one + fromCr] & 0xff) + (read[other + fromCr] & 0xff)) >> 1;
            written[begin + x] = (byte) (colors.cb(cb, cr) + .5f);
            written[begin + toCr + x] = (byte) (colors.cr(cb, cr) + .5f);
            added[x] = (int) Math.floor(colors.lumaAdded(cb, cr) + .5f);
        }
    }

    private void light(Columns columns, Rows rows, int begin) {
        byte[] read = from.bytes();
        byte[] written = to.bytes();
        for (int x = 0; x < columns.left.length; x++) {
            int one = read[rows.upper + columns.left[x]] & 0xff;
            int other = read[rows.lower + columns.right[x]] & 0xff;
            int value = lumaOfSum[one + other] + added[x >> 1];
            written[begin + x] = (byte) Math.max(0, Math.min(255, value));
        }
    }
}
