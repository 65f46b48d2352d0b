package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchClusterTest {
    private static final String FLINK = "{\"cores\":2,\"ratio\":0.952,\"processorRatio\":0.931}";
    private static final String RECOVERY =
            "{\"killedWorkersCameraWithoutAFrameSeconds\":%s,\"othersSeconds\":0.31,\"atMost\":30}";

    @TempDir Path folder;

    private List<BenchFigure> figures(String json) throws Exception {
        return BenchCluster.figures(Optional.of(Files.writeString(folder.resolve("b.json"), json)));
    }

    private static List<String> lines(List<BenchFigure> figures) {
        return figures.stream()
                .map(f -> "%s %s %s %s".formatted(f.name(), f.number(), f.unit(), f.verdict()))
                .map(line -> line.replaceAll(" +", " ").strip())
                .toList();
    }

    @Test
    void allFourAreToldWithTheirLimits() throws Exception {
        List<BenchFigure> figures =
                figures("{\"flink\":" + FLINK + ",\"recovery\":" + RECOVERY.formatted(12.4) + "}");
        assertThat(lines(figures))
                .containsExactly(
                        "flinkRatio 0.952 at least 0.9",
                        "flinkProcessorRatio 0.931",
                        "recoverySeconds 12.400 s at most 30",
                        "recoveryOthersSeconds 0.310 s");
        assertThat(figures.get(0).json())
                .containsEntry("atLeast", .9)
                .containsEntry("within", true);
    }

    @Test
    void whatIsBeyondItsLimitIsNamedAndNotMissing() throws Exception {
        List<BenchFigure> figures =
                figures(
                        "{\"flink\":{\"ratio\":0.85,\"processorRatio\":1},\"recovery\":"
                                + RECOVERY.formatted(31)
                                + "}");
        assertThat(lines(figures))
                .contains("flinkRatio 0.850 UNDER 0.9", "recoverySeconds 31 s OVER 30");
        assertThat(figures).noneMatch(BenchFigure::isMissing);
        assertThat(figures.get(0).json()).containsEntry("within", false);
    }

    @Test
    void theOneThatFailedIsMissingAndTheOtherIsThere() throws Exception {
        List<BenchFigure> figures =
                figures("{\"flink\":null,\"recovery\":" + RECOVERY.formatted(12.4) + "}");
        assertThat(lines(figures))
                .containsExactly(
                        "flinkRatio - it failed, see cluster/target/bench.log",
                        "flinkProcessorRatio - it failed, see cluster/target/bench.log",
                        "recoverySeconds 12.400 s at most 30",
                        "recoveryOthersSeconds 0.310 s");
        assertThat(figures.get(0).json())
                .containsEntry("value", "it failed, see cluster/target/bench.log")
                .doesNotContainKey("within");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "null", "[1]", "{\"flink\":{\"ratio\":\"fast\"}}", "{\"flink\":3}"})
    void whatHasNoFiguresHasFourMissing(String json) throws Exception {
        assertThat(figures(json))
                .hasSize(4)
                .allMatch(f -> f.isMissing() && f.unit().startsWith("it failed, see"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"flink\":", "mvn: command not found"})
    void brokenJsonIsSaidToBeBroken(String json) throws Exception {
        assertThat(figures(json))
                .hasSize(4)
                .allMatch(f -> f.isMissing() && f.unit().startsWith("its JSON can't be read, see"));
    }

    @Test
    void aMissingFileAndNoneAreSaid() {
        assertThat(BenchCluster.figures(Optional.of(folder.resolve("none.json"))))
                .allMatch(f -> f.unit().startsWith("its JSON can't be read"));
        assertThat(BenchCluster.figures(Optional.empty()))
                .hasSize(4)
                .allMatch(f -> f.unit().startsWith("it was not run; ./pukar bench --cluster runs"));
    }

    @ParameterizedTest
    @CsvSource({"--gpu", "--active"})
    void aPartOfTheBenchIsRefusedBeforeTheClusterRuns(String part) {
        Ran ran = Ran.of("bench", "--only-check", "--cluster", part);
        assertThat(ran.code()).isNotZero();
        assertThat(ran.err())
                .contains("--cluster goes with all of the bench; leave it out, or " + part);
    }

    @Test
    void whatMayRunIsOnlyChecked() {
        assertThat(Ran.of("bench", "--only-check", "--cluster"))
                .isEqualTo(new Ran(0, List.of(), ""));
    }
}
