package org.pukar.vision.capture;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avdevice.avdevice_register_all;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.pukar.camera.CaptureException;
import org.pukar.camera.CaptureException.Code;
import org.pukar.camera.Pixels;
import org.pukar.camera.Spare;
import org.pukar.vision.gpu.Gpu;

/**
 * One open file or stream, decoded frame by frame. All its native memory is given back by {@link
 * #close}. Not thread-safe, but its {@link Deadline} may be moved or cancelled from any thread.
 */
final class Media implements AutoCloseable {
    /** 8K is 33 megapixels; twice that is more than any camera gives. */
    private static final long MOST_PIXELS = 64_000_000;

    /** A decoder that is emptied gives its last frames, damaged or not: no more than threads. */
    private static final int MOST_ERRORS_AT_END = 1000;

    /** How long a close may take to say goodbye to a server. */
    private static final Duration GOODBYE = Duration.ofMillis(500);

    static {
        av_log_set_level(AV_LOG_QUIET); // each failure becomes one message of ours
        avformat_network_init();
    }

    private final Address address;
    private final String place;
    private final Deadline deadline;
    private final DecodedPicture picture = new DecodedPicture();
    private AVFormatContext format = new AVFormatContext(null);
    private final Decoder decoder;
    private final AVPacket packet = av_packet_alloc();
    private int stream = -1;
    private final Lateness lateness = new Lateness();

    /** For the last packet, in seconds. */
    private double waited;

    private double firstPacket = Double.NaN;
    private double firstSeconds = Double.NaN;
    private double seconds;
    private double frameSeconds;
    private int errors;

    private Media(Address address, String url, Deadline deadline, Gpu gpu) {
        this.decoder = new Decoder(gpu);
        this.address = address;
        this.place = address.kind().live() ? address.shown() : url;
        this.deadline = deadline;
    }

    /**
     * Opens one file or stream and its first video track.
     *
     * @param threads how many cores may decode it
     * @param gpu decodes it if it can
     */
    static Media open(Address address, String url, Deadline deadline, int threads, Gpu gpu)
            throws CaptureException {
        Media media = new Media(address, url, deadline, gpu);
        try {
            media.open(url, threads);
            return media;
        } catch (CaptureException | RuntimeException e) {
            media.close();
            throw e;
        }
    }

    private void open(String url, int threads) throws CaptureException {
        try (PointerScope scope = new PointerScope()) {
            AVDictionary options = new AVDictionary(null);
            for (Map.Entry<String, String> option : address.options().entrySet()) {
                av_dict_set(options, option.getKey(), option.getValue(), 0);
            }
            AVFormatContext context = avformat_alloc_context();
            deadline.attachTo(context.interrupt_callback());
            AVInputFormat kind =
                    address.kind() == Address.Kind.DEVICE ? v4l2() : new AVInputFormat(null);
            // "file:", for a name with a colon would else be read as a protocol.
            String opens = address.kind().live() ? url : "file:" + url;
            int opened = avformat_open_input(context, opens, kind, options);
            av_dict_free(options);
            if (opened < 0) { // FFmpeg has freed the context
                // What is not on our list of formats is told as an invalid argument.
                int why = opened == AVERROR_EINVAL() ? AVERROR_INVALIDDATA : opened;
                throw address.kind().live() || !beginsAsMp4(url)
                        ? failed(why, "opened")
                        : new CaptureException(
                                Code.TRUNCATED,
                                place,
                                "an MP4 file must hold its table of contents (moov), this one was"
                                        + " cut short before it; copy the recording again");
            }
            format = context;
            int info = avformat_find_stream_info(format, (AVDictionary) null);
            if (info < 0) {
                throw failed(info, "understood");
            }
        }
        openDecoder(threads);
    }

    /**
     * Only for cameras at this machine: FFmpeg's part for devices needs libraries of sound that a
     * server does not have, and everything else must run without.
     */
    private AVInputFormat v4l2() throws CaptureException {
        try {
            avdevice_register_all();
        } catch (LinkageError e) {
            throw new CaptureException(
                    Code.UNREADABLE,
                    place,
                    "a V4L2 camera needs a library that is not here ("
                            + e.getMessage()
                            + "); install it with: sudo apt-get install libpulse0");
        }
        return av_find_input_format("video4linux2");
    }

    /** Whether the file's first box is a file type (ISO 14496-12, 4.3). */
    private static boolean beginsAsMp4(String file) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return new String(in.readNBytes(8), StandardCharsets.ISO_8859_1).endsWith("ftyp");
        } catch (IOException e) {
            return false;
        }
    }

    private void openDecoder(int threads) throws CaptureException {
        AVCodec unasked = new AVCodec(null);
        stream = av_find_best_stream(format, AVMEDIA_TYPE_VIDEO, -1, -1, unasked, 0);
        if (stream < 0) {
            Code code = format.nb_streams() == 0 ? Code.UNREADABLE : Code.NO_VIDEO;
            throw new CaptureException(
                    code,
                    place,
                    "a source must have a video track that FFmpeg can decode, this one has none");
        }
        AVStream video = format.streams(stream);
        checkSize(video.codecpar().width(), video.codecpar().height());
        AVCodec kind = avcodec_find_decoder(video.codecpar().codec_id());
        int opened = decoder.open(video, kind, threads, MOST_PIXELS);
        if (opened < 0) {
            throw failed(opened, "decoded");
        }
        for (int i = 0; i < format.nb_streams(); i++) {
            if (i != stream) {
                format.streams(i).discard(AVDISCARD_ALL);
            }
        }
        AVRational rate = av_guess_frame_rate(format, video, new AVFrame(null));
        frameSeconds = rate.num() > 0 && rate.den() > 0 ? (double) rate.den() / rate.num() : 0.04;
    }

    private void checkSize(int width, int height) throws CaptureException {
        if ((long) width * height > MOST_PIXELS) {
            throw new CaptureException(
                    Code.TOO_LARGE,
                    place,
                    "a picture may have at most "
                            + MOST_PIXELS / 1_000_000
                            + " megapixels, got "
                            + width
                            + " x "
                            + height);
        }
    }

    /**
     * From now on decodes what is wanted; without this call every frame is.
     *
     * @param next asked before each packet
     * @param pace told the time of each packet that is kept and not decoded, in seconds of the
     *     stream: a file waits there, as a camera would
     */
    void want(Supplier<Wanted> next, DoubleConsumer pace) {
        decoder.want(next, pace);
    }

    /** Decodes the next frame; false at the end of the file or stream. */
    boolean grab() throws CaptureException {
        while (true) {
            int received = decoder.receive();
            if (received >= 0) {
                keepTime();
                return true;
            }
            if (received == AVERROR_EOF() || (decoder.drained() && received == AVERROR_EAGAIN())) {
                return false;
            }
            // A damaged packet is skipped; it is not the end of the camera. The frame watchdog sees
            // it if all are.
            if (received != AVERROR_EAGAIN()) {
                errors++;
                if (decoder.drained() && errors > MOST_ERRORS_AT_END) {
                    return false;
                }
            }
            if (!decoder.drained()) {
                feed();
            }
        }
    }

    private void feed() throws CaptureException {
        while (true) {
            long asked = System.nanoTime();
            int read = av_read_frame(format, packet);
            waited = (System.nanoTime() - asked) / 1e9;
            if (deadline.cancelled() || (read < 0 && deadline.passed())) {
                av_packet_unref(packet);
                throw failed(read, "read");
            }
            if (read == AVERROR_EOF()) {
                decoder.drain();
                return;
            }
            if (read < 0) {
                if (address.kind().live()) {
                    throw failed(read, "read");
                }
                errors++; // a file's damaged tail ends it
                decoder.drain();
                return;
            }
            boolean ours = packet.stream_index() == stream;
            if (ours && decoder.decoded() == 0 && !address.kind().live() && isJpegCutShort()) {
                errors++;
            }
            int sent = ours ? give() : Decoder.KEPT;
            av_packet_unref(packet);
            if (sent < 0 && sent != AVERROR_EAGAIN()) {
                errors++;
            }
            if (ours && sent >= 0 && sent != Decoder.KEPT) {
                return;
            }
            if (deadline.passed()) { // packets come, but none becomes a picture
                throw failed(0, "read");
            }
        }
    }

    private int give() {
        double at = packetSeconds();
        boolean key = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
        if (address.kind().timesPackets()
                && lateness.skips(at, System.nanoTime() / 1e9, waited, key)) {
            decoder.skip();
            return Decoder.KEPT;
        }
        return decoder.give(packet, at);
    }

    /** How far decoding is behind a live stream, and what was left out of it to catch up. */
    Lateness lateness() {
        return lateness;
    }

    /** When the packet's turn is, in seconds since the first one. */
    private double packetSeconds() {
        long stamp = packet.dts() == AV_NOPTS_VALUE ? packet.pts() : packet.dts();
        if (stamp == AV_NOPTS_VALUE) {
            return seconds;
        }
        AVRational base = format.streams(stream).time_base();
        double at = (double) stamp * base.num() / base.den();
        if (Double.isNaN(firstPacket)) {
            firstPacket = at;
        }
        return at - firstPacket;
    }

    /**
     * Whether the packet is a JPEG without its end marker (ITU T.81, B.1.1.3) after its last scan:
     * FFmpeg paints what is missing grey and says nothing.
     */
    private boolean isJpegCutShort() {
        if (format.streams(stream).codecpar().codec_id() != AV_CODEC_ID_MJPEG
                || packet.size() < 2) {
            return false;
        }
        byte[] bytes = new byte[packet.size()];
        packet.data().get(bytes);
        for (int i = bytes.length - 2; i >= 0; i--) {
            if (bytes[i] == (byte) 0xff && bytes[i + 1] == (byte) 0xd9) {
                return false;
            } else if (bytes[i] == (byte) 0xff && bytes[i + 1] == (byte) 0xda) {
                return true;
            }
        }
        return true;
    }

    private void keepTime() {
        long stamp = decoder.frame().best_effort_timestamp();
        AVRational base = format.streams(stream).time_base();
        if (stamp == AV_NOPTS_VALUE) {
            seconds = decoder.decoded() == 1 ? 0 : seconds + frameSeconds;
            return;
        }
        double next = (double) stamp * base.num() / base.den();
        if (Double.isNaN(firstSeconds)) {
            firstSeconds = next;
        }
        // Time never runs backwards: a jump back counts as one frame, and goes on from there.
        if (decoder.decoded() > 1 && !(next - firstSeconds > seconds)) {
            firstSeconds = next - seconds - frameSeconds;
        }
        seconds = decoder.decoded() == 1 ? 0 : next - firstSeconds;
    }

    /** The frame's time since the first one, in seconds. */
    double seconds() {
        return seconds;
    }

    /** How long a frame stands, in seconds, as the source says. */
    double frameSeconds() {
        return frameSeconds;
    }

    /** How many frames were decoded. */
    long decoded() {
        return decoder.decoded();
    }

    /** Whether the frame just grabbed lies on the graphics card. */
    boolean isOnCard() {
        return CardDecoding.isOnCard(decoder.frame());
    }

    /** How many packets or frames were damaged. */
    int errors() {
        return errors;
    }

    /** The file's length as its header says, in seconds; 0 when it says nothing. */
    double declaredSeconds() {
        AVStream video = format.streams(stream);
        if (video.duration() > 0 && video.duration() != AV_NOPTS_VALUE) {
            return (double) video.duration() * video.time_base().num() / video.time_base().den();
        }
        return format.duration() > 0 && format.duration() != AV_NOPTS_VALUE
                ? format.duration() / 1e6
                : 0;
    }

    /**
     * The frame just grabbed, upright.
     *
     * @param spare where its bytes are taken from
     */
    Pixels pixels(Spare spare) throws CaptureException {
        return pixels(MOST_PIXELS, spare);
    }

    /**
     * The frame just grabbed, upright.
     *
     * @param most pixels; a larger picture is shrunk by a whole number
     * @param spare where its bytes are taken from
     */
    Pixels pixels(long most, Spare spare) throws CaptureException {
        int down = decoder.bringDown();
        if (down < 0) {
            throw failed(down, "shown");
        }
        AVFrame frame = decoder.frame();
        checkSize(frame.width(), frame.height());
        Pointer matrix = displayMatrix();
        if (matrix.isNull()) {
            return upright(most, false, 0, spare);
        }
        // Rows (a, b, u), (c, d, v), (x, y, w): a pixel (p, q) goes to (a p + c q, b p + d q).
        IntPointer m = new IntPointer(matrix);
        boolean mirrored = (double) m.get(0) * m.get(4) < (double) m.get(1) * m.get(3);
        double sign = mirrored ? -1 : 1;
        double turns = Math.atan2(sign * m.get(1), sign * m.get(0)) / (Math.PI / 2);
        return upright(most, mirrored, Math.floorMod((int) Math.round(turns), 4), spare);
    }

    private Pixels upright(long most, boolean mirrored, int quarterTurns, Spare spare)
            throws CaptureException {
        try {
            return picture.of(decoder.frame(), most, mirrored, quarterTurns, spare);
        } catch (IllegalArgumentException e) {
            throw new CaptureException(Code.UNREADABLE, place, String.valueOf(e.getMessage()));
        }
    }

    /** How the picture is to be shown: the frame's own word (EXIF, SEI), else the file's. */
    private Pointer displayMatrix() {
        Pointer matrix = new Pointer((Pointer) null);
        AVFrameSideData onFrame =
                av_frame_get_side_data(decoder.frame(), AV_FRAME_DATA_DISPLAYMATRIX);
        if (onFrame != null && !onFrame.isNull()) {
            matrix = onFrame.data();
        } else {
            var parameters = format.streams(stream).codecpar();
            AVPacketSideData onStream =
                    av_packet_side_data_get(
                            parameters.coded_side_data(),
                            parameters.nb_coded_side_data(),
                            AV_PKT_DATA_DISPLAYMATRIX);
            if (onStream != null && !onStream.isNull()) {
                matrix = onStream.data();
            }
        }
        return matrix;
    }

    private CaptureException failed(int error, String what) {
        if (deadline.cancelled()) {
            return new CaptureException(Code.ENDED, place, "closed");
        }
        if (deadline.passed()) {
            return new CaptureException(
                    Code.SILENT,
                    place,
                    "a camera must send a picture every 5 s; nothing came in time");
        }
        if (error == AVERROR_EOF() && address.kind().live()) {
            return what.equals("read")
                    ? new CaptureException(Code.ENDED, place, "the stream ended")
                    : new CaptureException(
                            Code.REFUSED, place, "the server closed before there was a picture");
        }
        String why = Ffmpeg.error(error);
        return address.kind().live()
                ? new CaptureException(
                        Code.REFUSED, place, "the stream can't be " + what + ": " + why)
                : new CaptureException(
                        Code.UNREADABLE,
                        place,
                        "a file must be a picture or video that FFmpeg knows; it can't be "
                                + what
                                + ": "
                                + why);
    }

    @Override
    public void close() {
        if (!deadline.cancelled()) {
            deadline.in(GOODBYE);
        }
        picture.close();
        decoder.close();
        av_packet_free(packet);
        if (!format.isNull()) {
            avformat_close_input(format);
        }
    }
}
