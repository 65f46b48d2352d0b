package org.pukar.vision.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pukar.camera.Colors;
import org.pukar.camera.Frame;
import org.pukar.camera.Pixels;
import org.pukar.vision.net.Net;

class GreyTest {
    private static final int WIDTH = 198;
    private static final int HEIGHT = 101;

    /** Of each shrink, what a camera may send: its own colours, and a JPEG file's. */
    @ParameterizedTest
    @CsvSource({
        "1, JPEG",
        "2, JPEG",
        "4, JPEG",
        "8, JPEG",
        "16, JPEG",
        "32, JPEG",
        "64, JPEG",
        "1, REC_601",
        "8, REC_601",
        "1, REC_709",
        "2, REC_709_FULL",
        "4, REC_709",
        "8, REC_2020"
    })
    void aPixelIsTheMeanLumaOfItsSquareRounded(int shrink, Colors colors) {
        byte[] bytes = new byte[Pixels.size(WIDTH, HEIGHT)];
        new Random(shrink).nextBytes(bytes);
        Arrays.fill(bytes, 0, 40 * WIDTH, (byte) 255); // as bright as can be
        Pixels pixels = new Pixels(WIDTH, HEIGHT, colors, bytes);
        Grey grey = Grey.black(WIDTH, HEIGHT, shrink);
        grey.fill(new Frame("c", Instant.EPOCH, pixels));
        for (int row = 0; row < grey.height(); row++) {
            for (int column = 0; column < grey.width(); column++) {
                boolean inside = row < HEIGHT / shrink && column < WIDTH / shrink;
                float expected = inside ? mean(pixels, row, column, shrink) : 0;
                assertThat((float) (grey.values().get(row * grey.width() + column) & 0xff))
                        .as("%d, %d", column, row)
                        .isCloseTo(expected, within(.51f));
            }
        }
    }

    private static float mean(Pixels pixels, int row, int column, int shrink) {
        int step = shrink < 4 ? 1 : 2;
        double sum = 0;
        int count = 0;
        for (int y = row * shrink; y < (row + 1) * shrink; y += step) {
            for (int x = column * shrink; x < (column + 1) * shrink; x += step, count++) {
                sum += pixels.bytes()[y * WIDTH + x] & 0xff;
            }
        }
        int middle = pixels.chroma(column * shrink + shrink / 2, row * shrink + shrink / 2);
        return pixels.colors()
                .luma(
                        (float) (sum / count),
                        pixels.bytes()[pixels.cb() + middle] & 0xff,
                        pixels.bytes()[pixels.cr() + middle] & 0xff);
    }

    /** A part of a frame is the same as that part of the whole. */
    @ParameterizedTest
    @CsvSource({"1, REC_709", "1, REC_601", "2, REC_709", "4, REC_709"})
    void aPartIsThePartOfTheWhole(int shrink, Colors colors) {
        byte[] bytes = new byte[Pixels.size(WIDTH, HEIGHT)];
        new Random(9).nextBytes(bytes);
        Frame frame = new Frame("c", Instant.EPOCH, new Pixels(WIDTH, HEIGHT, colors, bytes));
        Grey whole = Grey.black(WIDTH, HEIGHT, shrink);
        whole.fill(frame);
        Window window = new Window(7, 3, 20, 16);
        Grey part = new Grey(window, shrink, Net.bytes(20 * 16));
        part.fill(frame);
        for (int row = 0; row < 16; row++) {
            for (int column = 0; column < 20; column++) {
                assertThat(part.values().get(row * 20 + column))
                        .as("%d, %d", column, row)
                        .isEqualTo(whole.values().get((row + 3) * whole.width() + column + 7));
            }
        }
    }
}
