package org.pukar.vision.mask;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import org.pukar.camera.Frame;
import org.pukar.cue.Box;

/**
 * A picture in which every head is covered by an opaque shape; the only kind that is ever encoded,
 * kept or sent.
 *
 * @param width in pixels
 * @param height in pixels
 * @param rgb shape {height, width, 3}: row, column, channel (R, G, B); each an unsigned byte
 */
@SuppressWarnings("ArrayRecordComponent") // encoded at once by whoever asked for it
public record Picture(int width, int height, byte[] rgb) {
    /** Mid-grey: no skin tone, readable on dark and on light. */
    private static final byte COVER = (byte) 0x70;

    private static final VarHandle FOUR_BYTES =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /**
     * The picture, covered.
     *
     * @param small what {@link #shrunk} gave; its pixels are covered in place and must not be used
     *     again
     * @param masks where, in pixels of the frame it came from
     * @param frameWidth that frame's, in pixels
     * @param frameHeight that frame's, in pixels: the picture's is even, so that the two scales may
     *     differ
     */
    static Picture masked(Frame small, List<Box> masks, int frameWidth, int frameHeight) {
        Picture picture = new Picture(small.width(), small.height(), small.rgb());
        double across = (double) small.width() / frameWidth;
        double down = (double) small.height() / frameHeight;
        for (Box mask : masks) {
            picture.cover(
                    mask.left() * across,
                    mask.top() * down,
                    mask.right() * across,
                    mask.bottom() * down);
        }
        return picture;
    }

    /**
     * The frame made smaller, in pixels of its own.
     *
     * @param mostPixelsWide the result's width at the most, at least 2; its height follows, both
     *     even
     */
    static Frame shrunk(Frame frame, int mostPixelsWide) {
        int width = Math.max(2, Math.min(frame.width(), mostPixelsWide) & ~1);
        int height =
                Math.max(2, (int) Math.round((double) frame.height() * width / frame.width()) & ~1);
        return new Frame(frame.cameraId(), frame.at(), width, height, shrink(frame, width, height));
    }

    /** A box with its corners: an ellipse would leave ears and hair. */
    private void cover(double left, double top, double right, double bottom) {
        int first = (int) Math.max(0, Math.floor(left) - 1);
        int last = (int) Math.min(width - 1.0, Math.ceil(right));
        for (int y = (int) Math.max(0, Math.floor(top) - 1);
                y <= Math.min(height - 1.0, Math.ceil(bottom));
                y++) {
            for (int i = (y * width + first) * 3; i < (y * width + last + 1) * 3; i++) {
                rgb[i] = COVER;
            }
        }
    }

    /**
     * Each pixel the mean of two that lie across its square, all three channels in one step; the
     * fourth byte of a step is the next pixel's, which is written after it.
     */
    private static byte[] shrink(Frame frame, int width, int height) {
        if (width == frame.width() && height == frame.height()) {
            return frame.rgb().clone();
        }
        byte[] from = frame.rgb();
        byte[] to = new byte[width * height * 3];
        int[] columns = new int[2 * width];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = 3 * (int) ((i + .5) * frame.width() / columns.length);
        }
        int line = 3 * frame.width();
        int o = 0;
        for (int y = 0; y < height; y++) {
            int upper = row(frame, (2 * y + .5) / (2.0 * height));
            int lower = row(frame, (2 * y + 1.5) / (2.0 * height));
            int x = 0;
            // Up to where a pixel follows in both: not in the last row's last, nor in a mere line.
            int last = y < height - 1 && lower < from.length - line ? width : width - 1;
            for (; x < last && line > 3; x++, o += 3) {
                int one = (int) FOUR_BYTES.get(from, upper + columns[2 * x]);
                int other = (int) FOUR_BYTES.get(from, lower + columns[2 * x + 1]);
                FOUR_BYTES.set(to, o, (one & other) + (((one ^ other) & 0xfefefefe) >>> 1));
            }
            for (; x < width; x++) {
                int one = upper + columns[2 * x];
                int other = lower + columns[2 * x + 1];
                for (int c = 0; c < 3; c++) {
                    to[o++] = (byte) (((from[one + c] & 0xff) + (from[other + c] & 0xff)) >> 1);
                }
            }
        }
        return to;
    }

    /** Where in the bytes a row begins that lies at this share of the height. */
    private static int row(Frame frame, double share) {
        return 3 * frame.width() * (int) (share * frame.height());
    }
}
