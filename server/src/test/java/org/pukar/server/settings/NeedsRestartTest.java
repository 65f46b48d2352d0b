package org.pukar.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which parts of a changed file are named. */
class NeedsRestartTest {
    private static final Path SAMPLE =
            Path.of(System.getProperty("pukar.home", "..")).resolve("sample/pukar.yaml");

    @TempDir private Path folder;

    private City read(String text) throws Exception {
        return SettingsFile.read(Files.writeString(folder.resolve("pukar.yaml"), text));
    }

    /** Boundaries, keys and channels among them: what is read twice is equal. */
    @Test
    void theSameFileReadTwiceDiffersInNothing() throws Exception {
        City sample = SettingsFile.read(SAMPLE);
        assertThat(sample.stations()).anySatisfy(s -> assertThat(s.boundary()).isPresent());
        assertThat(NeedsRestart.between(sample, SettingsFile.read(SAMPLE))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "name: Test, name: Other, city",
        "port: 0, port: 8081, web",
        "name: Station, name: Other, stations",
        "name: Gate, name: Other, sites",
        "name: Pole, name: Other, sites",
        "groupSeconds: 60, groupSeconds: 61, deadlines",
        "picturesDays: 10, picturesDays: 11, 'retention, evidenceKeys or masterKey'",
        "name: South, name: Other, ",
        "/a/film.mp4, /a/other.mp4, ",
    })
    void onlyWhatIsNotOfACameraIsNamed(String was, String is, String part) throws Exception {
        String text =
                """
                city: {name: Test, timeZone: Asia/Kolkata}
                web: {port: 0}
                deadlines: {groupSeconds: 60}
                retention: {picturesDays: 10}
                stations:
                  - {id: st, name: Station, place: [26.72, 80.86]}
                sites:
                  - id: gate
                    name: Gate
                    place: [26.72, 80.86]
                    points: [{id: pole, name: Pole}]
                    cameras: [{id: south, name: South, source: /a/film.mp4}]
                """;
        City before = read(text);
        assertThat(text).contains(was);
        assertThat(NeedsRestart.between(before, read(text.replace(was, is))))
                .isEqualTo(part == null ? java.util.List.of() : java.util.List.of(part));
    }
}
