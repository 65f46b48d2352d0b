package org.pukar.vision.mask;

import java.util.Arrays;
import java.util.List;
import org.pukar.camera.Colors;
import org.pukar.camera.Frame;
import org.pukar.camera.Pixels;
import org.pukar.camera.Spare;
import org.pukar.cue.Box;

/**
 * A picture in which every head is covered by an opaque shape; the only kind that is ever encoded,
 * kept or sent.
 *
 * @param pixels in a JPEG file's colours; encoded at once by whoever asked for it
 */
public record Picture(Pixels pixels) {
    /** Mid-grey: no skin tone, readable on dark and on light. */
    private static final byte COVER = (byte) 0x70;

    private static final byte NO_COLOR = (byte) 128;

    public Picture {
        if (pixels.colors() != Colors.JPEG) {
            throw new IllegalArgumentException(
                    "a picture's colours must be a JPEG file's, got " + pixels.colors());
        }
    }

    /** In pixels. */
    public int width() {
        return pixels.width();
    }

    /** In pixels. */
    public int height() {
        return pixels.height();
    }

    /**
     * The picture, covered in its own bytes.
     *
     * @param small what {@link #shrunk} gave
     * @param masks where, in pixels of the frame it came from
     * @param frameWidth that frame's, in pixels
     * @param frameHeight that frame's, in pixels: the picture's is even, so that the two scales may
     *     differ
     */
    static Picture masked(Frame small, List<Box> masks, int frameWidth, int frameHeight) {
        Picture picture = new Picture(small.pixels());
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
     * The frame made smaller, in pixels of its own and in a JPEG file's colours.
     *
     * @param mostPixelsWide the result's width at the most, at least 2; its height follows, both
     *     even
     * @param spare where its bytes are taken from
     */
    public static Frame shrunk(Frame frame, int mostPixelsWide, Spare spare) {
        int width = Math.max(2, Math.min(frame.width(), mostPixelsWide) & ~1);
        int height =
                Math.max(2, (int) Math.round((double) frame.height() * width / frame.width()) & ~1);
        byte[] bytes = spare.take(Pixels.size(width, height));
        return new Frame(
                frame.cameraId(),
                frame.at(),
                Shrinking.fill(new Pixels(width, height, Colors.JPEG, bytes), frame.pixels()));
    }

    /**
     * A box with its corners: an ellipse would leave ears and hair. One pixel more on each side,
     * and one more for a colour that reached past a larger picture's pixel.
     */
    private void cover(double left, double top, double right, double bottom) {
        int firstColumn = (int) Math.max(0, Math.floor(left) - 2);
        int firstRow = (int) Math.max(0, Math.floor(top) - 2);
        int lastColumn = (int) Math.min(width() - 1.0, Math.ceil(right) + 1);
        int lastRow = (int) Math.min(height() - 1.0, Math.ceil(bottom) + 1);
        if (firstColumn > lastColumn || firstRow > lastRow) {
            return; // beside the picture
        }
        byte[] bytes = pixels.bytes();
        for (int y = firstRow; y <= lastRow; y++) {
            int row = y * width();
            Arrays.fill(bytes, row + firstColumn, row + lastColumn + 1, COVER);
            int from = pixels.chroma(firstColumn, y);
            int until = pixels.chroma(lastColumn, y) + 1;
            Arrays.fill(bytes, pixels.cb() + from, pixels.cb() + until, NO_COLOR);
            Arrays.fill(bytes, pixels.cr() + from, pixels.cr() + until, NO_COLOR);
        }
    }
}
