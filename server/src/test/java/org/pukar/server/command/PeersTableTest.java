package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** bench/peers/table.py, from what programs print. */
class PeersTableTest {
    private static final String HUMAN =
            "{\"program\":\"human\",\"frames\":50,\"faces\":171,\"framesPerSecond\":6.8,\"cores\":%s,\"megabytes\":322}";

    private static final String PUKAR =
            "{\"figures\":[{\"name\":\"activeMegabytes\",\"value\":300},{\"name\":\"filmFaces\",\"value\":200},"
                + "{\"name\":\"filmFacesSpeed\",\"value\":30},{\"name\":\"filmSpeed\",\"value\":25},"
                + "{\"name\":\"activeFacesCores\",\"value\":0.2},{\"name\":\"activeCores\",\"value\":0.25},"
                + "{\"name\":\"activeFacesDropped\",\"value\":%d},{\"name\":\"activeDropped\",\"value\":0}]}";

    @TempDir Path folder;

    /**
     * How it ended.
     *
     * @param last line that it printed
     */
    private record Table(int code, List<String> lines, String last) {}

    @BeforeEach
    void onlyWithPython() throws Exception {
        assumeTrue(
                new ProcessBuilder("sh", "-c", "command -v python3").start().waitFor() == 0,
                "python3 is missing; install it with: sudo apt-get install python3");
    }

    private Table table(String... programs) throws Exception {
        Path script = PukarCommand.home().resolve("bench/peers/table.py");
        List<String> command =
                new ArrayList<>(List.of("python3", script.toString(), folder.toString(), "false"));
        command.addAll(List.of(programs));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> lines = said.lines().toList();
        return new Table(process.waitFor(), lines, lines.get(lines.size() - 1));
    }

    private void write(String name, String text) throws Exception {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void roundsAreMeansAndTheFastestIsComparedWithTheSameWork() throws Exception {
        write("human.1.json", HUMAN.formatted(.7));
        write("human.2.json", HUMAN.formatted(.74));
        write("python.1.json", HUMAN.replace("\"human\"", "\"python\"").formatted(1.3));
        write("blind.1.json", HUMAN.replace("171", "0").formatted(.1));
        write("pukar.1.json", PUKAR.formatted(0));
        Table table = table("human", "python", "blind", "pukar");
        assertThat(table.code).isZero();
        assertThat(table.lines).hasSize(7);
        assertThat(table.lines.get(1)).matches("human +171 +6.80 +0.720 +322 +3.6");
        assertThat(table.lines.get(4)).matches("pukar without hands +200 +30.00 +0.200 +315 +1.0");
        assertThat(table.last)
                .isEqualTo(
                        "Pukar without hands takes 3.6 times less than human, the fastest of those"
                                + " that read half of the faces or more (171 of 200); wanted: at"
                                + " least 3, aim 5.");
    }

    @Test
    void aProgramThatFailsIsNamedWithItsReasonAndTheOthersCount() throws Exception {
        write("human.1.json", HUMAN.formatted(.7));
        write("face-api-ssd.1.failed", "Error: Cannot find module '@vladmandic/face-api'\n");
        Table table = table("human", "face-api-ssd", "pukar");
        assertThat(table.code).isZero();
        assertThat(table.lines)
                .contains(
                        "face-api-ssd         failed: Error: Cannot find module"
                                + " '@vladmandic/face-api'",
                        "pukar                failed: it did not run");
        assertThat(table.last).isEqualTo("Not compared: Pukar did not run.");
    }

    @Test
    void droppedFramesMakeItNotValid() throws Exception {
        write("human.1.json", HUMAN.formatted(.7));
        write("pukar.1.json", PUKAR.formatted(4));
        assertThat(table("human", "pukar").last)
                .endsWith(" Not valid: Pukar dropped 4 frames, which cost nothing.");
    }

    @Test
    void whereNoneRanItEndsWithOne() throws Exception {
        write("human.1.json", "Killed");
        Table table = table("human", "pukar");
        assertThat(table.code).isEqualTo(1);
        assertThat(table.lines.get(1)).contains("failed: what it printed can't be read");
    }
}
