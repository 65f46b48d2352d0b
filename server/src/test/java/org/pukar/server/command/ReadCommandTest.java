package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

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

    @Test
    void everyLineOfJsonHasTheFieldsOfTheContract() {
        Ran ran = Ran.of("read", "--json", CLIP);
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
                Ran.of(
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
        Ran ran = Ran.of("read", "--annotate", folder.resolve("no/out.mp4").toString(), CLIP);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("the folder of a file to write must be there");
        if (Files.exists(Path.of("/dev/full"))) {
            Ran full = Ran.of("read", "--annotate", "/dev/full", CLIP);
            assertThat(full.code()).isEqualTo(1);
            assertThat(full.err()).contains("the video can't be written: No space left on device");
        }
    }

    @Test
    void aWrongCallIsTwo() {
        assertThat(Ran.of("read").code()).isEqualTo(2);
        assertThat(Ran.of("reed").code()).isEqualTo(2);
        assertThat(Ran.of("read", "--help").code()).isZero();
        assertThat(Ran.of("watch", "--config", "/none.yaml").code()).isEqualTo(1);
    }
}
