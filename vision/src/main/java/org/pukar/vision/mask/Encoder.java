package org.pukar.vision.mask;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.global.swscale.*;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.ffmpeg.swscale.SwsFilter;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.pukar.camera.Pixels;

/** Turns pictures of one size into an FFmpeg codec's packets. Not thread-safe. */
final class Encoder implements AutoCloseable {
    static {
        av_log_set_level(AV_LOG_QUIET); // what goes wrong is told by our own messages
    }

    final AVCodecContext codec;
    private final AVFrame frame = av_frame_alloc();
    private final AVPacket packet = av_packet_alloc();
    private final SwsContext scaler;
    private final BytePointer source;
    private final PointerPointer<BytePointer> planes = new PointerPointer<>(4);
    private final IntPointer strides = new IntPointer(4);
    private final int width;
    private final int height;

    /** How an encoder is set up before it is opened. */
    interface Setup {
        void accept(AVCodecContext codec);
    }

    Encoder(String name, int width, int height, Setup setup) {
        this.width = width;
        this.height = height;
        AVCodec found = avcodec_find_encoder_by_name(name);
        codec = avcodec_alloc_context3(found);
        codec.width(width);
        codec.height(height);
        codec.pix_fmt(AV_PIX_FMT_YUV420P);
        codec.thread_count(1);
        setup.accept(codec);
        if (avcodec_open2(codec, found, (AVDictionary) null) < 0) {
            throw new IllegalStateException(
                    "FFmpeg's encoder " + name + " can't be opened for " + width + " x " + height);
        }
        frame.format(AV_PIX_FMT_YUV420P);
        frame.width(width);
        frame.height(height);
        av_frame_get_buffer(frame, 0);
        source = new BytePointer(Pixels.size(width, height) + 64L);
        scaler =
                sws_getContext(
                        width,
                        height,
                        AV_PIX_FMT_YUVJ420P,
                        width,
                        height,
                        codec.color_range() == AVCOL_RANGE_JPEG
                                ? AV_PIX_FMT_YUVJ420P
                                : AV_PIX_FMT_YUV420P,
                        SWS_BILINEAR,
                        new SwsFilter(null),
                        new SwsFilter(null),
                        new DoublePointer());
    }

    boolean fits(Picture picture) {
        return picture.width() == width && picture.height() == height;
    }

    /** What is done with each packet; its data is valid during the call only. */
    interface Sink {
        void accept(AVPacket packet);
    }

    void encode(Picture picture, long stamp, Sink sink) {
        Pixels pixels = picture.pixels();
        source.position(0).put(pixels.bytes(), 0, pixels.bytes().length);
        planes.put(0, source);
        planes.put(1, source.getPointer(pixels.cb()));
        planes.put(2, source.getPointer(pixels.cr()));
        strides.put(width, Pixels.half(width), Pixels.half(width), 0);
        av_frame_make_writable(frame);
        sws_scale(scaler, planes, strides, 0, height, frame.data(), frame.linesize());
        frame.pts(stamp);
        frame.quality(codec.global_quality());
        int sent = avcodec_send_frame(codec, frame);
        if (sent < 0) {
            throw new IllegalStateException("FFmpeg's encoder refused a picture, error " + sent);
        }
        drain(sink);
    }

    void finish(Sink sink) {
        avcodec_send_frame(codec, new AVFrame(null));
        drain(sink);
    }

    private void drain(Sink sink) {
        while (avcodec_receive_packet(codec, packet) >= 0) {
            sink.accept(packet);
            av_packet_unref(packet);
        }
    }

    @Override
    public void close() {
        sws_freeContext(scaler);
        av_frame_free(frame);
        av_packet_free(packet);
        avcodec_free_context(codec);
        source.deallocate();
        planes.deallocate();
        strides.deallocate();
    }
}
