package org.pukar.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatermarkTest {
    private static final String AT = "2026-11-25 03:10";

    private static BufferedImage opened(byte[] jpeg) throws Exception {
        return ImageIO.read(new ByteArrayInputStream(jpeg));
    }

    /** The share of pixels whose brightness differs by more than an encoder's noise. */
    private static double differ(byte[] one, byte[] other) throws Exception {
        BufferedImage a = opened(one);
        BufferedImage b = opened(other);
        int differ = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                differ += Math.abs((a.getRGB(x, y) & 0xff) - (b.getRGB(x, y) & 0xff)) > 16 ? 1 : 0;
            }
        }
        return differ / (double) (a.getWidth() * a.getHeight());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "meera",
                "अर्जुन",
                "آصف",
                "x",
                "a-name-as-long-as-names-may-be.at-forty-ch",
                "தமிழ்"
            })
    void whoLooksIsWrittenAcrossThePictureAndThePictureCanStillBeSeen(String name)
            throws Exception {
        for (int grey : new int[] {0, 90, 255}) {
            byte[] plain = TestPicture.jpeg(640, 360, grey);
            byte[] marked = Watermark.on(plain, name, AT);
            assertThat(differ(plain, marked)).as("marked on %d", grey).isBetween(.01, .25);
        }
    }

    @Test
    void everyNameAndEveryMinuteHasItsOwnMark() throws Exception {
        byte[] plain = TestPicture.jpeg(640, 360, 90);
        byte[] meera = Watermark.on(plain, "meera", AT);
        assertThat(Watermark.on(plain, "meera", AT)).isEqualTo(meera);
        assertThat(differ(meera, Watermark.on(plain, "arjun", AT))).isGreaterThan(.005);
        assertThat(differ(meera, Watermark.on(plain, "meera", "2026-11-25 03:11")))
                .isGreaterThan(.0005);
        assertThat(differ(Watermark.on(plain, "தமிழ்", AT), Watermark.on(plain, "తెలుగు", AT)))
                .as("names in other letters are told apart, too")
                .isGreaterThan(.005);
    }

    @Test
    void everyQuarterOfThePictureHasAPieceOfTheMark() throws Exception {
        byte[] plain = TestPicture.jpeg(640, 360, 90);
        BufferedImage marked = opened(Watermark.on(plain, "meera", AT));
        for (int quarter = 0; quarter < 4; quarter++) {
            int changed = 0;
            for (int y = 0; y < 180; y++) {
                for (int x = 0; x < 320; x++) {
                    int seen = marked.getRGB(x + quarter % 2 * 320, y + quarter / 2 * 180) & 0xff;
                    changed += Math.abs(seen - 90) > 16 ? 1 : 0;
                }
            }
            assertThat(changed).as("quarter %d", quarter).isGreaterThan(200);
        }
    }

    @Test
    void whatIsNoPictureDoesNotLeaveWithoutAMark() {
        assertThatThrownBy(() -> Watermark.on(new byte[] {1, 2, 3}, "meera", AT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no JPEG was kept");
    }
}
