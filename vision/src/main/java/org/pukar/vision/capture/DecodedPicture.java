package org.pukar.vision.capture;

import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.global.swscale.*;

import java.nio.ByteBuffer;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.ffmpeg.swscale.SwsFilter;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.pukar.camera.Colors;
import org.pukar.camera.Pixels;
import org.pukar.camera.Spare;

/**
 * Takes decoded frames of any format and size as upright {@link Pixels}. What most cameras send is
 * copied as it is; the rest goes through swscale, into a native picture that is kept between
 * frames.
 */
final class DecodedPicture implements AutoCloseable {
    private SwsContext scaler = new SwsContext(null);
    private final AVFrame scaled = av_frame_alloc();
    private int matrix = -1;
    private boolean wasFull;

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
        boolean asKept = shrink == 1 && plain(frame) == AV_PIX_FMT_YUV420P && runsForward(frame);
        copy(asKept ? frame : scaled(frame, width, height), pixels);
        return Turning.of(pixels, mirrored, quarterTurns);
    }

    /** What has no red, green and blue keeps its own colours; all else is made a JPEG file's. */
    private static Colors colors(AVFrame frame) {
        if (!isYuv(frame)) {
            return Colors.JPEG;
        }
        boolean full = isFull(frame);
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

    /** FFmpeg's old formats that say by their name that black is 0 are others with that range. */
    private static int plain(AVFrame frame) {
        return switch (frame.format()) {
            case AV_PIX_FMT_YUVJ420P -> AV_PIX_FMT_YUV420P;
            case AV_PIX_FMT_YUVJ411P -> AV_PIX_FMT_YUV411P;
            case AV_PIX_FMT_YUVJ422P -> AV_PIX_FMT_YUV422P;
            case AV_PIX_FMT_YUVJ440P -> AV_PIX_FMT_YUV440P;
            case AV_PIX_FMT_YUVJ444P -> AV_PIX_FMT_YUV444P;
            default -> frame.format();
        };
    }

    private static boolean isFull(AVFrame frame) {
        return frame.color_range() == AVCOL_RANGE_JPEG || plain(frame) != frame.format();
    }

    /** Rows may lie the other way round. */
    private static boolean runsForward(AVFrame frame) {
        int half = Pixels.half(frame.width());
        return frame.linesize(0) >= frame.width()
                && frame.linesize(1) >= half
                && frame.linesize(2) >= half;
    }

    private static void copy(AVFrame frame, Pixels to) {
        List<Pixels.Plane> planes = to.planes();
        for (int i = 0; i < planes.size(); i++) {
            Pixels.Plane plane = planes.get(i);
            int line = frame.linesize(i);
            long size = (long) line * (plane.height() - 1) + plane.width();
            ByteBuffer from = frame.data(i).capacity(size).asBuffer();
            for (int row = 0; row < plane.height(); row++) {
                int at = plane.begin() + row * plane.width();
                from.get(row * line, to.bytes(), at, plane.width());
            }
        }
    }

    private AVFrame scaled(AVFrame frame, int width, int height) {
        if (scaled.width() != width || scaled.height() != height) {
            av_frame_unref(scaled);
            scaled.width(width).height(height).format(AV_PIX_FMT_YUV420P);
            av_frame_get_buffer(scaled, 0); // with room, for swscale writes past a row's end
        }
        fit(frame);
        int rows =
                sws_scale(
                        scaler,
                        frame.data(),
                        frame.linesize(),
                        0,
                        frame.height(),
                        scaled.data(),
                        scaled.linesize());
        if (rows < height) { // what is in it is of another frame
            throw new IllegalArgumentException(
                    "a picture must be one that swscale turns, it gave " + rows + " rows");
        }
        return scaled;
    }

    /**
     * Each value is the mean of its own block alone, so that of what is inside a privacy zone not
     * more reaches a pixel outside than {@link Blackout} takes from it.
     */
    private void fit(AVFrame frame) {
        SwsContext next =
                sws_getCachedContext(
                        scaler,
                        frame.width(),
                        frame.height(),
                        plain(frame),
                        scaled.width(),
                        scaled.height(),
                        isYuv(frame) ? AV_PIX_FMT_YUV420P : AV_PIX_FMT_YUVJ420P,
                        SWS_AREA,
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
        boolean full = isFull(frame);
        if (another || frame.colorspace() != matrix || full != wasFull) {
            matrix = frame.colorspace();
            wasFull = full;
            useColors(isYuv(frame), full ? 1 : 0);
        }
    }

    /** The stream's own colours stay as they are; others are made a JPEG file's. */
    private void useColors(boolean yuv, int full) {
        IntPointer from = sws_getCoefficients(matrix);
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
        av_frame_free(scaled);
    }
}
