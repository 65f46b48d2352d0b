package org.pukar.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeepingTest {
    private static final String CITY =
            """
            city: {name: Nadipur, timeZone: Asia/Kolkata}
            stations:
              - {id: st, name: Station, place: [26.72, 80.86]}
            sites:
              - {id: gate, name: Gate, place: [26.72, 80.86]}
            """;

    @TempDir Path folder;

    private Keeping read(String more) throws Exception {
        return SettingsFile.read(Files.writeString(folder.resolve("pukar.yaml"), CITY + more))
                .keeping();
    }

    @Test
    void nothingAtAllIsThirtyDaysAndAFile() throws Exception {
        assertThat(read("")).isEqualTo(Keeping.standard());
        assertThat(Keeping.standard().retention())
                .isEqualTo(new RetentionSettings(Duration.ofDays(30), Duration.ofDays(30)));
    }

    @Test
    void readsEachName() throws Exception {
        Path driver = Files.createFile(folder.resolve("driver.so"));
        Keeping read =
                read(
                        """
                        retention: {picturesDays: 7, wordsDays: 90}
                        evidenceKeys: shared/keys
                        masterKey:
                          pkcs11: {library: driver.so, slot: 0x1f, slotIndex: 2, key: master, pin: MY_PIN}
                        """);
        assertThat(read.retention())
                .isEqualTo(new RetentionSettings(Duration.ofDays(7), Duration.ofDays(90)));
        assertThat(read.keys())
                .isEqualTo(
                        new KeySettings(
                                Optional.of(folder.resolve("shared/keys")),
                                Optional.of(
                                        new KeySettings.Token(
                                                driver, Optional.of(31L), 2, "master", "MY_PIN"))));
    }

    @Test
    void saysEveryProblemAtOnce() {
        assertThatThrownBy(
                        () ->
                                read(
                                        """
                                        retention: {picturesDays: 0, wordsDays: 2000, pictureDays: 3}
                                        masterKey:
                                          pkcs11: {library: none.so, slot: first}
                                        """))
                .hasMessageContaining("picturesDays must be in [1, 365], got 0")
                .hasMessageContaining("wordsDays must be in [1, 1096], got 2000")
                .hasMessageContaining("unknown name pictureDays; did you mean picturesDays?")
                .hasMessageContaining("library must be the token's driver, found none at ")
                .hasMessageContaining("slot must be a slot's number, got first")
                .hasMessageContaining("key is missing in pkcs11");
    }
}
