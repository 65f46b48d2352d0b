package org.pukar.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.server.settings.DrillSettings.KnownAnswer;
import org.pukar.server.settings.DrillSettings.KnownFilm;

class DrillSettingsTest {
    private static final String CITY =
            """
            city: {name: Nadipur, timeZone: Asia/Kolkata}
            stations:
              - {id: st, name: Station, place: [26.72, 80.86]}
            sites:
              - {id: gate, name: Gate, place: [26.72, 80.86]}
            drills:
            """;

    @TempDir Path folder;

    private DrillSettings read(String drills) throws Exception {
        return SettingsFile.read(Files.writeString(folder.resolve("pukar.yaml"), CITY + drills))
                .drills();
    }

    @Test
    void readsEachName() throws Exception {
        Path film = Files.createFile(folder.resolve("a.mp4"));
        DrillSettings drills =
                read(
                        """
                          nightly: "03:00"
                          knownShare: 0.03
                          films:
                            - {film: a.mp4, answer: no_need}
                        """);
        assertThat(drills.nightly()).contains(LocalTime.of(3, 0));
        assertThat(drills.knownShare()).isEqualTo(.03);
        assertThat(drills.films()).containsExactly(new KnownFilm(film, KnownAnswer.NO_NEED));
    }

    @Test
    void offAndNothingAtAllAreOff() throws Exception {
        assertThat(read("  nightly: off")).isEqualTo(DrillSettings.none());
        Path file = folder.resolve("pukar.yaml");
        Files.writeString(file, CITY.replace("drills:\n", ""));
        assertThat(SettingsFile.read(file).drills()).isEqualTo(DrillSettings.none());
    }

    @Test
    void saysEveryProblemAtOnce() {
        assertThatThrownBy(
                        () ->
                                read(
                                        """
                                          nightly: 25:00
                                          knownShare: 0.5
                                          films:
                                            - {film: none.mp4, answer: perhaps}
                                        """))
                .hasMessageContainingAll(
                        "nightly must be off or a time such as \"03:00\", got 25:00",
                        "knownShare must be in [0, 0.05], got 0.5",
                        "a film must be a file that can be read, found none at " + folder,
                        "answer must be HELP or NO_NEED, got PERHAPS");
        assertThatThrownBy(() -> read("  knownShare: 0.02"))
                .hasMessageContaining(
                        "known exercises need films with known answers under films, got none");
    }

    @Test
    void aShareThatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> new DrillSettings(Optional.empty(), Double.NaN, List.of()))
                .hasMessage("knownShare must be in [0, 0.05], got NaN");
    }
}
