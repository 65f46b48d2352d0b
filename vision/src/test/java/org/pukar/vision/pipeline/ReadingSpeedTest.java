package org.pukar.vision.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which of two is faster is told only where little else runs. */
@Tag("slow")
class ReadingSpeedTest {
    private static final Path HOME = Path.of(System.getProperty("pukar.home", ".."));

    @Test
    void theNetsAloneAreTheMostOfIt() throws Exception {
        try (Reader reader = Reader.open(HOME.resolve("models"))) {
            ReadingSpeed speed =
                    ReadingSpeed.measure(
                            reader,
                            HOME.resolve("scenes/samples/crossing-1080p25.mp4"),
                            2,
                            Duration.ofSeconds(6));
            System.out.println("on the processor: " + speed);
            assertThat(speed.frames()).isPositive();
            // The machine is shared: the nets alone are faster, give or take half.
            assertThat(speed.bare() / speed.frames()).isBetween(.6, 2.5);
        }
    }
}
