package org.pukar.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pukar.vision.gpu.Compute;

class ComputeTest {
    @TempDir Path folder;

    private City read(String more) throws Exception {
        String city =
                """
                city: {name: Nadipur, timeZone: Asia/Kolkata}
                stations:
                  - {id: st, name: Station, place: [26.72, 80.86]}
                sites:
                  - {id: gate, name: Gate, place: [26.72, 80.86]}
                """;
        return SettingsFile.read(Files.writeString(folder.resolve("pukar.yaml"), city + more));
    }

    @ParameterizedTest
    @CsvSource({"'', CPU", "'compute: cpu', CPU", "'compute: gpu', GPU"})
    void saysWhereNetsRun(String setting, Compute compute) throws Exception {
        assertThat(read(setting).compute()).isEqualTo(compute);
        assertThat(SettingsText.of(read(setting)).contains("compute"))
                .isEqualTo(compute == Compute.GPU);
    }

    @Test
    void refusesAnythingElse() {
        assertThatThrownBy(() -> read("compute: cuda"))
                .hasMessageContaining("line 6: compute must be cpu or gpu, got cuda");
    }
}
