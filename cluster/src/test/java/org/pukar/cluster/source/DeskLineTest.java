package org.pukar.cluster.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.camera.Camera;
import org.pukar.cluster.desk.DeskClient;
import org.pukar.cluster.settings.JobSettings;
import org.pukar.evidence.CameraWatch;
import org.pukar.evidence.Signal;
import org.pukar.server.command.ClusterDesk;
import org.pukar.vision.mask.Ring;
import org.pukar.vision.pipeline.Reader;
import org.pukar.vision.watch.CameraStatus;
import org.pukar.vision.worker.Worker;

/** A worker's cameras obey a real desk at once, and close without one. */
class DeskLineTest {
    private static final Camera LANE = ClusterDesk.camera("lane", "lane.mp4", true);
    private static final Camera STEPS = ClusterDesk.camera("steps", "underpass.mp4", true);

    @TempDir private Path folder;
    private volatile Duration later = Duration.ZERO;
    private final InstantSource clock = () -> Instant.now().plus(later);

    /** A reader without Flink: it has both cameras. */
    private static final class Both implements DeskLine.Listener {
        private final List<String> said = Collections.synchronizedList(new ArrayList<>());

        @Override
        public Map<String, CameraWatch> held() {
            return Map.of("lane", CameraWatch.start(), "steps", CameraWatch.start());
        }

        @Override
        public void accepted() {
            said.add("accepted");
        }

        @Override
        public void refused(String why) {
            said.add(why);
        }

        @Override
        public void take(Signal signal, Camera camera, List<Ring.Shot> pictures) {}
    }

    private static double await(String what, double atMost, BooleanSupplier so) throws Exception {
        long begun = System.nanoTime();
        while (!so.getAsBoolean()) {
            assertThat((System.nanoTime() - begun) / 1e9).as(what).isLessThan(atMost);
            Thread.sleep(20);
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private static boolean reads(DeskLine line, String id) {
        return line.statuses().stream()
                .filter(s -> s.camera().id().equals(id))
                .anyMatch(CameraStatus::watches);
    }

    private static boolean closedBecause(DeskLine line, String id, String why) {
        return line.statuses().stream()
                .filter(s -> s.camera().id().equals(id))
                .anyMatch(s -> s.refused().filter(r -> r.contains(why)).isPresent());
    }

    private DeskLine line(ClusterDesk desk, Worker worker, Both both) throws Exception {
        JobSettings settings = desk.settings(worker.run(), false);
        DeskLine line =
                new DeskLine(
                        new DeskClient(settings.desk(), settings.key(), worker),
                        settings,
                        clock,
                        both);
        line.start();
        return line;
    }

    @Test
    void aWithdrawalClosesACameraInTwoSecondsAndAMinuteWithoutTheDeskClosesAll() throws Exception {
        Both both = new Both();
        try (ClusterDesk desk = new ClusterDesk(folder, List.of(LANE, STEPS));
                DeskLine line = line(desk, Worker.ofThis("host/0", "one"), both)) {
            await("both are read", 60, () -> reads(line, "lane") && reads(line, "steps"));
            assertThat(both.said).containsExactly("accepted");

            desk.withdraw("lane");
            double silent =
                    await("a withdrawal", 2, () -> closedBecause(line, "lane", "was withdrawn"));
            System.out.printf(Locale.ROOT, "a withdrawal closes it after %.2f s%n", silent);
            assertThat(reads(line, "steps")).isTrue();

            desk.stop();
            later = Duration.ofSeconds(55);
            Thread.sleep(1_500);
            assertThat(closedBecause(line, "steps", "")).as("within the minute").isFalse();
            later = Duration.ofSeconds(61);
            await(
                    "a minute without the desk",
                    2,
                    () -> closedBecause(line, "steps", "the desk has been away for a minute"));
            desk.startAgain(List.of(LANE, STEPS));
            await("the desk is back", 10, () -> reads(line, "steps"));
        }
    }

    private static long frames(DeskLine line, String id) {
        return line.statuses().stream()
                .filter(s -> s.camera().id().equals(id))
                .mapToLong(CameraStatus::read)
                .sum();
    }

    private static void goesOn(DeskLine line, String id, long before) throws Exception {
        assertThat(frames(line, id)).as("its count begins anew").isGreaterThanOrEqualTo(before);
        await("a further frame", 10, () -> frames(line, id) > before);
    }

    @Tag("slow")
    @Test
    void aCameraGoesAndComesBackWhileTheDeskRunsAndTheOtherIsNotDisturbed() throws Exception {
        try (ClusterDesk desk = new ClusterDesk(folder, List.of(LANE, STEPS));
                DeskLine line = line(desk, Worker.ofThis("host/0", "one"), new Both())) {
            await("both are read", 60, () -> reads(line, "lane") && reads(line, "steps"));
            long before = frames(line, "steps");
            desk.change(List.of(STEPS));
            await("the lane is closed", 10, () -> line.statuses().size() == 1);
            assertThat(desk.statuses())
                    .extracting(s -> s.camera().id())
                    .as("of the desk")
                    .containsExactly("steps");
            goesOn(line, "steps", before);

            long then = frames(line, "steps");
            desk.change(List.of(LANE, STEPS));
            await("the lane is read again", 20, () -> reads(line, "lane"));
            goesOn(line, "steps", then);

            long last = frames(line, "steps");
            Files.writeString(folder.resolve("pukar.yaml"), "sites: [");
            Thread.sleep(2_500); // until it has been there for a second, and was asked for again
            assertThat(reads(line, "lane")).as("with a file that is no YAML").isTrue();
            goesOn(line, "steps", last);
        }
    }

    @Test
    void aWorkerOfAnotherVersionOpensNothing() throws Exception {
        Both both = new Both();
        Worker old = new Worker("host/0", "one", "0.0.9", Reader.models());
        try (ClusterDesk desk = new ClusterDesk(folder, List.of(LANE, STEPS));
                DeskLine line = line(desk, old, both)) {
            await("it is refused", 10, () -> !both.said.isEmpty());
            assertThat(both.said.get(0))
                    .isEqualTo(
                            "the desk refuses with 409: a worker must have the desk's version,"
                                    + " 0.1.0, host/0 has 0.0.9; install the same on all machines");
            assertThat(line.statuses()).isEmpty();
        }
    }
}
