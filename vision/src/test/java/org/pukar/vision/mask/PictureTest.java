package org.pukar.vision.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pukar.camera.Colors;
import org.pukar.camera.Frame;
import org.pukar.camera.Pixels;
import org.pukar.camera.Spare;

class PictureTest {
    /** To the last bit, in the last corner too. */
    @ParameterizedTest
    @CsvSource({
        "192, 108, 96",
        "128, 72, 84",
        "97, 61, 96",
        "50, 50, 2",
        "2, 2, 2",
        "90, 7, 40",
        "64, 1, 640",
        "1, 10, 640",
        "1, 1, 640",
        "3, 2, 9"
    })
    void aShrunkPixelIsTheMeanOfTwoThatLieAcrossItsSquare(int width, int height, int most) {
        byte[] bytes = new byte[Pixels.size(width, height)];
        new Random(7).nextBytes(bytes);
        Pixels from = new Pixels(width, height, Colors.JPEG, bytes);
        Pixels small =
                Picture.shrunk(new Frame("c", Instant.EPOCH, from), most, new Spare(0)).pixels();
        if (small.width() == width && small.height() == height) {
            assertThat(small.bytes()).isEqualTo(bytes);
            return;
        }
        for (int plane = 0; plane < 3; plane++) {
            Pixels.Plane of = small.planes().get(plane);
            for (int y = 0; y < of.height(); y++) {
                for (int x = 0; x < of.width(); x++) {
                    assertThat(small.bytes()[of.begin() + y * of.width() + x] & 0xff)
                            .as("%d: %d, %d", plane, x, y)
                            .isEqualTo(mean(from.bytes(), from.planes().get(plane), of, x, y));
                }
            }
        }
    }

    private static int mean(byte[] bytes, Pixels.Plane from, Pixels.Plane to, int x, int y) {
        int upper = (int) ((2 * y + .5) / (2.0 * to.height()) * from.height());
        int lower = (int) ((2 * y + 1.5) / (2.0 * to.height()) * from.height());
        int left = (int) ((2 * x + .5) * from.width() / (2 * to.width()));
        int right = (int) ((2 * x + 1.5) * from.width() / (2 * to.width()));
        int one = bytes[from.begin() + upper * from.width() + left] & 0xff;
        int other = bytes[from.begin() + lower * from.width() + right] & 0xff;
        return (one + other) / 2;
    }

    /** Where it is not made smaller, red, green and blue stay what they are. */
    @ParameterizedTest
    @CsvSource({"REC_601", "REC_709", "REC_709_FULL", "REC_2020"})
    void aCamerasColoursBecomeAJpegFiles(Colors colors) {
        byte[] bytes = new byte[Pixels.size(64, 36)];
        Random random = new Random(3);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (100 + random.nextInt(56)); // what every screen can show
        }
        Pixels from = new Pixels(64, 36, colors, bytes);
        Pixels made =
                Picture.shrunk(new Frame("c", Instant.EPOCH, from), 64, new Spare(0)).pixels();
        assertThat(made.colors()).isEqualTo(Colors.JPEG);
        byte[] expected = from.rgb();
        byte[] rgb = made.rgb();
        for (int i = 0; i < expected.length; i++) {
            assertThat(rgb[i] & 0xff).isCloseTo(expected[i] & 0xff, within(3));
        }
        assertThatThrownBy(() -> new Picture(from)).hasMessageContaining("JPEG");
    }
}
