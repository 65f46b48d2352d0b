package org.pukar.vision.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pukar.camera.Colors;
import org.pukar.camera.Frame;
import org.pukar.camera.Pixels;

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
        Pixels small = Picture.shrunk(new Frame("c", Instant.EPOCH, from), most).pixels();
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

    @Test
    void aCamerasColoursBecomeAJpegFiles() {
        byte[] bytes = new byte[Pixels.size(64, 36)];
        Arrays.fill(bytes, (byte) 235); // white
        Arrays.fill(bytes, 64 * 36, bytes.length, (byte) 128);
        Pixels from = new Pixels(64, 36, Colors.of(Colors.Matrix.REC_709, false), bytes);
        Frame small = Picture.shrunk(new Frame("c", Instant.EPOCH, from), 32);
        assertThat(small.pixels().colors()).isEqualTo(Colors.JPEG);
        assertThat(small.pixels().bytes()[0] & 0xff).isEqualTo(255);
        assertThatThrownBy(() -> new Picture(from)).hasMessageContaining("JPEG");
    }
}
