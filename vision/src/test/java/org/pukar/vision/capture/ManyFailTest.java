package org.pukar.vision.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pukar.base.GeoPoint;
import org.pukar.camera.Camera;
import org.pukar.camera.Permission;
import org.pukar.camera.PictureFault;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.vision.capture.MoodyCamera.Mood;
import org.pukar.vision.pipeline.Reader;
import org.pukar.vision.watch.CameraStatus;
import org.pukar.vision.watch.Guards;
import org.pukar.vision.watch.Watch;

/**
 * Hundreds of live cameras of one machine, half of which fail at the same moment. As many as
 * -Dpukar.many says; 200 unless told.
 */
@Tag("slow")
class ManyFailTest {
    private static final Path HOME = Path.of(System.getProperty("pukar.home", ".."));
    private static final int MANY = Integer.getInteger("pukar.many", 200);
    private static final int PICTURES_A_SECOND = 5;

    /** How long the failed half is watched, the first five for its faults to show. */
    private static final int DOWN_SECONDS = 20;

    private static List<Camera> cameras(int wellPort, int failingPort) {
        return IntStream.range(0, MANY)
                .mapToObj(
                        i ->
                                new Camera(
                                        (i % 2 == 0 ? "well-" : "fails-") + i,
                                        "s",
                                        "Camera " + i,
                                        new GeoPoint(0, 0),
                                        "http://127.0.0.1:%d/video"
                                                .formatted(i % 2 == 0 ? wellPort : failingPort),
                                        false))
                .toList();
    }

    private static Watch watch(List<Camera> cameras, Reader reader) {
        return new Watch(
                cameras,
                reader,
                EvidenceSettings.standard(),
                InstantSource.system(),
                ZoneOffset.UTC,
                new Guards(c -> new Permission.Allowed(c.cues(), List.of()), c -> true),
                (signal, from, pictures) -> {});
    }

    private static boolean fails(CameraStatus status) {
        return status.camera().id().startsWith("fails");
    }

    /** The test's pictures never change, so a camera that is well is soon called frozen. */
    private static boolean isDown(CameraStatus status) {
        return status.fault().filter(PictureFault.DOWN::equals).isPresent();
    }

    private static long count(Watch watch, Predicate<CameraStatus> so) {
        return watch.statuses().stream().filter(so).count();
    }

    private static Map<String, Long> readByWell(Watch watch) {
        return watch.statuses().stream()
                .filter(s -> !fails(s))
                .collect(Collectors.toMap(s -> s.camera().id(), CameraStatus::read));
    }

    @Test
    void theOthersGoOnAllAreShownAndNobodyStormsTheServer() throws Exception {
        try (MoodyCamera well = new MoodyCamera(Mood.WELL).at(PICTURES_A_SECOND);
                MoodyCamera failing = new MoodyCamera(Mood.WELL).at(PICTURES_A_SECOND);
                Reader reader = Reader.open(HOME.resolve("models"));
                Watch watch = watch(cameras(well.port(), failing.port()), reader)) {
            watch.start();
            double began =
                    Eventually.seconds(
                            "all are read",
                            Duration.ofMinutes(2),
                            () -> count(watch, CameraStatus::watches) == MANY);
            Map<String, Long> readBefore = readByWell(watch);
            long failed = System.nanoTime();
            failing.close();
            List<Integer> tries = new ArrayList<>();
            try (MoodyCamera refusing =
                    new MoodyCamera(Mood.FORBIDS, failing.port()).at(PICTURES_A_SECOND)) {
                double shown =
                        Eventually.seconds(
                                "all that failed are shown",
                                Duration.ofSeconds(DOWN_SECONDS),
                                () ->
                                        count(
                                                        watch,
                                                        s ->
                                                                fails(s)
                                                                        && isDown(s)
                                                                        && !s.faultReason()
                                                                                .isEmpty())
                                                == MANY / 2);
                int before = refusing.connections();
                while (System.nanoTime() - failed < DOWN_SECONDS * 1_000_000_000L) {
                    Thread.sleep(1000);
                    tries.add(refusing.connections() - before);
                    before = refusing.connections();
                }
                double wall = (System.nanoTime() - failed) / 1e9;
                Map<String, Long> readAfter = readByWell(watch);
                long least =
                        readAfter.entrySet().stream()
                                .mapToLong(
                                        e -> e.getValue() - readBefore.getOrDefault(e.getKey(), 0L))
                                .min()
                                .orElse(0);
                int storm = tries.stream().mapToInt(Integer::intValue).max().orElse(0);
                System.out.printf(
                        "%d cameras read after %.1f s; %d fail: all shown after %.1f s; %d tries in"
                                + " %.0f s, at most %d in a second once they are shown; of the"
                                + " others each was read %.1f times a second at least%n",
                        MANY,
                        began,
                        MANY / 2,
                        shown,
                        refusing.connections(),
                        wall,
                        storm,
                        least / wall);
                assertThat(count(watch, s -> !fails(s) && isDown(s))).isZero();
                assertThat(least / wall).as("frames a second").isGreaterThan(.5);
                assertThat(refusing.connections()).isLessThan(MANY / 2 * 6);
                assertThat(storm).as("tries in a second").isLessThan(MANY / 2 / 3);
                refusing.become(Mood.WELL);
                double back =
                        Eventually.seconds(
                                "all are read again",
                                Duration.ofSeconds(75), // the longest wait is 45 s
                                () -> count(watch, ManyFailTest::isDown) == 0);
                System.out.printf("all are read again after %.1f s%n", back);
            }
        }
    }
}
