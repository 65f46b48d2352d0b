package org.pukar.vision.capture;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.swscale.*;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.ffmpeg.swscale.SwsFilter;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Turns decoded frames of any format and size into upright RGB; keeps its native buffer between
 * frames.
 */
final class RgbPicture implements AutoCloseable {
    private SwsContext scaler = new SwsContext(null);
    private BytePointer buffer = new BytePointer();
    private final PointerPointer<BytePointer> target = new PointerPointer<>(4);
    private final IntPointer stride = new IntPointer(4);
    private int matrix = -1;
    private int range = -1;

    /**
     * A picture's pixels.
     *
     * @param rgb shape {height, width, 3}, channels R, G, B, each an unsigned byte
     */
    @SuppressWarnings("ArrayRecordComponent") // handed straight on to a Frame
    record Pixels(int width, int height, byte[] rgb) {}

    /**
     * The frame as upright RGB.
     *
     * @param most pixels of the result; a larger picture is shrunk by a whole number
     * @param mirrored whether left and right are to be swapped, before it is turned
     * @param quarterTurns clockwise, 0 to 3
     * @param spare where the pixels are taken from
     * @throws IllegalArgumentException when swscale can't read the frame's pixel format
     */
    Pixels of(AVFrame frame, long most, boolean mirrored, int quarterTurns, Spare spare) {
        int shrink = (int) Math.ceil(Math.sqrt((double) frame.width() * frame.height() / most));
        int width = Math.max(1, frame.width() / shrink);
        int height = Math.max(1, frame.height() / shrink);
        int bytes = width * height * 3;
        if (buffer.capacity() < bytes) {
            buffer.deallocate();
            buffer = new BytePointer(bytes + 64); // swscale may write a little past a row's end
        }
        fit(frame, width, height);
        target.put(0, buffer);
        stride.put(0, width * 3);
        sws_scale(scaler, frame.data(), frame.linesize(), 0, frame.height(), target, stride);
        byte[] rgb = spare.take(bytes);
        buffer.position(0).get(rgb, 0, bytes);
        Pixels pixels = new Pixels(width, height, rgb);
        return turned(mirrored ? mirrored(pixels) : pixels, quarterTurns);
    }

    /**
     * Where it shrinks, each pixel is the mean of its own block alone, so that nothing inside a
     * privacy zone reaches a pixel outside.
     */
    private void fit(AVFrame frame, int width, int height) {
        SwsContext next =
                sws_getCachedContext(
                        scaler,
                        frame.width(),
                        frame.height(),
                        frame.format(),
                        width,
                        height,
                        AV_PIX_FMT_RGB24,
                        width == frame.width() ? SWS_BILINEAR : SWS_AREA,
                        new SwsFilter(null),
                        new SwsFilter(null),
                        new DoublePointer());
        if (next == null || next.isNull()) { // the one before is gone too
            scaler = new SwsContext(null);
            throw new IllegalArgumentException(
                    "a picture's pixel format must be one that swscale reads, got number "
                            + frame.format());
        }
        boolean another = !next.equals(scaler);
        scaler = next;
        if (another || frame.colorspace() != matrix || frame.color_range() != range) {
            matrix = frame.colorspace();
            range = frame.color_range();
            useColors();
        }
    }

    /**
     * What the stream says of its colours: most HD cameras use BT.709, swscale's default is BT.601,
     * and the difference shows in skin.
     */
    private void useColors() {
        IntPointer from = sws_getCoefficients(matrix);
        IntPointer to = sws_getCoefficients(SWS_CS_DEFAULT);
        int unchanged = 1 << 16; // 1.0 in 16.16 fixed point
        sws_setColorspaceDetails(
                scaler, from, range == AVCOL_RANGE_JPEG ? 1 : 0, to, 1, 0, unchanged, unchanged);
    }

    private static Pixels mirrored(Pixels from) {
        byte[] rgb = new byte[from.rgb().length];
        int row = from.width() * 3;
        for (int i = 0; i < rgb.length; i += 3) {
            int x = i % row;
            System.arraycopy(from.rgb(), i - x + row - 3 - x, rgb, i, 3);
        }
        return new Pixels(from.width(), from.height(), rgb);
    }

    private static Pixels turned(Pixels from, int quarterTurns) {
        Pixels result = from;
        for (int turn = 0; turn < quarterTurns; turn++) {
            result = turnedOnce(result);
        }
        return result;
    }

    /** A quarter turn clockwise: a column, read upwards, becomes a row. */
    private static Pixels turnedOnce(Pixels from) {
        int width = from.height();
        int height = from.width();
        byte[] rgb = new byte[from.rgb().length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int source = ((from.height() - 1 - x) * from.width() + y) * 3;
                System.arraycopy(from.rgb(), source, rgb, (y * width + x) * 3, 3);
            }
        }
        return new Pixels(width, height, rgb);
    }

    @Override
    public void close() {
        if (!scaler.isNull()) {
            sws_freeContext(scaler);
        }
        buffer.deallocate();
        target.deallocate();
        stride.deallocate();
    }
}
