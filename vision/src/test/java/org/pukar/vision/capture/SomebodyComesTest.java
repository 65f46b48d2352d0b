package org.pukar.vision.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.base.GeoPoint;
import org.pukar.camera.Camera;
import org.pukar.camera.Frame;
import org.pukar.camera.Gear;
import org.pukar.camera.Permission;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.vision.pipeline.Reader;
import org.pukar.vision.watch.CameraStatus;
import org.pukar.vision.watch.Guards;
import org.pukar.vision.watch.Watch;

/**
 * An empty street, a key frame every two seconds; then people are there from one frame to the next.
 */
@Tag("alone")
class SomebodyComesTest {
    private static final Path HOME = Path.of(System.getProperty("pukar.home", ".."));
    private static final int EMPTY_FRAMES = 155; // 6.2 s: five frames after a key frame
    private static final int GONE = 225; // 9 s
    private static final int FRAMES = 600;

    @TempDir Path folder;

    @Test
    void aFaceIsReadWithinTwoAndAHalfSecondsAndTheCameraRestsAgain() throws Exception {
        Camera camera = new Camera("c", "s", "C", new GeoPoint(0, 0), film().toString(), true);
        try (Reader reader = Reader.open(HOME.resolve("models"));
                Watch watch =
                        new Watch(
                                List.of(camera),
                                reader,
                                EvidenceSettings.standard(),
                                InstantSource.system(),
                                ZoneOffset.UTC,
                                new Guards(
                                        c -> new Permission.Allowed(c.cues(), List.of()),
                                        c -> true),
                                (signal, from, pictures) -> {})) {
            watch.start();
            double begun = until(watch, 20, s -> s.decoded() > 0);
            double appear = begun + EMPTY_FRAMES / 25.0;
            until(watch, 5, s -> s.decoded() >= 3);
            CameraStatus empty = watch.statuses().get(0);
            assertThat(empty.effort().gear()).isEqualTo(Gear.IDLE);
            assertThat(empty.decoded()).as("key frames alone").isLessThanOrEqualTo(4);
            double read = until(watch, 20, SomebodyComesTest::faceRead);
            double active = until(watch, 5, s -> s.effort().gear() == Gear.ACTIVE && s.read() > 8);
            System.out.printf(
                    "a face was read %.2f s after it appeared, the third frame %.2f s after that%n",
                    read - appear, active - read);
            assertThat(read - appear).as("seconds").isBetween(0.0, 2.5);
            double resting = until(watch, 20, s -> s.effort().gear() == Gear.IDLE);
            assertThat(resting - begun - GONE / 25.0)
                    .as("seconds it goes on: two that a track lives, ten more, a frame")
                    .isBetween(9.5, 13.5);
            assertThat(watch.statuses().get(0).dropped()).isZero();
        }
    }

    private static boolean faceRead(CameraStatus status) {
        long not = status.abstained().values().stream().mapToLong(Long::longValue).sum();
        return status.faces() > not;
    }

    /** When it was so, in seconds of this machine. */
    private static double until(Watch watch, int seconds, Predicate<CameraStatus> wanted)
            throws InterruptedException {
        Instant end = Instant.now().plusSeconds(seconds);
        while (!wanted.test(watch.statuses().get(0))) {
            assertThat(Instant.now()).as("waited %d s", seconds).isBefore(end);
            Thread.sleep(20);
        }
        return System.nanoTime() / 1e9;
    }

    private Path film() throws Exception {
        byte[] people;
        String clip = HOME.resolve("scenes/samples/crossing-1080p25.mp4").toString();
        try (FileSource source = new FileSource(clip, Duration.ofSeconds(2))) {
            source.next();
            Frame frame = source.next().orElseThrow();
            people = frame.pixels().rgb();
        }
        byte[] street = new byte[people.length];
        for (int i = 0; i < street.length; i++) {
            street[i] = (byte) (60 + i / 5760 / 10 + i % 5760 / 100);
        }
        Random noise = new Random(1);
        return Film.h264(1920, 1080)
                .withGop(50)
                .write(
                        folder.resolve("street.mp4"),
                        FRAMES,
                        n -> {
                            boolean empty = n < EMPTY_FRAMES || n >= GONE;
                            byte[] picture = (empty ? street : people).clone();
                            for (int i = 0; i < 400; i++) { // a live sensor: something differs
                                int at = 3 * noise.nextInt(1920 * 1080);
                                picture[at] = (byte) noise.nextInt(256);
                            }
                            int band = 3 * 1920 * (4 + n % 40);
                            for (int i = 0; i < 3 * 1920 * 8; i++) {
                                picture[band + i] = (byte) (n * 5);
                            }
                            return picture;
                        });
    }
}
