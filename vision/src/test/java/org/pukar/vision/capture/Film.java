package org.pukar.vision.capture;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.global.swscale.*;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.ffmpeg.swscale.SwsFilter;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Writes a drawn video of any container and codec that FFmpeg can write, for tests.
 *
 * @param codec FFmpeg's encoder
 * @param pixelFormat FFmpeg's number of what the encoder takes
 * @param width in pixels
 * @param height in pixels
 * @param gop frames from one key frame to the next
 * @param bitsASecond about how much it takes
 * @param options of the container
 */
record Film(
        String codec,
        int pixelFormat,
        int width,
        int height,
        int gop,
        int bitsASecond,
        Map<String, String> options) {
    static final int MILLIS_OF_25_FPS = 40;

    /** Draws a frame: shape {height, width, 3}. */
    interface Painter {
        byte[] paint(int frame);
    }

    static Film h264(int width, int height) {
        return new Film("libopenh264", AV_PIX_FMT_YUV420P, width, height, 25, 2_000_000, Map.of());
    }

    static Film mjpeg(int width, int height) {
        return new Film("mjpeg", AV_PIX_FMT_YUV420P, width, height, 1, 8_000_000, Map.of());
    }

    Film with(String option, String value) {
        return new Film(codec, pixelFormat, width, height, gop, bitsASecond, Map.of(option, value));
    }

    Film withGop(int frames) {
        return new Film(codec, pixelFormat, width, height, frames, bitsASecond, options);
    }

    /** Writes that many frames at 25 a second. */
    Path write(Path file, int frames, Painter painter) throws IOException {
        return write(
                file, IntStream.range(0, frames).map(i -> i * MILLIS_OF_25_FPS).toArray(), painter);
    }

    /** Writes a frame for each time. */
    Path write(Path file, int[] millis, Painter painter) throws IOException {
        AVFormatContext format = new AVFormatContext(null);
        avformat_alloc_output_context2(format, null, null, file.toString());
        AVCodec encoder = avcodec_find_encoder_by_name(codec);
        AVCodecContext context = avcodec_alloc_context3(encoder);
        context.width(width);
        context.height(height);
        context.pix_fmt(pixelFormat);
        context.time_base(av_make_q(1, 1000));
        context.framerate(av_make_q(25, 1));
        context.gop_size(gop);
        context.bit_rate(bitsASecond);
        context.thread_count(1);
        context.strict_std_compliance(-1);
        if ((format.oformat().flags() & AVFMT_GLOBALHEADER) != 0) {
            context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
        }
        require(avcodec_open2(context, encoder, (AVDictionary) null), "encoder " + codec);
        AVStream stream = avformat_new_stream(format, null);
        stream.time_base(context.time_base());
        stream.avg_frame_rate(av_make_q(25, 1));
        avcodec_parameters_from_context(stream.codecpar(), context);
        AVIOContext io = new AVIOContext(null);
        require(avio_open(io, file.toString(), AVIO_FLAG_WRITE), file.toString());
        format.pb(io);
        AVDictionary dictionary = new AVDictionary(null);
        options.forEach((name, value) -> av_dict_set(dictionary, name, value, 0));
        require(avformat_write_header(format, dictionary), "header");
        av_dict_free(dictionary);
        encode(format, stream, context, millis, painter);
        require(av_write_trailer(format), "trailer");
        avio_close(format.pb());
        avcodec_free_context(context);
        avformat_free_context(format);
        return file;
    }

    private void encode(
            AVFormatContext format,
            AVStream stream,
            AVCodecContext context,
            int[] millis,
            Painter painter) {
        AVFrame frame = av_frame_alloc();
        frame.format(pixelFormat);
        frame.width(width);
        frame.height(height);
        av_frame_get_buffer(frame, 0);
        AVPacket packet = av_packet_alloc();
        BytePointer source = new BytePointer(3L * width * height + 64);
        SwsContext scaler =
                sws_getContext(
                        width,
                        height,
                        AV_PIX_FMT_RGB24,
                        width,
                        height,
                        pixelFormat,
                        SWS_BILINEAR,
                        new SwsFilter(null),
                        new SwsFilter(null),
                        new DoublePointer());
        PointerPointer<BytePointer> planes = new PointerPointer<>(4);
        for (int i = 0; i <= millis.length; i++) {
            if (i < millis.length) {
                source.put(painter.paint(i), 0, width * height * 3);
                planes.put(0, source);
                av_frame_make_writable(frame);
                sws_scale(
                        scaler,
                        planes,
                        new IntPointer(new int[] {width * 3, 0, 0, 0}),
                        0,
                        height,
                        frame.data(),
                        frame.linesize());
                frame.pts(millis[i]);
                avcodec_send_frame(context, frame);
            } else {
                avcodec_send_frame(context, new AVFrame(null));
            }
            while (avcodec_receive_packet(context, packet) >= 0) {
                packet.stream_index(0);
                av_packet_rescale_ts(packet, context.time_base(), stream.time_base());
                require(av_interleaved_write_frame(format, packet), "frame");
            }
        }
        sws_freeContext(scaler);
        source.deallocate();
        planes.deallocate();
        av_packet_free(packet);
        av_frame_free(frame);
    }

    private static void require(int result, String what) {
        if (result < 0) {
            throw new IllegalStateException("FFmpeg can't write " + what + ": " + result);
        }
    }
}
