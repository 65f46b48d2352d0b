package org.pukar.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code ./pukar cluster bench} measured: Flink beside one machine, and how soon a dead
 * worker's cameras are read again. The launcher runs it before this process begins.
 */
final class BenchCluster {
    /** Where the launcher has left its JSON. */
    static final String VARIABLE = "PUKAR_CLUSTER_BENCH";

    private BenchCluster() {}

    /**
     * Four figures, each measured or said to be missing.
     *
     * @param file what {@code ./pukar cluster bench} printed, if it was run
     */
    static List<BenchFigure> figures(Optional<Path> file) {
        if (file.isEmpty()) {
            return all(
                    JsonMapper.shared().nullNode(),
                    "it was not run; ./pukar bench --cluster runs it first");
        }
        try {
            JsonNode told = JsonMapper.shared().readTree(Files.readString(file.get()));
            return all(told, "it failed, see cluster/target/bench.log");
        } catch (IOException | JacksonException e) {
            return all(
                    JsonMapper.shared().nullNode(),
                    "its JSON can't be read, see cluster/target/bench.log: " + file.get());
        }
    }

    private static List<BenchFigure> all(JsonNode told, String why) {
        JsonNode flink = told.path("flink");
        JsonNode recovery = told.path("recovery");
        return List.of(
                of(
                                "flinkRatio",
                                "a cluster of one worker: frames, of one machine's",
                                flink.path("ratio"),
                                "",
                                why)
                        .atLeast(.9),
                of(
                        "flinkProcessorRatio",
                        "  frames a processor second, of its",
                        flink.path("processorRatio"),
                        "",
                        why),
                of(
                                "recoverySeconds",
                                "  a killed worker's camera without a frame",
                                recovery.path("killedWorkersCameraWithoutAFrameSeconds"),
                                "s",
                                why)
                        .atMost(30),
                of(
                        "recoveryOthersSeconds",
                        "  the others meanwhile",
                        recovery.path("othersSeconds"),
                        "s",
                        why));
    }

    private static BenchFigure of(
            String name, String words, JsonNode value, String unit, String why) {
        return value.isNumber()
                ? BenchFigure.of(name, words, value.doubleValue(), unit)
                : BenchFigure.missing(name, words, why);
    }
}
