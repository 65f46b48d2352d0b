package org.pukar.vision.mask;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** Writes masked pictures of one size as an MP4 file (H.264, by OpenH264). Not thread-safe. */
public final class VideoWriter implements AutoCloseable {
    private static final AVRational MILLISECONDS = av_make_q(1, 1000);

    private final Path file;
    private final AVFormatContext format = new AVFormatContext(null);
    private final AVStream stream;
    private final Encoder encoder;
    private long lastStamp = -1;
    private int failure;

    /**
     * Begins the file.
     *
     * @param bitsASecond how much it may take
     * @throws IOException when the file can't be written
     */
    public VideoWriter(Path file, int width, int height, int bitsASecond) throws IOException {
        this.file = file;
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("the folder of a file to write must be there (" + file + ")");
        }
        avformat_alloc_output_context2(format, null, "mp4", file.toString());
        stream = avformat_new_stream(format, null);
        encoder =
                new Encoder(
                        "libopenh264",
                        width,
                        height,
                        codec -> {
                            codec.time_base(MILLISECONDS);
                            codec.framerate(av_make_q(25, 1));
                            codec.bit_rate(bitsASecond);
                            codec.gop_size(50);
                            codec.flags(codec.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
                        });
        stream.time_base(MILLISECONDS);
        avcodec_parameters_from_context(stream.codecpar(), encoder.codec);
        AVIOContext io = new AVIOContext(null);
        int opened = avio_open(io, file.toString(), AVIO_FLAG_WRITE);
        if (opened < 0) {
            encoder.close();
            avformat_free_context(format);
            throw new IOException("the file can't be written: " + text(opened) + " (" + file + ")");
        }
        format.pb(io);
        failure = Math.min(0, avformat_write_header(format, (AVDictionary) null));
    }

    /**
     * Adds a picture at that time; pictures that come with no later time than the one before are
     * left out.
     */
    public void add(Picture picture, double seconds) throws IOException {
        long stamp = Math.round(seconds * 1000);
        if (stamp <= lastStamp) {
            return;
        }
        lastStamp = stamp;
        encoder.encode(picture, stamp, this::write);
        if (failure < 0) {
            throw new IOException(
                    "the video can't be written: " + text(failure) + " (" + file + ")");
        }
    }

    private void write(AVPacket packet) {
        if (failure < 0) {
            return; // a muxer that has failed must not be asked again
        }
        packet.stream_index(stream.index());
        av_packet_rescale_ts(packet, MILLISECONDS, stream.time_base());
        failure = Math.min(failure, av_interleaved_write_frame(format, packet));
    }

    private static String text(int error) {
        byte[] text = new byte[AV_ERROR_MAX_STRING_SIZE];
        av_strerror(error, text, text.length);
        return new String(text, StandardCharsets.UTF_8).split("\0", 2)[0];
    }

    @Override
    public void close() throws IOException {
        encoder.finish(this::write);
        if (failure == 0) {
            failure = Math.min(0, av_write_trailer(format));
        }
        AVIOContext io = format.pb();
        failure = Math.min(failure, avio_close(io));
        encoder.close();
        avformat_free_context(format);
        if (failure < 0) {
            throw new IOException(
                    "the video can't be written: " + text(failure) + " (" + file + ")");
        }
    }
}
