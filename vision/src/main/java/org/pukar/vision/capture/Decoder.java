package org.pukar.vision.capture;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.pukar.vision.gpu.Gpu;

/**
 * Packets of one video track in, pictures out. It sleeps while key frames alone are wanted, and
 * catches up with the stream when it is woken. Native memory, given back by {@link #close}; for one
 * thread.
 */
final class Decoder implements AutoCloseable {
    /** What {@link #give} answers when nothing went to FFmpeg. */
    static final int KEPT = 1;

    /**
     * Nobody may wait longer than this for a key frame to be seen in; where they are further apart,
     * or there are none, all is decoded.
     */
    private static final double LONGEST_SLEEP = 2.3;

    private final Gpu gpu;
    private AVCodecContext codec = new AVCodecContext(null);
    private final AVFrame frame = av_frame_alloc();
    private Supplier<Wanted> wanted = () -> Wanted.PICTURE;
    private DoubleConsumer pace = seconds -> {};
    private final Backlog backlog = new Backlog();
    private boolean drained;
    private long decoded;

    /** Whether key frames alone are decoded, each by itself. */
    private boolean asleep;

    /** Up to when pictures were missed by sleeping, in the stream's time; and how many at most. */
    private long missedUntil;

    private int missed;

    private double keySeconds = Double.NaN;
    private boolean keysAreRare;

    /**
     * @param gpu decodes if it can
     */
    Decoder(Gpu gpu) {
        this.gpu = gpu;
    }

    /**
     * Opens it, once.
     *
     * @param threads how many cores may decode
     * @param mostPixels a picture may have
     * @return FFmpeg's error, below 0, or none
     */
    int open(AVStream video, AVCodec kind, int threads, long mostPixels) {
        codec = avcodec_alloc_context3(kind);
        avcodec_parameters_to_context(codec, video.codecpar());
        codec.thread_count(threads);
        codec.pkt_timebase(video.time_base());
        codec.max_pixels(mostPixels);
        CardDecoding.allow(gpu, kind, codec);
        return avcodec_open2(codec, kind, (AVDictionary) null);
    }

    /** As {@link Media#want}. */
    void want(Supplier<Wanted> next, DoubleConsumer pace) {
        this.wanted = next;
        this.pace = pace;
    }

    /**
     * Gives it a packet, or keeps that.
     *
     * @param at when the packet's turn is, in seconds since the first one
     * @return FFmpeg's error, 0, or {@link #KEPT}
     */
    int give(AVPacket packet, double at) {
        boolean key = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
        if (key) {
            keysAreRare = at - keySeconds > LONGEST_SLEEP;
            keySeconds = at;
        }
        Wanted next = wanted.get();
        boolean sleep = next == Wanted.KEY_FRAME || next == Wanted.NOTHING;
        if (sleep && !keysAreRare && key) {
            backlog.begin(packet);
            pace.accept(at);
            if (next == Wanted.NOTHING) {
                asleep = true;
                return KEPT;
            }
            return keyAlone(packet);
        }
        if (asleep && sleep && !(at - keySeconds > LONGEST_SLEEP) && backlog.add(packet)) {
            pace.accept(at);
            return KEPT;
        }
        if (asleep) {
            wake(at);
        }
        boolean shown = next == Wanted.PICTURE || next == Wanted.KEY_FRAME;
        codec.skip_frame(shown ? AVDISCARD_DEFAULT : AVDISCARD_NONREF);
        return avcodec_send_packet(codec, packet);
    }

    /** Some packets are left out; the next one given is a key frame. */
    void skip() {
        backlog.clear();
    }

    /**
     * Decodes a key frame and nothing after it: the decoder is emptied, so that it comes at once.
     */
    private int keyAlone(AVPacket packet) {
        avcodec_flush_buffers(codec);
        asleep = true;
        codec.skip_frame(AVDISCARD_DEFAULT);
        int sent = avcodec_send_packet(codec, packet);
        avcodec_send_packet(codec, new AVPacket(null));
        return sent;
    }

    /**
     * Catches up with the stream: what came since the last key frame is decoded and not shown.
     * Where too much came, the picture is whole again with the next key frame.
     */
    private void wake(double at) {
        keysAreRare |= at - keySeconds > LONGEST_SLEEP;
        asleep = false;
        avcodec_flush_buffers(codec);
        codec.skip_frame(AVDISCARD_NONREF);
        missedUntil = Long.MIN_VALUE;
        missed = 0;
        while (!backlog.isEmpty()) {
            AVPacket kept = backlog.take();
            missedUntil = Math.max(missedUntil, kept.pts());
            missed++;
            avcodec_send_packet(codec, kept);
            av_packet_free(kept);
            while (avcodec_receive_frame(codec, frame) >= 0) {
                decoded++;
                missed--;
            }
        }
    }

    /** No packet follows: what is in it comes out, then the end. */
    void drain() {
        drained = true;
        avcodec_send_packet(codec, new AVPacket(null));
    }

    boolean drained() {
        return drained;
    }

    /**
     * The next picture, into {@link #frame}.
     *
     * @return FFmpeg's error, or none
     */
    int receive() {
        while (true) {
            int received = avcodec_receive_frame(codec, frame);
            if (received >= 0) {
                decoded++;
                if (!isLate()) {
                    return received;
                }
            } else if (received == AVERROR_EOF() && asleep && !drained) {
                avcodec_flush_buffers(codec); // the key frame is out; the next one begins anew
                return AVERROR_EAGAIN();
            } else {
                return received;
            }
        }
    }

    /**
     * Whether the picture is from before the decoder was woken: it is needed, and too old to show.
     */
    private boolean isLate() {
        if (missed > 0 && frame.best_effort_timestamp() <= missedUntil) {
            missed--;
            return true;
        }
        missed = 0;
        return false;
    }

    /**
     * Has the picture that came last in memory, wherever it was decoded.
     *
     * @return FFmpeg's error, or none
     */
    int bringDown() {
        return CardDecoding.bringDown(gpu, frame);
    }

    /** The picture that came last. */
    AVFrame frame() {
        return frame;
    }

    /** How many frames were decoded. */
    long decoded() {
        return decoded;
    }

    @Override
    public void close() {
        backlog.clear();
        av_frame_free(frame);
        if (!codec.isNull()) {
            avcodec_free_context(codec);
        }
    }
}
