package org.pukar.vision.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.pukar.camera.CaptureException;
import org.pukar.camera.CaptureException.Code;

/**
 * What a source's address means to FFmpeg.
 *
 * <p>{@code rtsp://} and {@code rtsps://} go over TCP, {@code rtsp+udp://} over UDP, {@code
 * http(s)://} is MJPEG or any stream FFmpeg knows, {@code /dev/video0} a V4L2 camera, a folder its
 * stills by name, anything else a file.
 *
 * @param shown the address as people may see it: user and password taken out
 * @param url what FFmpeg opens
 * @param kind how it behaves
 */
public record Address(String shown, String url, Kind kind) {
    private static final Set<String> STILLS =
            Set.of("png", "jpg", "jpeg", "bmp", "webp", "tif", "tiff", "pgm", "ppm");

    /**
     * User and password before the host; a password may hold an unescaped {@code @} or {@code /}.
     */
    private static final Pattern LOGIN =
            Pattern.compile(
                    "([A-Za-z0-9+.-]+:/+)(?:[^/?#]*@(?:.*@)?|[^/?#:]+:[^/?#]*[^0-9/?#].*@)");

    /** Cameras that take them in the path or the query: {@code ?user=..&pwd=..}. */
    private static final Pattern NAMED_SECRET =
            Pattern.compile(
                    "(?i)([?&/;](?:user|usr|username|loginuse|pwd|pass|passwd|password|loginpas"
                            + "|auth|token|key|secret)=)[^&;/?#]*");

    /**
     * The demuxers a file may need: pictures, recordings, and sound so that it is told from
     * garbage. Not those that open further files (concat, hls, image sequences) or draw text (tty).
     */
    private static final String FILE_FORMATS =
            "mov,mp4,matroska,webm,avi,mpegts,mpeg,mpegvideo,flv,asf,h264,hevc,m4v,ivf,obu,mjpeg,"
                    + "mpjpeg,gif,apng,ogg,mxf,nut,dv,yuv4mpegpipe,wav,mp3,flac,aac,image2,"
                    + "png_pipe,jpeg_pipe,webp_pipe,bmp_pipe,tiff_pipe,pgm_pipe,ppm_pipe,pbm_pipe,"
                    + "pam_pipe,j2k_pipe,jpegxl_pipe";

    /** How a source behaves. */
    enum Kind {
        FILE,
        FOLDER,
        RTSP_TCP,
        RTSP_UDP,
        HTTP,
        DEVICE;

        /** Whether it goes on for ever, so that its end is a fault. */
        boolean live() {
            return this != FILE && this != FOLDER;
        }

        /** Whether each packet has the camera's time: RTP does, MJPEG over HTTP does not. */
        boolean timesPackets() {
            return this == RTSP_TCP || this == RTSP_UDP;
        }
    }

    static Address of(String source) {
        String lower = source.toLowerCase(Locale.ROOT);
        String shown = withoutSecrets(source);
        if (lower.startsWith("rtsp+udp://")) {
            return new Address(
                    shown, "rtsp" + source.substring("rtsp+udp".length()), Kind.RTSP_UDP);
        } else if (lower.startsWith("rtsp://") || lower.startsWith("rtsps://")) {
            return new Address(shown, source, Kind.RTSP_TCP);
        } else if (lower.startsWith("http://") || lower.startsWith("https://")) {
            return new Address(shown, source, Kind.HTTP);
        } else if (source.startsWith("/dev/")) {
            return new Address(shown, source, Kind.DEVICE);
        }
        boolean folder = !source.isEmpty() && Files.isDirectory(Path.of(source));
        return new Address(shown, source, folder ? Kind.FOLDER : Kind.FILE);
    }

    /** A camera's address without names, passwords and keys in it, to be shown and kept. */
    public static String withoutSecrets(String source) {
        return source.contains(":/")
                ? NAMED_SECRET.matcher(LOGIN.matcher(source).replaceFirst("$1")).replaceAll("$1***")
                : source;
    }

    /**
     * FFmpeg's options. Its own time-outs are left alone: {@link Deadline} does what they don't.
     */
    Map<String, String> options() {
        return switch (kind) {
            // Only what a camera needs: a file that names other files or servers opens none of
            // them.
            case FILE, FOLDER ->
                    Map.of(
                            "protocol_whitelist", "file",
                            "format_whitelist", FILE_FORMATS,
                            "pattern_type", "none"); // a file named 50%d.png is that one file
            case RTSP_TCP -> rtsp("tcp");
            case RTSP_UDP -> rtsp("udp");
            case HTTP -> Map.of("protocol_whitelist", "http,https,tcp,tls", "fflags", "nobuffer");
            case DEVICE -> Map.of();
        };
    }

    private static Map<String, String> rtsp(String transport) {
        return Map.of(
                "rtsp_transport", transport,
                "allowed_media_types", "video",
                "protocol_whitelist", "rtsp,rtsps,rtp,srtp,udp,tcp,tls,crypto",
                "fflags", "nobuffer",
                // Half a second of video is enough to know a stream's size; FFmpeg's default is
                // five.
                "analyzeduration", "500000",
                "max_delay", "500000");
    }

    /** What to open, one after another: a file's path, or the address itself. */
    List<String> files() throws CaptureException {
        if (kind == Kind.FILE) {
            checkFile(Path.of(url));
            return List.of(url);
        } else if (kind == Kind.DEVICE && !Files.exists(Path.of(url))) {
            throw new CaptureException(
                    Code.MISSING,
                    shown,
                    "a V4L2 camera must be there; list them with: ls /dev/video*");
        } else if (kind == Kind.FOLDER) {
            return stills();
        }
        return List.of(url);
    }

    private void checkFile(Path file) throws CaptureException {
        if (url.isEmpty() || !Files.exists(file)) {
            throw new CaptureException(
                    Code.MISSING, shown, "there must be a file or folder of this name");
        }
        if (!Files.isReadable(file)) {
            throw new CaptureException(
                    Code.MISSING, shown, "the file must be readable for this user");
        }
        if (!Files.isRegularFile(file)) { // a pipe would block, and nothing could end that
            throw new CaptureException(
                    Code.UNREADABLE, shown, "a source must be a regular file or a folder");
        }
        try {
            if (Files.size(file) == 0) {
                throw new CaptureException(
                        Code.EMPTY, shown, "a picture or video must not be empty, got 0 bytes");
            }
        } catch (IOException e) {
            throw new CaptureException(
                    Code.UNREADABLE, shown, "the file can't be read: " + e.getMessage());
        }
    }

    private List<String> stills() throws CaptureException {
        try (Stream<Path> inside = Files.list(Path.of(url))) {
            List<String> found =
                    inside.filter(Files::isRegularFile)
                            .map(Path::toString)
                            .filter(name -> STILLS.contains(ending(name)))
                            .sorted()
                            .toList();
            if (found.isEmpty()) {
                throw new CaptureException(
                        Code.EMPTY,
                        shown,
                        "a folder of stills must hold a picture (png, jpg, webp, bmp, tif, pgm)");
            }
            return found;
        } catch (IOException e) {
            throw new CaptureException(
                    Code.UNREADABLE, shown, "the folder can't be read: " + e.getMessage());
        }
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
