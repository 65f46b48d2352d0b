package org.pukar.vision.face;

import java.util.List;
import org.pukar.camera.Frame;
import org.pukar.cue.Box;

/**
 * The brightness of a frame's blocks, to tell which parts of it have changed since a tile was last
 * read: where nothing has, the detector would only say the same again. Most of a street stands
 * still most of the time.
 */
final class Stillness {
    private static final int BLOCK = 32;
    private static final int STEP = 4;

    /**
     * A block has changed when its mean brightness moved by more than this, of 255. Sensor noise of
     * 6 levels moves the mean of 64 samples by .75: three times that is noise once in a thousand
     * blocks, which costs a needless look and no more.
     */
    private static final float CHANGE = 2.25f;

    private final int across;
    private final int down;
    private final float[] means;

    private Stillness(int across, int down, float[] means) {
        this.across = across;
        this.down = down;
        this.means = means;
    }

    static Stillness of(Frame frame) {
        int across = (frame.width() + BLOCK - 1) / BLOCK;
        int down = (frame.height() + BLOCK - 1) / BLOCK;
        float[] sums = new float[across * down];
        int[] counts = new int[across * down];
        byte[] rgb = frame.rgb();
        for (int y = STEP / 2; y < frame.height(); y += STEP) {
            int row = y / BLOCK * across;
            int i = (y * frame.width() + STEP / 2) * 3;
            for (int x = STEP / 2; x < frame.width(); x += STEP, i += STEP * 3) {
                // A cheap luma is enough to see change: green twice, red and blue once.
                sums[row + x / BLOCK] +=
                        (rgb[i] & 0xff) + 2 * (rgb[i + 1] & 0xff) + (rgb[i + 2] & 0xff);
                counts[row + x / BLOCK]++;
            }
        }
        for (int b = 0; b < sums.length; b++) {
            sums[b] /= 4f * Math.max(1, counts[b]);
        }
        return new Stillness(across, down, sums);
    }

    /** What has changed. */
    enum Change {
        NOTHING,
        /** Only where something is expected to move. */
        EXPLAINED,
        UNEXPLAINED
    }

    /**
     * What has moved inside the tile since {@code before}.
     *
     * @param explained where motion is expected, in pixels of the frame
     */
    Change change(Stillness before, Tile tile, List<Box> explained) {
        if (before.across != across || before.down != down) {
            return Change.UNEXPLAINED;
        }
        int firstColumn = Math.max(0, tile.left() / BLOCK);
        int lastColumn = Math.min(across - 1, (tile.left() + tile.side() - 1) / BLOCK);
        int lastRow = Math.min(down - 1, (tile.top() + tile.side() - 1) / BLOCK);
        Change change = Change.NOTHING;
        for (int row = Math.max(0, tile.top() / BLOCK); row <= lastRow; row++) {
            for (int column = firstColumn; column <= lastColumn; column++) {
                int block = row * across + column;
                if (Math.abs(means[block] - before.means[block]) > CHANGE) {
                    if (!inAny(explained, column, row)) {
                        return Change.UNEXPLAINED;
                    }
                    change = Change.EXPLAINED;
                }
            }
        }
        return change;
    }

    private static boolean inAny(List<Box> boxes, int column, int row) {
        double x = (column + .5) * BLOCK;
        double y = (row + .5) * BLOCK;
        return boxes.stream()
                .anyMatch(b -> x >= b.left() && x < b.right() && y >= b.top() && y < b.bottom());
    }
}
