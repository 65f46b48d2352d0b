package org.pukar.cluster.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.camera.Camera;
import org.pukar.server.command.ClusterDesk;
import org.pukar.vision.watch.CameraStatus;

/** Real processes, and one of them killed: its cameras are read elsewhere, no other notices. */
@Tag("slow")
class WorkerKilledTest {
    private static final double ELSEWHERE_SECONDS = 30;

    /** A look and a half, on a machine that also starts a task just then. */
    private static final double UNDISTURBED_SECONDS = 4;

    private static final List<Camera> CAMERAS =
            List.of(
                    ClusterDesk.camera("c1", "lane.mp4", true),
                    ClusterDesk.camera("c2", "lane.mp4", true),
                    ClusterDesk.camera("c3", "underpass.mp4", true));

    /** How long each camera had no new frame at the most. */
    private static final class Gaps {
        private final Map<String, Long> read = new HashMap<>();
        private final Map<String, Long> since = new HashMap<>();
        private final Map<String, Double> longest = new HashMap<>();

        void look(List<CameraStatus> statuses) {
            long now = System.nanoTime();
            for (CameraStatus s : statuses) {
                String id = s.camera().id();
                Long before = read.put(id, s.read());
                if (before == null || (before != s.read() && s.watches())) {
                    since.put(id, now);
                }
                double gap = (now - since.getOrDefault(id, now)) / 1e9;
                longest.merge(id, gap, Math::max);
            }
        }
    }

    private static void await(String what, double atMost, BooleanSupplier so) throws Exception {
        long begun = System.nanoTime();
        while (!so.getAsBoolean()) {
            assertThat((System.nanoTime() - begun) / 1e9).as(what).isLessThan(atMost);
            Thread.sleep(50);
        }
    }

    private static boolean allRead(ClusterDesk desk) {
        return desk.statuses().stream().allMatch(CameraStatus::watches);
    }

    @Test
    void aDeadWorkersCamerasAreReadElsewhereAndNoOtherIsDisturbed(
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        System.out.println(folder);
        try (ClusterDesk desk = new ClusterDesk(folder, CAMERAS);
                LocalCluster cluster =
                        LocalCluster.start(
                                new LocalCluster.Size(3, 2, 400),
                                folder.resolve("cluster"),
                                Built.libraries(),
                                0)) {
            String job =
                    ClusterCommand.submit(
                            desk.settings("killed", false),
                            cluster.address(),
                            Built.jar(folder),
                            3);
            await("all cameras are read", 90, () -> allRead(desk));
            TimeUnit.SECONDS.sleep(6); // a checkpoint or two
            Gaps gaps = new Gaps();
            gaps.look(desk.statuses());

            long killed = System.nanoTime();
            cluster.workers().get(1).destroyForcibly().waitFor();
            while ((System.nanoTime() - killed) / 1e9 < ELSEWHERE_SECONDS) {
                gaps.look(desk.statuses());
                Thread.sleep(50);
            }
            List<Double> sorted = gaps.longest.values().stream().sorted().toList();
            assertThat(allRead(desk)).isTrue();
            assertThat(sorted.get(0)).isLessThan(UNDISTURBED_SECONDS);
            assertThat(sorted.get(1)).isLessThan(UNDISTURBED_SECONDS);
            assertThat(sorted.get(2)).isBetween(UNDISTURBED_SECONDS, ELSEWHERE_SECONDS - 1);
            assertThat(cluster.rest().jobs())
                    .extracting(Rest.JobLine::id, Rest.JobLine::state)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(job, "RUNNING"));
            Figures.write(
                    "recovery",
                    Map.of(
                            "killedWorkersCameraWithoutAFrameSeconds",
                            Figures.rounded(sorted.get(2)),
                            "othersSeconds",
                            Figures.rounded(sorted.get(1)),
                            "atMost",
                            ELSEWHERE_SECONDS));
        }
    }

    /** Nothing tells that a frozen process is gone, and nobody has room for its task. */
    @Test
    void aFrozenWorkersCamerasAreReadByTheLivingEvenWithoutAFreeSlot(
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        try (ClusterDesk desk = new ClusterDesk(folder, CAMERAS.subList(0, 2));
                LocalCluster cluster =
                        LocalCluster.start(
                                new LocalCluster.Size(2, 1, 400),
                                folder.resolve("cluster"),
                                Built.libraries(),
                                0)) {
            String unused =
                    ClusterCommand.submit(
                            desk.settings("frozen", false),
                            cluster.address(),
                            Built.jar(folder),
                            2);
            await("all cameras are read", 90, () -> allRead(desk));
            TimeUnit.SECONDS.sleep(6);
            Gaps gaps = new Gaps();
            gaps.look(desk.statuses());

            long frozen = System.nanoTime();
            String worker = Long.toString(cluster.workers().get(1).pid());
            assertThat(new ProcessBuilder("kill", "-STOP", worker).start().waitFor()).isZero();
            while ((System.nanoTime() - frozen) / 1e9 < 45) {
                gaps.look(desk.statuses());
                Thread.sleep(50);
            }
            System.out.println("frozen; longest without a new frame, s: " + gaps.longest);
            List<Double> sorted = gaps.longest.values().stream().sorted().toList();
            assertThat(allRead(desk)).isTrue();
            assertThat(sorted.get(0)).isLessThan(UNDISTURBED_SECONDS);
            assertThat(sorted.get(1)).isBetween(UNDISTURBED_SECONDS, ELSEWHERE_SECONDS);
            assertThat(new ProcessBuilder("kill", "-CONT", worker).start().waitFor()).isZero();
        }
    }

    @Test
    void aWorkerThatEndedIsStartedAgainAndThatIsSaid(
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        LocalCluster cluster =
                LocalCluster.start(new LocalCluster.Size(1, 1, 256), folder, Built.libraries(), 0);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> watching =
                    thread.submit(
                            () -> {
                                new Restarts(cluster, told::add).untilClosed();
                                return true;
                            });
            for (int times = 1; times <= 2; times++) {
                Process worker = cluster.workers().get(0);
                worker.destroyForcibly().waitFor();
                int lines = times * 3;
                await("it is back", 60, () -> told.size() == lines);
                assertThat(told.subList(lines - 3, lines))
                        .containsExactly(
                                "worker 1 (process %d) ended; nobody reads its cameras, it is started again in 10 s"
                                        .formatted(worker.pid()),
                                "worker 1 is started again: process "
                                        + cluster.workers().get(0).pid(),
                                "worker 1 is back");
            }
            cluster.close();
            watching.get(10, TimeUnit.SECONDS);
            assertThat(told).as("nothing ended by itself").hasSize(6);
        } finally {
            cluster.close();
            thread.shutdownNow();
        }
    }
}
