package org.pukar.vision.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pukar.camera.Frame;

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
        byte[] rgb = new byte[width * height * 3];
        new Random(7).nextBytes(rgb);
        Frame frame = new Frame("c", Instant.EPOCH, width, height, rgb);
        Frame small = Picture.shrunk(frame, most);
        if (small.width() == width && small.height() == height) {
            assertThat(small.rgb()).isEqualTo(rgb);
            return;
        }
        for (int y = 0; y < small.height(); y++) {
            int upper = (int) ((2 * y + .5) / (2.0 * small.height()) * height);
            int lower = (int) ((2 * y + 1.5) / (2.0 * small.height()) * height);
            for (int x = 0; x < small.width(); x++) {
                int left = (int) ((2 * x + .5) * width / (2 * small.width()));
                int right = (int) ((2 * x + 1.5) * width / (2 * small.width()));
                for (int c = 0; c < 3; c++) {
                    int one = rgb[3 * (upper * width + left) + c] & 0xff;
                    int other = rgb[3 * (lower * width + right) + c] & 0xff;
                    assertThat(small.rgb()[3 * (y * small.width() + x) + c] & 0xff)
                            .as("%d, %d, %d", x, y, c)
                            .isEqualTo((one + other) / 2);
                }
            }
        }
    }
}
