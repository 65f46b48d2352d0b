package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command as it is typed, on one rendered clip: the underpass at night, 16 s, 160 frames. */
class EvaluateCommandTest {
    private static final Path SAMPLES = PukarCommand.home().resolve("scenes/samples");

    @TempDir private Path folder;

    @BeforeEach
    void copyTheClip() throws Exception {
        for (String name : new String[] {"underpass.mp4", "underpass.truth.jsonl"}) {
            Files.copy(SAMPLES.resolve(name), folder.resolve(name));
        }
    }

    @Test
    void theClipIsMeasuredBesideAnotherProgramThatSeesNobody() throws Exception {
        Path other = folder.resolve("blind.jsonl");
        Files.writeString(
                other,
                IntStream.range(0, 160)
                        .mapToObj("{\"clip\":\"underpass\",\"frame\":%d,\"faces\":[]}"::formatted)
                        .collect(Collectors.joining("\n")));
        Path page = folder.resolve("report.html");
        Ran ran =
                Ran.of(
                        "evaluate",
                        "scenes",
                        folder.toString(),
                        "--json",
                        "--report",
                        page.toString(),
                        "--other",
                        "blind=" + other);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).hasSize(1);
        JsonNode json = JsonMapper.shared().readTree(ran.out().get(0));
        assertThat(json.path("clips").size()).isEqualTo(1);
        JsonNode found = json.path("all").path("found");
        assertThat(found.path("of").asInt()).isBetween(100, 240);
        assertThat(found.path("hits").asInt()).isGreaterThan(100);
        assertThat(json.path("all").path("signalsFalse").asInt()).isZero();
        assertThat(json.path("all").path("facesNotMasked").asInt()).isZero();
        JsonNode blind = json.path("others").path("blind").path("all").path("found");
        assertThat(blind.path("hits").asInt()).isZero();
        assertThat(blind.path("of").asInt()).isEqualTo(found.path("of").asInt());
        assertThat(Files.readString(page)).contains("Beside other programs", "blind");
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeAnyClipIsRead() throws Exception {
        Path truth = folder.resolve("underpass.truth.jsonl");
        Files.writeString(truth, Files.readString(truth).replace("\"fps\":10", "\"fps\":12"));
        Ran ran = Ran.of("evaluate", "scenes", folder.toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .startsWith("pukar: fps must be the video's, 10.00, got 12.0 (")
                .doesNotContain("1 of 1");
    }

    @Test
    void anotherProgramsFileThatIsNotThereIsNamed() {
        Ran ran = Ran.of("evaluate", "scenes", folder.toString(), "--other", "x=none.jsonl");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("none.jsonl").doesNotContain("\tat ");
    }
}
