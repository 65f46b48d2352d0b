package org.pukar.cluster.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.camera.Camera;
import org.pukar.camera.Permission;
import org.pukar.evidence.CameraWatch;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.evidence.Signal;
import org.pukar.server.command.ClusterDesk;
import org.pukar.vision.capture.FilmStream;
import org.pukar.vision.pipeline.Reader;
import org.pukar.vision.watch.CameraStatus;
import org.pukar.vision.watch.Cameras;
import org.pukar.vision.watch.Guards;

/**
 * The same films give the same signals on one machine and through Flink: id, track, score, to the
 * bit.
 */
@Tag("slow")
class ParityTest {
    private static final List<Camera> CAMERAS =
            List.of(
                    ClusterDesk.camera("lane", "lane.mp4", false),
                    ClusterDesk.camera("stop", "bus-stop.mp4", false),
                    ClusterDesk.camera("market", "market.mp4", false));

    private static boolean over(List<CameraStatus> statuses) {
        return statuses.size() == CAMERAS.size()
                && statuses.stream().allMatch(s -> s.faultReason().equals(FilmStream.OVER));
    }

    private static List<Signal> onOneMachine() throws Exception {
        List<Signal> signals = new ArrayList<>();
        Guards all =
                new Guards(
                        camera -> new Permission.Allowed(Camera.Cues.all(), List.of()),
                        camera -> true);
        try (Reader reader =
                        Reader.open(
                                Path.of(System.getProperty("pukar.home", "..")).resolve("models"));
                Cameras cameras =
                        new Cameras(
                                reader,
                                EvidenceSettings.standard(),
                                InstantSource.system(),
                                java.time.ZoneOffset.UTC,
                                all,
                                Cameras.films(),
                                (signal, camera, pictures) -> {
                                    synchronized (signals) {
                                        signals.add(signal);
                                    }
                                })) {
            CAMERAS.forEach(c -> cameras.add(c, CameraWatch.start()));
            while (!over(cameras.statuses())) {
                Thread.sleep(100);
            }
        }
        return signals;
    }

    @Test
    void theSameFilmsGiveTheSameSignals(@TempDir Path folder) throws Exception {
        List<Signal> signals = onOneMachine().stream().distinct().toList();
        Set<UUID> here = signals.stream().map(Signal::id).collect(Collectors.toSet());
        assertThat(here).as("signals of the films").isNotEmpty();
        try (ClusterDesk desk = new ClusterDesk(folder, CAMERAS);
                SmallCluster flink = new SmallCluster(2)) {
            // What the desk knows of shifts is some seconds old, and a film waits for nobody.
            TimeUnit.SECONDS.sleep(6);
            JobID job = flink.submit(desk.settings("parity", true), 2);
            long begun = System.nanoTime();
            while (!over(desk.statuses()) || !desk.signals().equals(here)) {
                desk.somebodyLooks();
                Thread.sleep(200);
                assertThat((System.nanoTime() - begun) / 1e9)
                        .as("%s of %s", desk.signals(), here)
                        .isLessThan(180);
            }
            flink.cancel(job);
            assertThat(desk.rows())
                    .isEqualTo(
                            signals.stream()
                                    .collect(
                                            Collectors.toMap(
                                                    Signal::id,
                                                    s ->
                                                            ClusterDesk.row(
                                                                    s.rank().name(),
                                                                    s.track(),
                                                                    s.score(),
                                                                    s.threshold()))));
            System.out.println(desk.rows().values());
            assertThat(desk.pictures()).isPositive();
            System.out.println("parity: " + here.size() + " signals of 3 films");
        }
    }
}
