package org.pukar.vision.face;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pukar.camera.Frame;
import org.pukar.camera.Pixels;
import org.pukar.cue.Box;
import org.pukar.cue.Face;
import org.pukar.cue.Point;

class FaceQualityTest {
    private static final int SIDE = 240;

    /** Somebody who looks straight into the camera. */
    private static final Face FACE =
            new Face(
                    new Box(70, 60, 100, 130),
                    new Face.Points(
                            new Point(100, 110),
                            new Point(140, 110),
                            new Point(120, 128),
                            new Point(120, 152),
                            new Point(74, 118),
                            new Point(166, 118)),
                    .9);

    /** Lines of two tones inside of the head, one tone about it. */
    private static Frame drawn(int around, int face, int contrast) {
        byte[] rgb = new byte[3 * SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                boolean inside = Math.hypot((x - 120) / 50.0, (y - 127) / 65.0) < 1;
                int tone = inside ? face + (y / 6 % 2 == 0 ? contrast : -contrast) : around;
                for (int channel = 0; channel < 3; channel++) {
                    rgb[3 * (y * SIDE + x) + channel] = (byte) Math.max(0, Math.min(255, tone));
                }
            }
        }
        return new Frame("c", Instant.EPOCH, Pixels.ofRgb(SIDE, SIDE, rgb));
    }

    @ParameterizedTest(name = "{4}: {0} about a face of {1} +- {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | 120 | 30 | -    | a face by day",
                "200 | 22  | 15 | -    | a dark face in a white scarf",
                "15  | 15  | 13 | -    | a dark face by night, its lines plain to see",
                "15  | 15  | 4  | DARK | nearly no light",
                "200 | 22  | 4  | DARK | a white scarf is no contrast of the face in it",
                "120 | 120 | 4  | DARK | fog",
                "120 | 250 | 5  | DARK | glare"
            })
    void aFaceIsReadWhereItsOwnLinesAreSeenHoweverDarkItIs(
            int around, int face, int contrast, String why, String name) {
        assertThat(FaceQuality.check(drawn(around, face, contrast), FACE).map(Enum::name))
                .as(name)
                .isEqualTo(Optional.of(why).filter(w -> !w.equals("-")));
    }
}
