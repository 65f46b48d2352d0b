package org.pukar.camera;

import java.time.Instant;

/**
 * One picture from one camera. The pixels are shared, not copied: whoever draws takes a {@link
 * #copy()} first.
 *
 * @param cameraId whose picture
 * @param at when it was taken: wall time of a live camera, the epoch plus the video's time for a
 *     file that is read
 */
public record Frame(String cameraId, Instant at, Pixels pixels) {
    private static final int POINTS = 24;

    /** In pixels. */
    public int width() {
        return pixels.width();
    }

    /** In pixels. */
    public int height() {
        return pixels.height();
    }

    /** The same picture in bytes of its own. */
    public Frame copy() {
        return new Frame(cameraId, at, pixels.copy());
    }

    /** The pixel's brightness (Rec. 601 luma), in [0, 255]. */
    public int luma(int x, int y) {
        return pixels.luma(x, y);
    }

    /** The picture's mean brightness, in [0, 255], by a few hundred points. */
    public double brightness() {
        long sum = 0;
        for (int row = 0; row < POINTS; row++) {
            for (int column = 0; column < POINTS; column++) {
                sum +=
                        luma(
                                (2 * column + 1) * width() / (2 * POINTS),
                                (2 * row + 1) * height() / (2 * POINTS));
            }
        }
        return (double) sum / (POINTS * POINTS);
    }
}
