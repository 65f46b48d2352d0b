package org.pukar.cluster.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.cluster.desk.DeskClient;
import org.pukar.cluster.settings.JobSettings;
import org.pukar.server.command.ClusterDesk;
import org.pukar.vision.worker.Worker;

/** A job that lives is left alone; the place of one that ended is waited for. A real desk. */
class PlaceTest {
    private final List<String> told = new CopyOnWriteArrayList<>();

    private static DeskClient worker(JobSettings job) throws Exception {
        return new DeskClient(job.desk(), job.key(), Worker.ofThis("host/0", job.run()));
    }

    @Test
    void aJobBesideOneThatReadsIsRefusedByName(@TempDir Path folder) throws Exception {
        try (ClusterDesk desk = new ClusterDesk(folder, List.of())) {
            DeskClient first = worker(desk.settings("first", false));
            ScheduledExecutorService speaks = Executors.newSingleThreadScheduledExecutor();
            try {
                var unused =
                        speaks.scheduleWithFixedDelay(
                                () -> speak(first), 0, 500, TimeUnit.MILLISECONDS);
                TimeUnit.SECONDS.sleep(1);
                assertThatThrownBy(() -> Place.take(desk.settings("second", false), told::add))
                        .isInstanceOf(FailedException.class)
                        .hasMessageContaining("the job first reads them, the job second may not");
                assertThat(told)
                        .containsExactly(
                                "another job reads the cameras; a look whether it has ended ...");
            } finally {
                speaks.shutdownNow();
            }
        }
    }

    private static void speak(DeskClient worker) {
        try {
            worker.report(List.of());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Tag("slow")
    void theNextJobWaitsForThePlaceOfOneThatEnded(@TempDir Path folder) throws Exception {
        try (ClusterDesk desk = new ClusterDesk(folder, List.of())) {
            worker(desk.settings("first", false)).report(List.of());
            Place.take(desk.settings("second", false), told::add);
            assertThat(told).hasSize(2).element(1).asString().startsWith("it has ended;");
            Place.take(desk.settings("second", false), told::add);
            assertThat(told).as("it has it now").hasSize(2);
        }
    }
}
