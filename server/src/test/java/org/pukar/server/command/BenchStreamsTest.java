package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.evidence.CameraWatch;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.vision.pipeline.BenchFilms;
import org.pukar.vision.pipeline.BenchFilms.People;
import org.pukar.vision.pipeline.Looks;
import org.pukar.vision.pipeline.Reader;
import org.pukar.vision.watch.CameraStatus;
import org.pukar.vision.watch.Cameras;

/** The bench's cameras, from a real RTSP server and read as cameras are. */
@Tag("slow")
class BenchStreamsTest {
    @TempDir Path folder;

    /** The film takes ten seconds: it has begun again by then, and nobody was cut off. */
    @Test
    void aFilmIsSentToEveryCameraOverAndOverAtItsOwnPace() throws Exception {
        Path film =
                new BenchFilms(
                                PukarCommand.home().resolve("scenes/samples/crossing-1080p25.mp4"),
                                folder)
                        .write(People.ONE, 640);
        try (BenchStreams streams = BenchStreams.start(film, folder, 3);
                Reader reader = Reader.open(PukarCommand.models());
                Cameras cameras =
                        new Cameras(
                                reader,
                                EvidenceSettings.standard(),
                                InstantSource.system(),
                                ZoneOffset.UTC,
                                BenchCamera.open(),
                                Cameras.live(reader.gpu()),
                                (signal, camera, pictures) -> {})) {
            assumeTrue(streams.rtsp(), "needs: apt install " + BenchStreams.PACKAGES);
            List<String> sources = streams.of(2);
            assertThat(sources).allMatch(s -> s.startsWith("rtsp://127.0.0.1:")).hasSize(2);
            cameras.add(BenchCamera.camera(0, sources.get(0)), CameraWatch.start());
            cameras.add(BenchCamera.camera(1, sources.get(1)), CameraWatch.start());
            BenchCamera.rest(5);
            List<CameraStatus> before = cameras.statuses();
            BenchCamera.rest(10);
            List<CameraStatus> after = cameras.statuses();
            for (int i = 0; i < 2; i++) {
                assertThat(after.get(i).lastFault()).isEmpty();
                assertThat(after.get(i).facesNow()).isOne();
                assertThat(after.get(i).decoded() - before.get(i).decoded()).isBetween(40L, 260L);
                assertThat(after.get(i).read() - before.get(i).read()).isBetween(40L, 55L);
            }
        }
    }

    @Test
    void whatGrowsWithTheCamerasHasTheExponentOne() {
        assertThat(
                        BenchGrowth.exponent(
                                List.of(cost(1, .1, 100), cost(2, .2, 108), cost(4, .4, 124))))
                .isCloseTo(1, Offset.offset(1e-9));
        assertThat(BenchGrowth.exponent(List.of(cost(1, .1, 100), cost(4, 1.6, 124))))
                .isCloseTo(2, Offset.offset(1e-9));
        assertThat(BenchGrowth.megabytesPerCamera(List.of(cost(1, .1, 100), cost(4, .4, 124))))
                .isEqualTo(8);
    }

    @Test
    void theLastNumberOfCamerasThatDroppedNoneCounts() {
        assertThat(
                        BenchCapacity.withoutSkip(
                                List.of(
                                        new BenchCapacity.Step(4, 1.1, 600, 1, 0, 90),
                                        new BenchCapacity.Step(5, 1.4, 750, .99, 0, 120),
                                        new BenchCapacity.Step(6, 1.8, 880, .98, 3, 400))))
                .isEqualTo(5);
        assertThat(
                        BenchCapacity.withoutSkip(
                                List.of(
                                        new BenchCapacity.Step(4, 1.1, 600, 1, 0, 90),
                                        new BenchCapacity.Step(5, 1.1, 600, 0, 0, 90))))
                .as("a camera that gives no pictures drops none")
                .isEqualTo(4);
        assertThat(BenchCapacity.withoutSkip(List.of(new BenchCapacity.Step(1, 2, 90, .9, 9, 900))))
                .isZero();
    }

    private static BenchCamera.Cost cost(int cameras, double cores, long megabytes) {
        return new BenchCamera.Cost(
                cameras, 10, cores, .1, .2, 0, 0, 0, 0, 0, Looks.none(), 0, 0, 0, megabytes, 0);
    }
}
