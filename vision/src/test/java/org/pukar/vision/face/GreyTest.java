package org.pukar.vision.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pukar.camera.Frame;

class GreyTest {
    private static final int WIDTH = 198;
    private static final int HEIGHT = 101;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 16, 32})
    void aPixelIsTheMeanLumaOfItsSquare(int shrink) {
        byte[] rgb = new byte[WIDTH * HEIGHT * 3];
        new Random(shrink).nextBytes(rgb);
        Arrays.fill(rgb, 0, 40 * WIDTH * 3, (byte) 255); // as bright as can be
        Grey grey = Grey.black(WIDTH, HEIGHT, shrink);
        grey.fill(new Frame("c", Instant.EPOCH, WIDTH, HEIGHT, rgb));
        int step = shrink < 4 ? 1 : 2;
        for (int row = 0; row < grey.height(); row++) {
            for (int column = 0; column < grey.width(); column++) {
                boolean inside = row < HEIGHT / shrink && column < WIDTH / shrink;
                double expected = inside ? mean(rgb, row, column, shrink, step) : 0;
                assertThat(grey.values().get(row * grey.width() + column))
                        .as("%d, %d", column, row)
                        .isCloseTo((float) expected, within(.001f));
            }
        }
    }

    private static double mean(byte[] rgb, int row, int column, int shrink, int step) {
        double sum = 0;
        int count = 0;
        for (int y = row * shrink; y < (row + 1) * shrink; y += step) {
            for (int x = column * shrink; x < (column + 1) * shrink; x += step, count++) {
                int i = 3 * (y * WIDTH + x);
                sum +=
                        .299 * (rgb[i] & 0xff)
                                + .587 * (rgb[i + 1] & 0xff)
                                + .114 * (rgb[i + 2] & 0xff);
            }
        }
        return sum / count;
    }
}
