package org.pukar.vision.capture;

import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.global.swscale.*;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.ffmpeg.swscale.SwsFilter;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.pukar.camera.Colors;
import org.pukar.camera.Pixels;
import org.pukar.camera.Spare;

/**
 * Takes decoded frames of any format and size as upright {@link Pixels}. What most cameras send is
 * copied as it is; the rest goes through swscale, with a native buffer that is kept between frames.
 */
final class DecodedPicture implements AutoCloseable {
    private SwsContext scaler = new SwsContext(null);
    private BytePointer buffer = new BytePointer();
    private final PointerPointer<BytePointer> target = new PointerPointer<>(4);
    private final IntPointer stride = new IntPointer(4);
    private int matrix = -1;
    private int range = -1;

    /**
     * The frame, upright.
     *
     * @param most pixels of the result; a larger picture is shrunk by a whole number
     * @param mirrored whether left and right are to be swapped, before it is turned
     * @param quarterTurns clockwise, 0 to 3
     * @param spare where the bytes are taken from
     * @throws IllegalArgumentException when swscale can't read the frame's pixel format
     */
    Pixels of(AVFrame frame, long most, boolean mirrored, int quarterTurns, Spare spare) {
        int shrink = (int) Math.ceil(Math.sqrt((double) frame.width() * frame.height() / most));
        int width = Math.max(1, frame.width() / shrink);
        int height = Math.max(1, frame.height() / shrink);
        Pixels pixels =
                new Pixels(width, height, colors(frame), spare.take(Pixels.size(width, height)));
        if (shrink == 1 && isAsKept(frame)) {
            copy(frame, pixels);
        } else {
            scale(frame, pixels);
        }
        return Turning.of(pixels, mirrored, quarterTurns);
    }

    /** What has no red, green and blue keeps its own colours; all else is made a JPEG file's. */
    private static Colors colors(AVFrame frame) {
        if (!isYuv(frame)) {
            return Colors.JPEG;
        }
        boolean full = frame.color_range() == AVCOL_RANGE_JPEG;
        return switch (frame.colorspace()) {
            case AVCOL_SPC_BT709, AVCOL_SPC_SMPTE240M ->
                    full ? Colors.REC_709_FULL : Colors.REC_709;
            case AVCOL_SPC_BT2020_NCL, AVCOL_SPC_BT2020_CL ->
                    full ? Colors.REC_2020_FULL : Colors.REC_2020;
            default -> full ? Colors.JPEG : Colors.REC_601;
        };
    }

    private static boolean isYuv(AVFrame frame) {
        AVPixFmtDescriptor format = av_pix_fmt_desc_get(frame.format());
        return format != null
                && !format.isNull()
                && format.nb_components() >= 3
                && (format.flags() & AV_PIX_FMT_FLAG_RGB) == 0;
    }

    private static boolean isAsKept(AVFrame frame) {
        return (frame.format() == AV_PIX_FMT_YUV420P || frame.format() == AV_PIX_FMT_YUVJ420P)
                && frame.linesize(0) >= frame.width()
                && frame.linesize(1) >= Pixels.half(frame.width())
                && frame.linesize(2) >= Pixels.half(frame.width());
    }

    private static void copy(AVFrame frame, Pixels to) {
        for (int i = 0; i < 3; i++) {
            Pixels.Plane plane = to.planes().get(i);
            int line = frame.linesize(i);
            long size = (long) line * (plane.height() - 1) + plane.width();
            ByteBuffer from = frame.data(i).capacity(size).asBuffer();
            for (int row = 0; row < plane.height(); row++) {
                int at = plane.begin() + row * plane.width();
                from.get(row * line, to.bytes(), at, plane.width());
            }
        }
    }

    private void scale(AVFrame frame, Pixels to) {
        int bytes = to.bytes().length;
        if (buffer.capacity() < bytes) {
            buffer.deallocate();
            buffer = new BytePointer(bytes + 64); // swscale may write a little past a row's end
        }
        fit(frame, to);
        target.put(0, buffer);
        target.put(1, buffer.getPointer(to.cb()));
        target.put(2, buffer.getPointer(to.cr()));
        stride.put(to.width(), Pixels.half(to.width()), Pixels.half(to.width()), 0);
        sws_scale(scaler, frame.data(), frame.linesize(), 0, frame.height(), target, stride);
        buffer.position(0).get(to.bytes(), 0, bytes);
    }

    /**
     * Where it shrinks, each pixel is the mean of its own block alone, so that nothing inside a
     * privacy zone reaches a pixel outside.
     */
    private void fit(AVFrame frame, Pixels to) {
        SwsContext next =
                sws_getCachedContext(
                        scaler,
                        frame.width(),
                        frame.height(),
                        frame.format(),
                        to.width(),
                        to.height(),
                        isYuv(frame) ? AV_PIX_FMT_YUV420P : AV_PIX_FMT_YUVJ420P,
                        to.width() == frame.width() ? SWS_BILINEAR : SWS_AREA,
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
            useColors(isYuv(frame));
        }
    }

    /** The stream's own colours stay as they are; others are made a JPEG file's. */
    private void useColors(boolean yuv) {
        IntPointer from = sws_getCoefficients(matrix);
        int full = range == AVCOL_RANGE_JPEG ? 1 : 0;
        int unchanged = 1 << 16; // 1.0 in 16.16 fixed point
        sws_setColorspaceDetails(
                scaler,
                from,
                full,
                yuv ? from : sws_getCoefficients(SWS_CS_DEFAULT),
                yuv ? full : 1,
                0,
                unchanged,
                unchanged);
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
