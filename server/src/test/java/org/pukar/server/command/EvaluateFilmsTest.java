package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.camera.Colors;
import org.pukar.camera.Pixels;
import org.pukar.vision.mask.Picture;
import org.pukar.vision.mask.VideoWriter;
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

    private Ran quiet(Path page) throws Exception {
        return Ran.of(
                "evaluate", "quiet", folder.toString(), "--json", "--report", page.toString());
    }

    @Test
    void aQuietFilmIsWatchedAndOneThatCannotBeReadIsNamed() throws Exception {
        film("a.mp4");
        Files.writeString(folder.resolve("broken.mp4"), "no film");
        Path page = folder.resolve("report.html");
        Ran ran = quiet(page);
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
    void aFilmThatWasCutShortIsNamedAndInNoFigure() throws Exception {
        film("a.mp4");
        byte[] whole = Files.readAllBytes(folder.resolve("a.mp4"));
        Files.write(folder.resolve("b.mp4"), Arrays.copyOf(whole, whole.length / 2));
        Ran ran = Ran.of("evaluate", "quiet", folder.toString());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("as long as its header says", "b.mp4");
        assertThat(ran.out().get(0)).endsWith("in 1 films");
        assertThat(ran.out()).anyMatch(line -> line.startsWith("not read, and in no figure: 1"));
        Ran fitness = Ran.of("fitness", folder.resolve("b.mp4").toString());
        assertThat(fitness.code()).isEqualTo(1);
        assertThat(fitness.err()).contains("as long as its header says", "b.mp4");
    }

    @Test
    void aPictureThatShowsNothingIsNotWatched() throws Exception {
        Pixels black = new Pixels(320, 180, Colors.JPEG, new byte[Pixels.size(320, 180)]);
        try (VideoWriter writer = new VideoWriter(folder.resolve("dark.mp4"), 320, 180, 200_000)) {
            for (int i = 0; i < 20 * 5; i++) {
                writer.add(new Picture(black), i / 5.0);
            }
        }
        Path page = folder.resolve("report.html");
        Ran ran = quiet(page);
        assertThat(ran.code()).as(ran.err()).isZero();
        JsonNode film = JsonMapper.shared().readTree(ran.out().get(0)).path("films").get(0);
        assertThat(film.path("blindSeconds").asDouble()).isBetween(13.0, 16.0);
        assertThat(film.path("seconds").asDouble() + film.path("blindSeconds").asDouble())
                .isEqualTo(20, within(.5));
        assertThat(Files.readString(page)).contains("<svg", "dark.mp4", "stood still");
    }

    @Test
    void aReportIsNotWrittenOverAFilm() throws Exception {
        film("a.mp4");
        long size = Files.size(folder.resolve("a.mp4"));
        String film = folder.resolve("a.mp4").toString();
        assertThat(Ran.of("fitness", film, "--report", film).err()).contains("ends in .html");
        assertThat(Ran.of("evaluate", "quiet", folder.toString(), "--report", film).err())
                .contains("ends in .html");
        assertThat(Ran.of("read", film, "--annotate", film).err()).contains("another file");
        assertThat(
                        Ran.of("fitness", film, "--report", folder.resolve("no/a.html").toString())
                                .err())
                .contains("that can be written", "a.html");
        assertThat(Files.size(folder.resolve("a.mp4"))).isEqualTo(size);
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
