package org.pukar.cluster.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.camera.Camera;
import org.pukar.camera.PictureFault;
import org.pukar.server.command.ClusterDesk;
import org.pukar.vision.watch.CameraStatus;

/** A real desk that goes away and comes back, with other cameras; a job that is submitted twice. */
@Tag("slow")
class DeskAwayTest {
    private static final Camera LANE = ClusterDesk.camera("lane", "lane.mp4", true);
    private static final Camera STEPS = ClusterDesk.camera("steps", "underpass.mp4", true);

    private static double await(String what, double atMost, BooleanSupplier so) throws Exception {
        long begun = System.nanoTime();
        while (!so.getAsBoolean()) {
            assertThat((System.nanoTime() - begun) / 1e9).as(what).isLessThan(atMost);
            Thread.sleep(100);
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private static CameraStatus status(ClusterDesk desk, String id) {
        return desk.statuses().stream()
                .filter(s -> s.camera().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void signalsWaitForTheDeskAndCamerasFollowItsSettings(@TempDir Path folder) throws Exception {
        try (ClusterDesk desk = new ClusterDesk(folder, List.of(LANE));
                SmallCluster flink = new SmallCluster(2)) {
            JobID job = flink.submit(desk.settings("one", false), 2);
            await("the lane is read", 60, () -> status(desk, "lane").watches());

            // Submitted twice: the second stands by, named, and disturbs nothing.
            JobID second = flink.submit(desk.settings("two", false), 2);
            long before = status(desk, "lane").read();
            await("the lane is read on", 10, () -> status(desk, "lane").read() > before + 20);
            assertThat(flink.cluster().getJobStatus(second).get()).isEqualTo(JobStatus.RUNNING);
            flink.cancel(second);

            // Away for longer than the lane's sign takes to come round: its signal waits.
            desk.stop();
            Thread.sleep(35_000);
            desk.writeAddresses(List.of(LANE, STEPS));
            desk.startAgain(List.of(LANE, STEPS));
            double seen =
                    await(
                            "the signal that waited, and the new camera",
                            30,
                            () -> !desk.signals().isEmpty() && status(desk, "steps").watches());
            Set<UUID> once = desk.signals();
            assertThat(once).isNotEmpty();
            assertThat(desk.pictures()).as("the pictures waited, too").isPositive();

            // Removed while the job runs.
            desk.stop();
            desk.startAgain(List.of(STEPS));
            await("the steps are read", 30, () -> status(desk, "steps").watches());
            assertThat(desk.statuses()).hasSize(1);

            // Another address on this machine than the desk's: closed, named.
            desk.writeAddresses(List.of(ClusterDesk.camera("steps", "market.mp4", true)));
            await(
                    "another address is refused",
                    10,
                    () ->
                            status(desk, "steps")
                                    .refused()
                                    .filter(
                                            why ->
                                                    why.contains(
                                                            "say another address than the desk's"))
                                    .isPresent());
            flink.cancel(job);
            await(
                    "nobody reads it",
                    10,
                    () ->
                            status(desk, "steps")
                                    .fault()
                                    .equals(java.util.Optional.of(PictureFault.DOWN)));
            System.out.printf("signals and a new camera %.1f s after the desk came back%n", seen);
        }
    }
}
