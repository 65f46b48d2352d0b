package org.pukar.camera;

import java.time.Instant;

/**
 * One picture from one camera. The pixels are shared, not copied: whoever draws takes a {@link
 * #copy()} first.
 *
 * @param cameraId whose picture
 * @param at when it was taken: wall time of a live camera, the epoch plus the video's time for a
 *     file that is read
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param rgb shape {height, width, 3}: row, column, channel (R, G, B); each in [0, 255] as an
 *     unsigned byte
 */
@SuppressWarnings(
        "ArrayRecordComponent") // six megabytes a frame: a defensive copy would cost more than the
// reading
public record Frame(String cameraId, Instant at, int width, int height, byte[] rgb) {
    private static final int POINTS = 24;

    public Frame {
        if (width < 1 || height < 1 || rgb.length != (long) width * height * 3) {
            throw new IllegalArgumentException(
                    "a frame's pixels must be width x height x 3 bytes, got "
                            + width
                            + " x "
                            + height
                            + " and "
                            + rgb.length
                            + " bytes (camera "
                            + cameraId
                            + ")");
        }
    }

    /** The same picture in bytes of its own. */
    public Frame copy() {
        return new Frame(cameraId, at, width, height, rgb.clone());
    }

    /** The pixel's brightness (Rec. 601 luma), in [0, 255]. */
    public int luma(int x, int y) {
        int i = (y * width + x) * 3;
        return (299 * (rgb[i] & 0xff) + 587 * (rgb[i + 1] & 0xff) + 114 * (rgb[i + 2] & 0xff) + 500)
                / 1000;
    }

    /** The picture's mean brightness, in [0, 255], by a few hundred points. */
    public double brightness() {
        long sum = 0;
        for (int row = 0; row < POINTS; row++) {
            for (int column = 0; column < POINTS; column++) {
                sum +=
                        luma(
                                (2 * column + 1) * width / (2 * POINTS),
                                (2 * row + 1) * height / (2 * POINTS));
            }
        }
        return (double) sum / (POINTS * POINTS);
    }
}
