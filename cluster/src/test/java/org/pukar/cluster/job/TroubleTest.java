package org.pukar.cluster.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.camera.Camera;
import org.pukar.camera.PictureFault;
import org.pukar.server.command.ClusterDesk;
import org.pukar.vision.watch.CameraStatus;

/** Trouble with many, and files that are lost: clear, and no reason for others to stop. */
@Tag("slow")
class TroubleTest {
    private static final int MANY = 200;
    private static final Camera LANE = ClusterDesk.camera("lane", "lane.mp4", true);

    private static void await(String what, double atMost, BooleanSupplier so) throws Exception {
        long begun = System.nanoTime();
        while (!so.getAsBoolean()) {
            assertThat((System.nanoTime() - begun) / 1e9).as(what).isLessThan(atMost);
            Thread.sleep(100);
        }
    }

    private static CameraStatus lane(ClusterDesk desk) {
        return desk.statuses().get(0);
    }

    @Test
    void twoHundredCamerasThatFailAtOnceDisturbNoOther(@TempDir Path folder) throws Exception {
        List<Camera> cameras = new ArrayList<>(List.of(LANE));
        for (int i = 0; i < MANY; i++) {
            cameras.add(ClusterDesk.camera("gone-" + i, "gone-" + i + ".mp4", true));
        }
        try (ClusterDesk desk = new ClusterDesk(folder, cameras);
                SmallCluster flink = new SmallCluster(2)) {
            JobID job = flink.submit(desk.settings("many", false), 2);
            await("the lane is read", 90, () -> lane(desk).watches());
            await(
                    "all others are shown",
                    60,
                    () ->
                            desk.statuses().stream()
                                            .filter(
                                                    s ->
                                                            s.fault()
                                                                            .filter(
                                                                                    PictureFault
                                                                                                    .DOWN
                                                                                            ::equals)
                                                                            .isPresent()
                                                                    && s.faultReason()
                                                                            .contains(
                                                                                    "there must be"
                                                                                        + " a file"))
                                            .count()
                                    == MANY);
            long before = lane(desk).read();
            long begun = System.nanoTime();
            await("the lane is read on", 20, () -> lane(desk).read() > before + 50);
            double perSecond = (lane(desk).read() - before) / ((System.nanoTime() - begun) / 1e9);
            System.out.printf("beside %d that fail: %.1f frames a second%n", MANY, perSecond);
            assertThat(perSecond).isGreaterThan(3);
            flink.cancel(job);
        }
    }

    @Test
    void aCheckpointWhoseFilesAreLostIsStillRestored(@TempDir Path folder) throws Exception {
        Path checkpoints = folder.resolve("checkpoints");
        Configuration files = new Configuration();
        files.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        files.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        try (ClusterDesk desk = new ClusterDesk(folder, List.of(LANE));
                SmallCluster flink = new SmallCluster(2, files)) {
            JobID job = flink.submit(desk.settings("lost", false), 1);
            await("the lane is read", 60, () -> lane(desk).watches());
            await("a checkpoint is written", 20, () -> Files.exists(checkpoints));
            Thread.sleep(5_000);
            assertThat(picturesIn(checkpoints)).isZero();
            delete(checkpoints);
            long before = lane(desk).read();
            flink.cluster().startTaskManager();
            flink.cluster().terminateTaskManager(0).get();
            flink.cluster().terminateTaskManager(1).get();
            await("it is read elsewhere", 30, () -> lane(desk).read() < before);
            await("it goes on", 10, () -> lane(desk).watches());
            await("the next checkpoint is written", 20, () -> Files.exists(checkpoints));
            flink.cancel(job);
        }
    }

    /** How many files begin as a JPEG does, anywhere in them. */
    private static long picturesIn(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            long found = 0;
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                for (int i = 0; i + 2 < bytes.length; i++) {
                    found +=
                            bytes[i] == (byte) 0xff
                                            && bytes[i + 1] == (byte) 0xd8
                                            && bytes[i + 2] == (byte) 0xff
                                    ? 1
                                    : 0;
                }
            }
            return found;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
