package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands as they are typed, on rendered clips. */
class EvaluateFilmsTest {
    private static final Path PAIRS = PukarCommand.home().resolve("scenes/samples/pairs");

    @TempDir private Path folder;

    private void film(String to) throws Exception {
        Path file = folder.resolve(to);
        Files.createDirectories(file.getParent());
        Files.copy(PAIRS.resolve("pairs-skin02-female-bare-day.mp4"), file);
    }

    @Test
    void aQuietFilmIsWatchedAndOneThatCannotBeReadIsNamed() throws Exception {
        film("a.mp4");
        Files.writeString(folder.resolve("broken.mp4"), "no film");
        Path page = folder.resolve("report.html");
        Ran ran =
                Ran.of(
                        "evaluate",
                        "quiet",
                        folder.toString(),
                        "--json",
                        "--report",
                        page.toString());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("broken.mp4").doesNotContain("\tat ");
        JsonNode json = JsonMapper.shared().readTree(ran.out().get(0));
        assertThat(json.path("films").size()).isEqualTo(1);
        assertThat(json.path("unreadable").size()).isEqualTo(1);
        assertThat(json.path("films").get(0).path("facesRead").asInt()).isGreaterThan(15);
        assertThat(json.path("hours").asDouble()).isBetween(.001, .0015);
        assertThat(json.path("expression").path("signals").asInt()).isZero();
        // 3 over 4.8 seconds in days
        assertThat(json.path("expression").path("upper95").asDouble())
                .isBetween(50_000.0, 60_000.0);
        assertThat(Files.readString(page)).contains("Where nothing happens", "a.mp4", "broken.mp4");
    }

    @Test
    void aFilmWithoutTheSignCountsAsNotFound() throws Exception {
        film("sign/a.mp4");
        film("other/b.mp4");
        Ran ran = Ran.of("evaluate", "signs", folder.toString(), "--json");
        assertThat(ran.code()).as(ran.err()).isZero();
        JsonNode json = JsonMapper.shared().readTree(ran.out().get(0));
        assertThat(json.path("found").path("hits").asInt()).isZero();
        assertThat(json.path("found").path("of").asInt()).isEqualTo(1);
        assertThat(json.path("false").path("signals").asInt()).isZero();
    }

    @Test
    void foldersWithoutFilmsAreRefused() throws Exception {
        Ran quiet = Ran.of("evaluate", "quiet", folder.toString());
        assertThat(quiet.code()).isEqualTo(2);
        assertThat(quiet.err()).startsWith("pukar: a folder must hold a film");
        film("sign/a.mp4");
        Ran signs = Ran.of("evaluate", "signs", folder.toString());
        assertThat(signs.code()).isEqualTo(2);
        assertThat(signs.err())
                .startsWith("pukar: a folder of films must be there")
                .contains("other");
    }
}
