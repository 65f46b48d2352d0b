package org.pukar.vision.capture;

import static org.bytedeco.ffmpeg.global.avutil.av_version_info;

/** The FFmpeg that runs here. */
public final class Ffmpeg {
    private Ffmpeg() {}

    /** As FFmpeg says it, for example {@code 8.0.1}. */
    public static String version() {
        return av_version_info().getString();
    }
}
