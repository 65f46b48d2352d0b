package org.pukar.vision.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pukar.camera.Frame;

/** Native parts that need libraries of the system are not touched where they are not used. */
class NativePartsTest {
    private static final Path CLIP =
            Path.of(System.getProperty("pukar.home", ".."), "scenes/samples/lane.mp4");

    /** The machines of a city have no sound server, and its client library is not there either. */
    @Test
    void aFileIsDecodedWithoutThePartForDevicesThatNeedsSound() throws Exception {
        try (FileSource source = new FileSource(CLIP.toString(), Duration.ofMillis(200))) {
            Optional<Frame> first = source.next();
            assertThat(first).isPresent();
        }
        String loaded = Files.readString(Path.of("/proc/self/maps"));
        assertThat(loaded).contains("libavformat").doesNotContain("avdevice", "libpulse");
    }
}
