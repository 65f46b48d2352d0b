package org.pukar.cluster.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.camera.Camera;
import org.pukar.server.command.ClusterDesk;
import org.pukar.vision.pipeline.BenchFilms;
import org.pukar.vision.pipeline.BenchFilms.People;

/**
 * What Flink costs: the same films, read as fast as can be by one process and by a cluster of one
 * worker on the same cores.
 */
@Tag("slow")
class FlinkBesideOneMachineTest {
    private static final int CAMERAS = 8;

    /** Of ten seconds each; the Java compiler's work is over long before the end. */
    private static final int TIMES = 4;

    private static final int HEAP_MEGABYTES = 400;
    private static final double LEAST = .9;

    /**
     * From the first frame to the last.
     *
     * @param frames read
     * @param wall seconds
     * @param processor seconds of the process that reads
     * @param all processor seconds of that process since it began, and of all that it needs
     */
    private record Run(long frames, double wall, double processor, double all) {
        double framesASecond() {
            return frames / wall;
        }

        double framesAProcessorSecond() {
            return frames / processor;
        }
    }

    private static double processorSeconds(Process process) {
        return process.toHandle().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    private static double processorSecondsHere() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    private static Run oneMachine(Path film, String models) throws Exception {
        Path log = film.resolveSibling("one-machine.log");
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP_MEGABYTES + "m",
                        "-XX:+UseSerialGC",
                        "-XX:MaxDirectMemorySize=384m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.awt.headless=true",
                        "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                        "-Dorg.bytedeco.javacpp.nopointergc=true",
                        OneMachine.class.getName(),
                        models,
                        film.toString(),
                        String.valueOf(CAMERAS));
        // Not on the command line: with one of many kilobytes the process ends at its first model.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        Process process = builder.redirectError(log.toFile()).start();
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            long first = framesRead(out, log);
            long begun = System.nanoTime();
            double before = processorSeconds(process);
            long last = framesRead(out, log);
            double wall = (System.nanoTime() - begun) / 1e9;
            double after = processorSeconds(process);
            return new Run(last - first, wall, after - before, after);
        } finally {
            process.destroyForcibly();
        }
    }

    private static long framesRead(BufferedReader out, Path log) throws Exception {
        for (@Nullable String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("read ")) {
                return Long.parseLong(line.substring(5));
            }
        }
        throw new AssertionError(
                "the process ended before its films did: " + Files.readString(log));
    }

    private static Run flink(Path film, Path folder) throws Exception {
        List<Camera> cameras = OneMachine.cameras(film, CAMERAS);
        try (ClusterDesk desk = new ClusterDesk(folder, cameras);
                LocalCluster cluster =
                        LocalCluster.start(
                                new LocalCluster.Size(1, 2, HEAP_MEGABYTES),
                                folder.resolve("cluster"),
                                Built.libraries(),
                                0)) {
            Process worker = cluster.workers().get(0);
            double others = processorSecondsHere();
            ClusterCommand.submit(
                    desk.settings("beside", true), cluster.address(), Built.jar(folder), 1);
            while (OneMachine.read(desk.statuses()) == 0) {
                Thread.sleep(20);
            }
            long first = OneMachine.read(desk.statuses());
            long begun = System.nanoTime();
            double before = processorSeconds(worker);
            while (!OneMachine.over(desk.statuses())) {
                desk.somebodyLooks();
                Thread.sleep(100);
            }
            double wall = (System.nanoTime() - begun) / 1e9;
            double after = processorSeconds(worker);
            double all =
                    after + processorSeconds(cluster.manager()) + processorSecondsHere() - others;
            return new Run(OneMachine.read(desk.statuses()) - first, wall, after - before, all);
        }
    }

    @Test
    void aWorkerReadsAlmostAsManyFramesAsAProcessWithoutFlink(@TempDir Path folder)
            throws Exception {
        Path home = Path.of(System.getProperty("pukar.home", ".."));
        Path film =
                new BenchFilms(home.resolve("scenes/samples/crossing-1080p25.mp4"), folder)
                        .write(People.FOUR, 1280, TIMES);
        String models = home.resolve("models").toString();
        // Others may use this machine, too: Flink between two runs without it.
        Run before = oneMachine(film, models);
        Run flink = flink(film, folder);
        Run after = oneMachine(film, models);
        double alone = (before.framesASecond() + after.framesASecond()) / 2;
        double aloneProcessor =
                (before.framesAProcessorSecond() + after.framesAProcessorSecond()) / 2;
        double ratio = flink.framesASecond() / alone;
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("cores", Runtime.getRuntime().availableProcessors());
        figures.put("cameras", CAMERAS);
        figures.put("frames", flink.frames());
        figures.put("oneMachineFramesASecond", Figures.rounded(alone));
        figures.put("flinkFramesASecond", Figures.rounded(flink.framesASecond()));
        figures.put("ratio", Figures.rounded(ratio));
        figures.put("oneMachineFramesAProcessorSecond", Figures.rounded(aloneProcessor));
        figures.put(
                "workerFramesAProcessorSecond", Figures.rounded(flink.framesAProcessorSecond()));
        figures.put(
                "processorRatio", Figures.rounded(flink.framesAProcessorSecond() / aloneProcessor));
        figures.put(
                "oneMachineProcessorSeconds", Figures.rounded((before.all() + after.all()) / 2));
        figures.put("workerManagerDeskProcessorSeconds", Figures.rounded(flink.all()));
        figures.put(
                "twoRunsOfOneMachineFramesASecond",
                List.of(
                        Figures.rounded(before.framesASecond()),
                        Figures.rounded(after.framesASecond())));
        figures.put("atLeast", LEAST);
        Figures.write("flink", figures);
        assertThat(ratio).as("frames a second, of one machine's").isGreaterThan(LEAST);
    }
}
