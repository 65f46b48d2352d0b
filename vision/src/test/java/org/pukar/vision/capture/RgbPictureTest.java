package org.pukar.vision.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import java.util.Random;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures that are larger than may be. */
class RgbPictureTest {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 600;

    /** Noise, the same left of that column whatever is right of it. */
    private static AVFrame frame(int column, int seed) {
        AVFrame frame = av_frame_alloc();
        frame.width(WIDTH).height(HEIGHT).format(AV_PIX_FMT_YUV420P);
        av_frame_get_buffer(frame, 0);
        Random left = new Random(1);
        Random right = new Random(seed);
        for (int plane = 0; plane < 3; plane++) {
            int half = plane == 0 ? 1 : 2;
            for (int y = 0; y < HEIGHT / half; y++) {
                for (int x = 0; x < WIDTH / half; x++) {
                    int value = (x * half < column ? left : right).nextInt(16, 235);
                    frame.data(plane).put((long) y * frame.linesize(plane) + x, (byte) value);
                }
            }
        }
        return frame;
    }

    private static RgbPicture.Pixels picture(AVFrame frame, long most) {
        try (RgbPicture rgb = new RgbPicture()) {
            return rgb.of(frame, most, false, 0, new Spare());
        } finally {
            av_frame_free(frame);
        }
    }

    @ParameterizedTest
    @CsvSource({"720000, 1200, 600", "719999, 600, 300", "180000, 600, 300", "179999, 400, 200"})
    void areShrunkByAWholeNumber(long most, int width, int height) {
        RgbPicture.Pixels pixels = picture(frame(0, 2), most);
        assertThat(pixels.width()).isEqualTo(width);
        assertThat(pixels.height()).isEqualTo(height);
        assertThat(pixels.rgb()).hasSize(width * height * 3);
    }

    @ParameterizedTest
    @CsvSource({"180000, 2", "80000, 3"})
    void whatIsInAZoneReachesNoPixelBesideIt(long most, int shrink) {
        int column = 600;
        RgbPicture.Pixels one = picture(frame(column, 2), most);
        RgbPicture.Pixels other = picture(frame(column, 3), most);
        int different = 0;
        int firstDifferent = one.width();
        for (int y = 0; y < one.height(); y++) {
            for (int x = 0; x < one.width(); x++) {
                int i = (y * one.width() + x) * 3;
                boolean same =
                        one.rgb()[i] == other.rgb()[i]
                                && one.rgb()[i + 1] == other.rgb()[i + 1]
                                && one.rgb()[i + 2] == other.rgb()[i + 2];
                different += same ? 0 : 1;
                firstDifferent = same ? firstDifferent : Math.min(firstDifferent, x);
            }
        }
        assertThat(different).isPositive();
        assertThat(firstDifferent).isGreaterThanOrEqualTo(column / shrink);
    }

    @Test
    void aMeanStaysAMean() {
        AVFrame grey = frame(0, 2);
        for (int plane = 0; plane < 3; plane++) {
            int half = plane == 0 ? 1 : 2;
            for (int y = 0; y < HEIGHT / half; y++) {
                for (int x = 0; x < WIDTH / half; x++) {
                    int value = plane > 0 ? 128 : (x + y) % 2 == 0 ? 100 : 150;
                    grey.data(plane).put((long) y * grey.linesize(plane) + x, (byte) value);
                }
            }
        }
        byte[] rgb = picture(grey, 180_000).rgb();
        // (125 - 16) / 219 of 255
        for (byte value : rgb) {
            assertThat(value & 0xff).isBetween(125, 129);
        }
    }
}
