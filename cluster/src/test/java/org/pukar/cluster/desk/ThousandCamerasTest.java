package org.pukar.cluster.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.camera.Camera;
import org.pukar.server.command.ClusterDesk;
import org.pukar.vision.worker.Orders;
import org.pukar.vision.worker.Report;
import org.pukar.vision.worker.Worker;

/**
 * What a thousand cameras on twenty workers cost a real desk: reports twice a second. None is
 * authorised, for a thousand signatures take minutes; it was run once with all, too
 * (docs/cluster.md).
 */
@Tag("slow")
class ThousandCamerasTest {
    private static final int WORKERS = 20;
    private static final int EACH = 50;
    private static final int ROUNDS = 30;
    private static final long EVERY_NANOS = 500_000_000;

    private static double processorSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }

    private static void work(DeskClient desk, List<Report.OfCamera> cameras, List<Double> seconds)
            throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            long begun = System.nanoTime();
            Orders orders = desk.report(cameras);
            double took = (System.nanoTime() - begun) / 1e9;
            assertThat(orders.cameras()).hasSize(EACH);
            seconds.add(took);
            Thread.sleep(Math.max(0, (EVERY_NANOS - (System.nanoTime() - begun)) / 1_000_000));
        }
    }

    @Test
    void theDeskAnswersAThousandCamerasTwiceASecond(@TempDir Path folder) throws Exception {
        List<Camera> cameras =
                IntStream.range(0, WORKERS * EACH)
                        .mapToObj(i -> ClusterDesk.camera("c" + i, "lane.mp4", true))
                        .toList();
        List<Double> seconds = Collections.synchronizedList(new ArrayList<>());
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        try (ClusterDesk desk = new ClusterDesk(folder, cameras, false)) {
            var settings = desk.settings("load", false);
            List<Thread> threads = new ArrayList<>();
            double before = processorSeconds();
            long begun = System.nanoTime();
            for (int w = 0; w < WORKERS; w++) {
                DeskClient client =
                        new DeskClient(
                                settings.desk(),
                                settings.key(),
                                Worker.ofThis("host/" + w, "load"));
                List<Report.OfCamera> own =
                        cameras.subList(w * EACH, (w + 1) * EACH).stream()
                                .map(c -> Report.OfCamera.closed(c.id(), "it begins"))
                                .toList();
                Thread thread =
                        new Thread(
                                () -> {
                                    try {
                                        work(client, own, seconds);
                                    } catch (Exception | AssertionError e) {
                                        failures.add(e);
                                    }
                                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            double took = (System.nanoTime() - begun) / 1e9;
            double cores = (processorSeconds() - before) / took;
            assertThat(failures).isEmpty();
            List<Double> sorted = seconds.stream().sorted().toList();
            double half = sorted.get(sorted.size() / 2);
            double late = sorted.get(sorted.size() * 99 / 100);
            System.out.printf(
                    Locale.ROOT,
                    "%d cameras, %d workers: p50 %.0f ms, p99 %.0f ms; %.2f cores for the desk and"
                            + " the workers' side together%n",
                    cameras.size(),
                    WORKERS,
                    half * 1e3,
                    late * 1e3,
                    cores);
            assertThat(late).isLessThan(1);
            assertThat(desk.statuses().stream().filter(s -> s.refused().isPresent()))
                    .hasSize(WORKERS * EACH);
        }
    }
}
