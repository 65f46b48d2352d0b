package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command as it is typed. */
class FitnessCommandTest {
    private static final Path HOME = PukarCommand.home();

    @TempDir private Path folder;

    @Test
    void aFileSaysWhatCanBeReadAndShowsItMasked() throws Exception {
        Path page = folder.resolve("page.html");
        Ran ran =
                Ran.of(
                        "fitness",
                        HOME.resolve("scenes/samples/market.mp4").toString(),
                        "--json",
                        "--report",
                        page.toString());
        assertThat(ran.code()).as(ran.err()).isZero();
        JsonNode json = JsonMapper.shared().readTree(ran.out().get(0));
        assertThat(json.path("heads").asInt()).isGreaterThan(300);
        assertThat(json.path("pixelsPerMetre").asDouble()).isBetween(350.0, 550.0);
        assertThat(json.path("cues").path("expression").path("on").asBoolean()).isTrue();
        assertThat(json.path("places").size()).isGreaterThan(10);
        assertThat(Files.readString(page)).contains("data:image/jpeg;base64,", "What this does");
    }

    @Test
    void aCameraOfTheSettingsIsWatchedForAWhile() throws Exception {
        Ran ran =
                Ran.of(
                        "fitness",
                        "cts-1",
                        "--config",
                        HOME.resolve("sample/pukar.yaml").toString(),
                        "--minutes",
                        "0.1");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).anyMatch(line -> line.startsWith("expression: "));
    }

    @Test
    void whatIsNotThereIsRefused() {
        assertThat(Ran.of("fitness", "nowhere.mp4").err())
                .contains("CAMERA|FILE must be a file, an address, or with --config");
        Ran ran =
                Ran.of("fitness", "cts1", "--config", HOME.resolve("sample/pukar.yaml").toString());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("did you mean cts-1?");
        assertThat(Ran.of("fitness", "x", "--minutes", "0").code()).isEqualTo(2);
    }
}
