package org.pukar.vision.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.pukar.camera.Frame;
import org.pukar.camera.Pixels;
import org.pukar.camera.Spare;
import org.pukar.cue.Box;

class JpegTest {
    @Test
    void blackIsBlackAndWhiteIsWhite() throws Exception {
        try (Jpeg jpeg = new Jpeg()) {
            for (int value : new int[] {0, 64, 128, 255}) {
                byte[] rgb = new byte[64 * 64 * 3];
                Arrays.fill(rgb, (byte) value);
                byte[] file = jpeg.of(new Picture(Pixels.ofRgb(64, 64, rgb)));
                Color color =
                        new Color(ImageIO.read(new ByteArrayInputStream(file)).getRGB(32, 32));
                assertThat(color.getRed()).isCloseTo(value, within(2));
                assertThat(color.getGreen()).isCloseTo(value, within(2));
                assertThat(color.getBlue()).isCloseTo(value, within(2));
            }
        }
    }

    @Test
    void aMaskedPictureBecomesAJpegThatOthersOpenWithEveryMaskInPlace() throws Exception {
        byte[] rgb = new byte[1280 * 720 * 3];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = (byte) 200; // red all over
        }
        Frame frame = new Frame("c", Instant.EPOCH, Pixels.ofRgb(1280, 720, rgb));
        try (Jpeg jpeg = new Jpeg()) {
            for (int width : List.of(1280, 854, 854, 854, 320)) {
                Picture picture =
                        Picture.masked(
                                Picture.shrunk(frame, width, new Spare(0)),
                                List.of(new Box(400, 200, 160, 160)),
                                1280,
                                720);
                BufferedImage opened = ImageIO.read(new ByteArrayInputStream(jpeg.of(picture)));
                assertThat(opened.getWidth()).isEqualTo(width);
                double scale = width / 1280.0;
                int masked = opened.getRGB((int) (480 * scale), (int) (280 * scale));
                int free = opened.getRGB((int) (800 * scale), (int) (400 * scale));
                assertThat(masked >> 8 & 0xff).isBetween(0x68, 0x78);
                assertThat(masked >> 16 & 0xff).isBetween(0x68, 0x78);
                assertThat(free >> 16 & 0xff).isGreaterThan(180);
                assertThat(free >> 8 & 0xff).isLessThan(30);
            }
        }
    }
}
