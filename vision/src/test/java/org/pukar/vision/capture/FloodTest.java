package org.pukar.vision.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.base.GeoPoint;
import org.pukar.camera.Camera;
import org.pukar.camera.Frame;

/** A camera that sends more than this machine can decode: 8K, 120 pictures a second. */
@Tag("slow")
class FloodTest {
    private static final int WARM_UP_SECONDS = 12;
    private static final int SECONDS = 15;

    /** The script's: a step of grey every two seconds, five steps. */
    private static final double STEP_SECONDS = 2;

    private static final int STEPS = 5;

    @TempDir Path folder;

    private static LiveSource watch(String id, String address) {
        Camera camera = new Camera(id, "mall", id, new GeoPoint(28.6, 77.2), address, false);
        return new LiveSource(camera, List.of(), InstantSource.system()).start();
    }

    /** How old a picture is, by what it shows: at least so many seconds, and 2 at most more. */
    private static double ageSeconds(Frame frame) {
        int step = (int) Math.round((frame.brightness() - 40) / 40);
        double now = System.currentTimeMillis() / 1e3 / STEP_SECONDS;
        double steps = ((now - step) % STEPS + STEPS) % STEPS;
        return Math.max(0, (steps - 1) * STEP_SECONDS);
    }

    private static long residentMegabytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(l -> l.startsWith("VmRSS:"))
                    .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) / 1024)
                    .sum();
        }
    }

    @Test
    void isReadInTimeWithSkipsAndStarvesNoOther() throws Exception {
        try (RtspServer flood = RtspServer.flooding(folder);
                RtspServer plain = RtspServer.start(folder, 0);
                LiveSource flooding = watch("flood", flood.address("rtsp"));
                LiveSource other = watch("other", plain.address("rtsp"))) {
            List<Frame> others = new ArrayList<>();
            List<Double> ages = new ArrayList<>();
            long before = 0;
            Instant begin = Instant.now().plusSeconds(WARM_UP_SECONDS);
            Instant end = begin.plusSeconds(SECONDS);
            int widest = 0;
            while (Instant.now().isBefore(end)) {
                other.next(Duration.ofMillis(20))
                        .filter(f -> f.at().isAfter(begin))
                        .ifPresent(others::add);
                Optional<Frame> frame = flooding.next(Duration.ofMillis(20));
                if (frame.isPresent()) {
                    widest = Math.max(widest, frame.get().width());
                    ages.add(ageSeconds(frame.get()));
                }
                if (before == 0 && Instant.now().isAfter(begin)) {
                    before = residentMegabytes();
                    ages.clear();
                }
            }
            long grown = residentMegabytes() - before;
            double oldest = ages.stream().mapToDouble(a -> a).max().orElse(99);
            System.out.printf(
                    "flood: %d pictures of %d pixels' width in %d s, at most %.1f to %.1f s old, %d"
                            + " skipped, trouble %s; beside it %d pictures; memory %d MB, grown by"
                            + " %d%n",
                    ages.size(),
                    widest,
                    SECONDS,
                    oldest,
                    oldest + STEP_SECONDS,
                    flooding.dropped(),
                    flooding.trouble(),
                    others.size(),
                    before,
                    grown);
            assertThat(others.size()).as("the other camera").isGreaterThan(4 * SECONDS);
            assertThat(ages.size()).as("the flooding camera").isGreaterThan(2 * SECONDS);
            assertThat(oldest).as("seconds").isLessThan(2);
            assertThat(widest).isEqualTo(3840);
            assertThat(flooding.dropped()).isPositive();
            assertThat(flooding.trouble()).isEmpty();
            assertThat(grown).as("MB").isLessThan(150);
        }
    }
}
