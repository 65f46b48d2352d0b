package org.pukar.vision.capture;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_HW_CONFIG_METHOD_HW_DEVICE_CTX;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_hw_config;
import static org.bytedeco.ffmpeg.global.avutil.*;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecHWConfig;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.pukar.vision.gpu.Gpu;

/**
 * Decoding on the graphics card (NVDEC, through FFmpeg). All decoders share one CUDA context of
 * their own: FFmpeg refuses the card's primary one once ONNX Runtime has made it. A stream that the
 * card does not decode, or has no more room for, is decoded on the processor: FFmpeg decides that
 * by itself once the context is there. Thread-safe.
 */
final class CardDecoding {
    private CardDecoding() {}

    /** Lets a decoder that is not open yet use the card, if both can. */
    static void allow(Gpu gpu, AVCodec kind, AVCodecContext codec) {
        if (!gpu.usable() || !isDecodedByCards(kind)) {
            return;
        }
        if (Context.ERROR < 0) {
            gpu.fail(
                    "FFmpeg can't open the card to decode",
                    Ffmpeg.error(Context.ERROR)
                            + " (it needs libcuda.so.1 and libnvcuvid.so.1 of the driver)");
        } else {
            codec.hw_device_ctx(av_buffer_ref(Context.SHARED));
        }
    }

    private static boolean isDecodedByCards(AVCodec kind) {
        for (int i = 0; ; i++) {
            AVCodecHWConfig config = avcodec_get_hw_config(kind, i);
            if (config == null || config.isNull()) {
                return false;
            }
            if (config.device_type() == AV_HWDEVICE_TYPE_CUDA
                    && (config.methods() & AV_CODEC_HW_CONFIG_METHOD_HW_DEVICE_CTX) != 0) {
                return true;
            }
        }
    }

    /** Made at the first use and kept as long as the process: it takes hundreds of megabytes. */
    private static final class Context {
        static final AVBufferRef SHARED = new AVBufferRef(null);
        static final int ERROR = make(SHARED);

        private static int make(AVBufferRef made) {
            return av_hwdevice_ctx_create(
                    made,
                    AV_HWDEVICE_TYPE_CUDA,
                    String.valueOf(Gpu.DEVICE),
                    (AVDictionary) null,
                    /* flags= */ 0);
        }
    }

    static boolean isOnCard(AVFrame picture) {
        AVBufferRef onCard = picture.hw_frames_ctx();
        return onCard != null && !onCard.isNull();
    }

    /**
     * Brings a picture from the card into memory, in its place; one that is there stays as it is.
     *
     * @return FFmpeg's error, or none
     */
    static int bringDown(Gpu gpu, AVFrame picture) {
        if (!isOnCard(picture)) {
            return 0;
        }
        AVFrame down = av_frame_alloc();
        int error = av_hwframe_transfer_data(down, picture, /* flags= */ 0);
        if (error < 0) {
            gpu.fail("a picture can't be brought from the card", Ffmpeg.error(error));
        } else {
            av_frame_copy_props(down, picture);
            av_frame_unref(picture);
            av_frame_move_ref(picture, down);
        }
        av_frame_free(down);
        return error;
    }
}
