package org.pukar.vision.capture;

import static org.bytedeco.ffmpeg.global.avutil.AV_ERROR_MAX_STRING_SIZE;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;
import static org.bytedeco.ffmpeg.global.avutil.av_version_info;

import java.nio.charset.StandardCharsets;

/** The FFmpeg that runs here. */
public final class Ffmpeg {
    private Ffmpeg() {}

    /** As FFmpeg says it, for example {@code 8.0.1}. */
    public static String version() {
        return av_version_info().getString();
    }

    /** What an error's number means, in FFmpeg's words. */
    static String error(int number) {
        byte[] text = new byte[AV_ERROR_MAX_STRING_SIZE];
        av_strerror(number, text, text.length);
        return new String(text, StandardCharsets.UTF_8).split("\0", 2)[0];
    }
}
