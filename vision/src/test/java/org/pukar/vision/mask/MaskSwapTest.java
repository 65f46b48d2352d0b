package org.pukar.vision.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pukar.camera.Frame;
import org.pukar.camera.Pixels;
import org.pukar.cue.Box;
import org.pukar.evidence.Tracks;

/**
 * G8: whatever lies under a mask leaves no trace in what is encoded. The pixels under the masks are
 * exchanged for another head, noise or one color, in frames and masks drawn by chance, on the whole
 * way from frame to JPEG: not one byte may differ.
 */
class MaskSwapTest {
    private static final int SWAPS = 10_000;
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private final Random random = new Random(8);

    @Test
    void tenThousandSwapsUnderMasksLeaveEveryByteAsItIs() {
        int changed = 0;
        try (Jpeg jpeg = new Jpeg()) {
            for (int n = 0; n < SWAPS; n++) {
                int width = 64 + random.nextInt(200);
                int height = 48 + random.nextInt(120);
                int out = 32 + random.nextInt(width);
                List<Box> masks = masks(width, height);
                byte[] rgb = noise(width * height * 3);
                byte[] swapped = rgb.clone();
                changed += swap(swapped, width, height, masks) > 0 ? 1 : 0;
                assertThat(encoded(jpeg, swapped, width, height, masks, out))
                        .as("swap %d, %d x %d to %d, masks %s", n, width, height, out, masks)
                        .isEqualTo(encoded(jpeg, rgb, width, height, masks, out));
            }
        }
        assertThat(changed).as("swaps that changed a pixel").isGreaterThan(SWAPS * 9 / 10);
    }

    @Test
    void aSwapBesideTheMasksIsSeen() {
        try (Jpeg jpeg = new Jpeg()) {
            byte[] rgb = noise(160 * 90 * 3);
            List<Box> masks = List.of(new Box(20, 20, 40, 40));
            byte[] swapped = rgb.clone();
            assertThat(swap(swapped, 160, 90, List.of(new Box(70, 20, 40, 40)))).isPositive();
            assertThat(encoded(jpeg, swapped, 160, 90, masks, 160))
                    .isNotEqualTo(encoded(jpeg, rgb, 160, 90, masks, 160));
        }
    }

    private static byte[] encoded(
            Jpeg jpeg, byte[] rgb, int width, int height, List<Box> masks, int mostWide) {
        MaskQueue<Boolean> queue = new MaskQueue<>(mostWide);
        Frame frame = new Frame("c", AT, Pixels.ofRgb(width, height, rgb.clone()));
        assertThat(queue.add(frame, masks, Tracks.none(), true)).isEmpty();
        return jpeg.of(queue.finish(Tracks.none()).get(0).picture());
    }

    private byte[] noise(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** One to four, of any size, some reaching past the edge, on any fraction of a pixel. */
    private List<Box> masks(int width, int height) {
        List<Box> masks = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            masks.add(
                    new Box(
                            random.nextDouble() * width - width / 8.0,
                            random.nextDouble() * height - height / 8.0,
                            1 + random.nextDouble() * width / 2,
                            1 + random.nextDouble() * height / 2));
        }
        return masks;
    }

    /** Exchanges every pixel that a mask touches; returns how many were. */
    private int swap(byte[] rgb, int width, int height, List<Box> masks) {
        int kind = random.nextInt(3);
        byte[] color = noise(3);
        int swapped = 0;
        for (Box mask : masks) {
            int firstRow = (int) Math.max(0, Math.floor(mask.top()));
            int firstColumn = (int) Math.max(0, Math.floor(mask.left()));
            for (int y = firstRow; y < Math.min(height, mask.bottom()); y++) {
                for (int x = firstColumn; x < Math.min(width, mask.right()); x++) {
                    for (int c = 0; c < 3; c++) {
                        rgb[(y * width + x) * 3 + c] = pixel(kind, color[c], mask, x, y);
                    }
                    swapped++;
                }
            }
        }
        return swapped;
    }

    /** Noise, one color, or something like a head: an oval with two eyes. */
    private byte pixel(int kind, byte color, Box mask, int x, int y) {
        if (kind == 0) {
            return (byte) random.nextInt(256);
        }
        double dx = (x + .5 - mask.left()) / mask.width() - .5;
        double dy = (y + .5 - mask.top()) / mask.height() - .5;
        boolean eye = Math.hypot(Math.abs(dx) - .18, dy + .1) < .07;
        boolean head = kind == 2 && dx * dx + dy * dy < .25 && !eye;
        return head ? (byte) ~color : color;
    }
}
