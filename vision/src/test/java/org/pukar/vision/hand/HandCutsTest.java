package org.pukar.vision.hand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pukar.camera.Colors;
import org.pukar.camera.Frame;
import org.pukar.camera.Pixels;
import org.pukar.cue.Point;
import org.pukar.vision.face.FaceCrop;

/** What the nets for palms and hands are given: the right colours at the right places. */
class HandCutsTest {
    private static final int SIDE = 64;

    /** Each channel rises along its own direction: a pixel's colours say where it is. */
    private static double expected(int channel, double x, double y, int width, int height) {
        return switch (channel) {
            case 0 -> 60 + 120 * x / width;
            case 1 -> 60 + 120 * y / height;
            default -> 180 - 120 * x / width;
        };
    }

    private static Frame frame(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int channel = 0; channel < 3; channel++) {
                    rgb[3 * (y * width + x) + channel] =
                            (byte) Math.round(expected(channel, x + .5, y + .5, width, height));
                }
            }
        }
        return new Frame("c", Instant.EPOCH, Pixels.ofRgb(width, height, rgb));
    }

    @ParameterizedTest
    @CsvSource({"400, 300, 64", "400, 300, 150", "401, 299, 200", "200, 120, 40"})
    void aPalmsSquareHasTheColoursOfItsPlaceAndIsBlackBesideThePicture(
            int width, int height, double side) {
        for (Point middle : new Point[] {new Point(width / 2.0, height / 2.0), new Point(5, 7)}) {
            FaceCrop square = FaceCrop.around(middle, 0, side);
            FloatBuffer out = FloatBuffer.allocate(3 * SIDE * SIDE);
            PalmPixels.fill(frame(width, height), square, SIDE, out);
            for (int i = 0; i < out.limit(); i++) {
                int channel = i / (SIDE * SIDE);
                double along = (i % SIDE + .5) / SIDE;
                double down = (i / SIDE % SIDE + .5) / SIDE;
                Point at = square.point(along, down);
                boolean outside = at.x() < 0 || at.y() < 0 || at.x() > width || at.y() > height;
                double value = expected(channel, at.x(), at.y(), width, height) / 255;
                if (outside) {
                    assertThat(out.get(i)).as("%s %s", square, i).isZero();
                } else if (at.x() > 1 && at.y() > 1) { // the edge's own half pixel is black, too
                    assertThat((double) out.get(i))
                            .as("%s %s", at, i)
                            .isCloseTo(value, within(.02));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"64, 0", "64, .3", "100, -1.2", "200, 2", "31, .7"})
    void aHandsSquareHasTheColoursOfItsPlaceHoweverItIsTurned(double side, double angle) {
        FaceCrop square = FaceCrop.around(new Point(200, 150), angle, side);
        float[] pixels = square.pixels(frame(400, 300), FaceCrop.Room.of(SIDE));
        for (int i = 0; i < pixels.length; i++) {
            int channel = i / (SIDE * SIDE);
            Point at = square.point((i % SIDE + .5) / SIDE, (i / SIDE % SIDE + .5) / SIDE);
            assertThat((double) pixels[i])
                    .as("%s %s", at, channel)
                    .isCloseTo(expected(channel, at.x(), at.y(), 400, 300), within(4.0));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 1", "5, 7"})
    void aPictureOfAFewPixelsIsCutToo(int width, int height) {
        byte[] bytes = new byte[Pixels.size(width, height)];
        Frame frame =
                new Frame("c", Instant.EPOCH, new Pixels(width, height, Colors.REC_709, bytes));
        FaceCrop square = FaceCrop.around(new Point(width / 2.0, height / 2.0), .4, 20);
        assertThat(square.pixels(frame, FaceCrop.Room.of(SIDE))).hasSize(3 * SIDE * SIDE);
        assertThat(square.grey(frame, SIDE)).hasSize(SIDE * SIDE);
        FloatBuffer out = FloatBuffer.allocate(3 * SIDE * SIDE);
        PalmPixels.fill(frame, FaceCrop.around(new Point(1, 1), 0, 20), SIDE, out);
        assertThat(out.get(0)).isZero();
    }
}
