package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command as it is typed: what it prints is a contract. */
class ReadCommandTest {
    private static final String CLIP =
            PukarCommand.home().resolve("scenes/samples/bus-stop.mp4").toString();

    private record Ran(int code, List<String> out, String err) {}

    private static Ran run(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
            int code = PukarCommand.run(arguments);
            return new Ran(
                    code,
                    said.toString(StandardCharsets.UTF_8).lines().toList(),
                    complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    @Test
    void everyLineOfJsonHasTheFieldsOfTheContract() {
        Ran ran = run("read", "--json", CLIP);
        assertThat(ran.code()).isZero();
        List<JsonNode> lines =
                ran.out().stream().map(line -> JsonMapper.shared().readTree(line)).toList();
        JsonNode frame = lines.get(0);
        assertThat(names(frame)).containsExactly("type", "at", "faces", "hands", "dropped");
        JsonNode face = frame.path("faces").path(0);
        assertThat(names(face))
                .containsExactly(
                        "track", "box", "headWidth", "abstained", "expression", "distress");
        assertThat(names(face.path("expression")))
                .containsExactly(
                        "neutral", "happiness", "surprise", "sadness", "anger", "disgust", "fear");
        assertThat(face.path("box").size()).isEqualTo(4);
        List<JsonNode> signals =
                lines.stream().filter(l -> l.path("type").asString().equals("signal")).toList();
        assertThat(signals).hasSize(1);
        assertThat(names(signals.get(0))).containsExactly("type", "at", "rank", "track", "score");
        assertThat(signals.get(0).path("rank").asString()).isEqualTo("EXPRESSION");
        JsonNode summary = lines.get(lines.size() - 1);
        assertThat(names(summary))
                .containsExactly(
                        "type",
                        "file",
                        "frames",
                        "read",
                        "faces",
                        "abstained",
                        "signals",
                        "seconds",
                        "speed");
        assertThat(summary.path("frames").asInt()).isEqualTo(250);
        assertThat(summary.path("read").asInt()).isEqualTo(100);
    }

    private static List<String> names(JsonNode node) {
        return List.copyOf(node.propertyNames());
    }

    @Test
    void whatCannotBeReadIsNamedAndTheRestIsReadAllTheSame(@TempDir Path folder) throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.mp4"));
        Path garbage =
                Files.write(folder.resolve("garbage.mp4"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        Path cut = folder.resolve("cut.mp4");
        byte[] whole = Files.readAllBytes(Path.of(CLIP));
        Files.write(cut, Arrays.copyOf(whole, whole.length / 3));
        Ran ran =
                run(
                        "read",
                        "--json",
                        empty.toString(),
                        garbage.toString(),
                        folder.resolve("none.mp4").toString(),
                        cut.toString());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out().stream().filter(l -> l.contains("\"type\":\"error\"")))
                .hasSize(4)
                .satisfiesExactly(
                        line -> assertThat(line).contains("EMPTY"),
                        line -> assertThat(line).contains("UNREADABLE"),
                        line -> assertThat(line).contains("MISSING"),
                        line -> assertThat(line).contains("TRUNCATED"));
        assertThat(ran.err().lines()).hasSize(4).allMatch(line -> line.startsWith("pukar: "));
        assertThat(ran.err()).doesNotContain("Exception").doesNotContain("\tat ");
    }

    @Test
    void aVideoThatCannotBeWrittenIsNamed(@TempDir Path folder) {
        Ran ran = run("read", "--annotate", folder.resolve("no/out.mp4").toString(), CLIP);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("the folder of a file to write must be there");
        if (Files.exists(Path.of("/dev/full"))) {
            Ran full = run("read", "--annotate", "/dev/full", CLIP);
            assertThat(full.code()).isEqualTo(1);
            assertThat(full.err()).contains("the video can't be written: No space left on device");
        }
    }

    @Test
    void aWrongCallIsTwo() {
        assertThat(run("read").code()).isEqualTo(2);
        assertThat(run("reed").code()).isEqualTo(2);
        assertThat(run("read", "--help").code()).isZero();
        assertThat(run("watch", "--config", "/none.yaml").code()).isEqualTo(1);
    }
}
