package org.pukar.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockSettingsTest {
    @TempDir Path folder;

    private ClockSettings read(String more) throws Exception {
        String city =
                """
                city: {name: Nadipur, timeZone: Asia/Kolkata}
                stations:
                  - {id: st, name: Station, place: [26.72, 80.86]}
                sites:
                  - {id: gate, name: Gate, place: [26.72, 80.86]}
                """;
        return SettingsFile.read(Files.writeString(folder.resolve("pukar.yaml"), city + more))
                .clock();
    }

    @Test
    void readsATimeServerWithOrWithoutItsPort() throws Exception {
        assertThat(read("")).isEqualTo(ClockSettings.none());
        assertThat(read("clock: {ntp: pool.ntp.org}").ntp())
                .contains(new ClockSettings.Ntp("pool.ntp.org", 123));
        assertThat(read("clock: {ntp: '127.0.0.1:10123'}").ntp())
                .contains(new ClockSettings.Ntp("127.0.0.1", 10_123));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "host:0", "host:70000", "host:1:2", "ntp://host"})
    void refusesWhatIsNone(String ntp) {
        assertThatThrownBy(() -> read("clock: {ntp: '" + ntp + "'}"))
                .hasMessageContaining("ntp must be HOST or HOST:PORT");
    }
}
