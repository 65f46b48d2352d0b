package org.pukar.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelsTest {
    /** Rec. 601's luma in [0, 255], and its Cb and Cr about 128, by the book. */
    private static double[] jpeg(int red, int green, int blue) {
        double luma = .299 * red + .587 * green + .114 * blue;
        return new double[] {luma, 128 + (blue - luma) / 1.772, 128 + (red - luma) / 1.402};
    }

    /** As a camera stores a colour, by the book; not rounded. */
    private static double[] stored(
            double shareRed, double shareBlue, boolean full, int red, int green, int blue) {
        double luma = shareRed * red + (1 - shareRed - shareBlue) * green + shareBlue * blue;
        double cb = (blue - luma) / (2 * (1 - shareBlue));
        double cr = (red - luma) / (2 * (1 - shareRed));
        return full
                ? new double[] {luma, 128 + cb, 128 + cr}
                : new double[] {16 + luma * 219 / 255, 128 + cb * 224 / 255, 128 + cr * 224 / 255};
    }

    @ParameterizedTest
    @CsvSource({
        "JPEG, .299, .114, true",
        "REC_601, .299, .114, false",
        "REC_709_FULL, .2126, .0722, true",
        "REC_709, .2126, .0722, false",
        "REC_2020, .2627, .0593, false",
        "REC_2020_FULL, .2627, .0593, true"
    })
    void aCamerasColoursAreWhatTheyAreByTheBook(
            Colors colors, double shareRed, double shareBlue, boolean full) {
        Random random = new Random(5);
        for (int i = 0; i < 1000; i++) {
            int red = random.nextInt(256);
            int green = random.nextInt(256);
            int blue = random.nextInt(256);
            double[] stored = stored(shareRed, shareBlue, full, red, green, blue);
            float y = (float) stored[0];
            float cb = (float) stored[1];
            float cr = (float) stored[2];
            double[] expected = jpeg(red, green, blue);
            assertThat((double) colors.red(y, cr)).isCloseTo(red, within(.01));
            assertThat((double) colors.green(y, cb, cr)).isCloseTo(green, within(.01));
            assertThat((double) colors.blue(y, cb)).isCloseTo(blue, within(.01));
            assertThat((double) colors.luma(y, cb, cr)).isCloseTo(expected[0], within(.01));
            assertThat((double) colors.cb(cb, cr))
                    .isCloseTo(Math.min(255, expected[1]), within(.01));
            assertThat((double) colors.cr(cb, cr))
                    .isCloseTo(Math.min(255, expected[2]), within(.01));
        }
    }

    @Test
    void redGreenAndBlueComeBack() {
        byte[] rgb = new byte[3 * 6 * 4];
        Random random = new Random(2);
        for (int y = 0; y < 4; y += 2) {
            for (int x = 0; x < 6; x += 2) {
                for (int c = 0; c < 3; c++) {
                    byte value = (byte) random.nextInt(256);
                    for (int n = 0; n < 4; n++) { // one colour for four pixels
                        rgb[3 * ((y + n / 2) * 6 + x + n % 2) + c] = value;
                    }
                }
            }
        }
        byte[] back = Pixels.ofRgb(6, 4, rgb).rgb();
        for (int i = 0; i < rgb.length; i++) {
            assertThat(back[i] & 0xff).isCloseTo(rgb[i] & 0xff, within(2));
        }
    }

    @Test
    void aPictureOfAnotherSizeIsRefused() {
        assertThatThrownBy(() -> new Pixels(4, 4, Colors.JPEG, new byte[48]))
                .hasMessageContaining("got 4 x 4 and 48 bytes");
        assertThatThrownBy(() -> Pixels.ofRgb(4, 4, new byte[24]))
                .hasMessageContaining("x 3 bytes, got 4 x 4 and 24 bytes");
    }
}
