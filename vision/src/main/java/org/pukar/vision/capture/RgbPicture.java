package org.pukar.vision.capture;

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
     * @param quarterTurns clockwise, 0 to 3
     */
    Pixels of(AVFrame frame, int quarterTurns) {
        int width = frame.width();
        int height = frame.height();
        int bytes = width * height * 3;
        if (buffer.capacity() < bytes) {
            buffer.deallocate();
            buffer = new BytePointer(bytes + 64); // swscale may write a little past a row's end
        }
        scaler =
                sws_getCachedContext(
                        scaler,
                        width,
                        height,
                        frame.format(),
                        width,
                        height,
                        AV_PIX_FMT_RGB24,
                        SWS_BILINEAR,
                        new SwsFilter(null),
                        new SwsFilter(null),
                        new DoublePointer());
        target.put(0, buffer);
        stride.put(0, width * 3);
        sws_scale(scaler, frame.data(), frame.linesize(), 0, height, target, stride);
        byte[] rgb = new byte[bytes];
        buffer.position(0).get(rgb, 0, bytes);
        return turned(new Pixels(width, height, rgb), quarterTurns);
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
