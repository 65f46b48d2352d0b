package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignCommandTest {
    private static final String SETTINGS =
            PukarCommand.home().resolve("sample/pukar.yaml").toString();

    @TempDir Path folder;

    private Ran sign(String site, String address) {
        return Ran.of(
                "sign",
                site,
                "--config",
                SETTINGS,
                "--address",
                address,
                "--size",
                "A3",
                "--out",
                folder.resolve("sign.pdf").toString());
    }

    @Test
    void aSignOfTheSampleCityIsWritten() throws Exception {
        Ran ran = sign("clock-tower-stop", "https://pukar.example.org");
        assertThat(ran.code()).isZero();
        assertThat(
                        Files.readString(
                                folder.resolve("sign.pdf"),
                                java.nio.charset.StandardCharsets.ISO_8859_1))
                .startsWith("%PDF");
    }

    @Test
    void aSiteThatIsNotThereIsSaid() {
        assertThat(sign("clock-tower-stp", "https://pukar.example.org").err())
                .contains(
                        "a site must be one of the settings, got clock-tower-stp; is it"
                                + " clock-tower-stop?");
    }

    @Test
    void anAddressThatNobodyCanOpenIsSaid() {
        assertThat(sign("clock-tower-stop", "pukar.example.org").err())
                .contains(
                        "--address must be like https://pukar.example.org, got pukar.example.org");
    }
}
