package org.pukar.vision.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.pukar.vision.face.FaceNet;

class BareNetsTest {
    private static final Path HOME = Path.of(System.getProperty("pukar.home", ".."));
    private static final int FRAMES = 60;

    private static BareNets nets(Reader reader, Looks looks, long faces) {
        return new BareNets(reader, looks, FRAMES, faces, 320, 192);
    }

    /** As much work in either way, whatever the pauses; within what two cores shared may do. */
    @Test
    void withACamerasPausesTheSameIsRunAndItTakesAsLongAsTheyDo() throws Exception {
        Looks looks = new Looks(new FaceNet.Looks(FRAMES / 2.0, 0, 0), FRAMES / 2, FRAMES / 4);
        try (Reader reader = Reader.open(HOME.resolve("models"))) {
            BareNets nets = nets(reader, looks, 2 * FRAMES);
            double inARow = nets.inARow();
            long began = System.nanoTime();
            double paced = nets.atPace(Duration.ofMillis(30));
            assertThat(System.nanoTime() - began).isGreaterThan(50 * 30_000_000L - 30_000_000L);
            assertThat(paced / inARow).isBetween(.4, 4.0);
        }
    }

    @Test
    void whatWasNotLookedForCostsNothing() throws Exception {
        Looks all = new Looks(new FaceNet.Looks(FRAMES, 0, 0), FRAMES, FRAMES);
        Looks none = new Looks(new FaceNet.Looks(0, 0, 0), 0, 0);
        try (Reader reader = Reader.open(HOME.resolve("models"))) {
            assertThat(nets(reader, none, 0).inARow())
                    .isLessThan(.3 * nets(reader, all, 4 * FRAMES).inARow());
        }
    }
}
