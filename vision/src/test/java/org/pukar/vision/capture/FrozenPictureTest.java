package org.pukar.vision.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.camera.Frame;
import org.pukar.camera.PictureFault;
import org.pukar.camera.PictureHealth;

/**
 * Whether a frozen picture is told after real encoding, whose key frames change every pixel a
 * little.
 */
class FrozenPictureTest {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;

    @TempDir Path folder;

    /** Eight seconds of H.264 with a key frame a second: the faults that were told. */
    private Set<PictureFault> faults(Film.Painter painter) throws Exception {
        Path film = Film.h264(WIDTH, HEIGHT).write(folder.resolve("film.mp4"), 200, painter);
        Set<PictureFault> faults = new HashSet<>();
        PictureHealth health = PictureHealth.unknown();
        try (FileSource source = new FileSource(film.toString(), Duration.ofMillis(200))) {
            for (Optional<Frame> next = source.next(); next.isPresent(); next = source.next()) {
                health = health.add(next.get());
                Instant at = next.get().at();
                health.fault(at).ifPresent(faults::add);
            }
        }
        return faults;
    }

    @Test
    void aSceneWithoutNoiseIsFrozenInSpiteOfKeyFrames() throws Exception {
        byte[] scene = Drawing.scene(WIDTH, HEIGHT);
        assertThat(faults(i -> scene)).containsExactly(PictureFault.FROZEN);
    }

    @Test
    void aPersonFarAwayWhoWalksIsLife() throws Exception {
        assertThat(faults(i -> withBlock(40 + 2 * i, 18, 40))).isEmpty();
    }

    @Test
    void aBlackPictureIsBlind() throws Exception {
        byte[] black = new byte[WIDTH * HEIGHT * 3];
        assertThat(faults(i -> black)).containsExactly(PictureFault.BLIND);
    }

    /** The still scene and something that walks through it. */
    private static byte[] withBlock(int left, int width, int height) {
        byte[] rgb = Drawing.scene(WIDTH, HEIGHT);
        for (int y = 200; y < 200 + height; y++) {
            int from = (y * WIDTH + left) * 3;
            Arrays.fill(rgb, from, from + width * 3, (byte) 250);
        }
        return rgb;
    }
}
