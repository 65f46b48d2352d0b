package org.pukar.vision.mask;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_QSCALE;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.FF_QP2LAMBDA;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import java.util.Optional;

/** Encodes masked pictures as JPEG, about a millisecond each. Not thread-safe. */
public final class Jpeg implements AutoCloseable {
    /** FFmpeg's scale, 2 best to 31 worst: 4 shows what people do, at about 60 kB a picture. */
    private static final int QUALITY = 4;

    private Optional<Encoder> encoder = Optional.empty();
    private long count; // the encoder refuses a picture whose time does not grow

    /** The picture as a JPEG file. */
    public byte[] of(Picture picture) {
        if (encoder.filter(e -> e.fits(picture)).isEmpty()) {
            close();
            encoder = Optional.of(open(picture));
        }
        byte[][] jpeg = {new byte[0]};
        encoder.get()
                .encode(
                        picture,
                        count++,
                        packet -> {
                            jpeg[0] = new byte[packet.size()];
                            packet.data().get(jpeg[0]);
                        });
        return jpeg[0];
    }

    private static Encoder open(Picture picture) {
        return new Encoder(
                "mjpeg",
                picture.width(),
                picture.height(),
                codec -> {
                    codec.time_base(av_make_q(1, 25));
                    codec.color_range(AVCOL_RANGE_JPEG);
                    codec.strict_std_compliance(-1);
                    codec.flags(codec.flags() | AV_CODEC_FLAG_QSCALE);
                    codec.global_quality(QUALITY * FF_QP2LAMBDA);
                });
    }

    @Override
    public void close() {
        encoder.ifPresent(Encoder::close);
        encoder = Optional.empty();
    }
}
