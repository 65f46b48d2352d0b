package org.pukar.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mode of a city, its written assessment, and whose signatures count. */
class SafeguardSettingsTest {
    private static final String CITY =
            """
            city: {name: Nadipur, timeZone: Asia/Kolkata}
            stations: [{id: st, name: Station, place: [26.72, 80.86]}]
            sites: [{id: s, name: Site, kind: MARKET, place: [26.72, 80.86]}]
            """;

    /** Of a pair that was made for this test and thrown away. */
    private static final String KEY =
            "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=";

    @TempDir Path folder;

    private Safeguards read(String more) throws IOException, SettingsException {
        Path file = folder.resolve("pukar.yaml");
        Files.writeString(file, CITY + more);
        return SettingsFile.read(file).safeguards();
    }

    private void refused(String more, String why) {
        assertThatThrownBy(() -> read(more))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aCityIsInExerciseModeUnlessItSaysOtherwise() throws Exception {
        assertThat(read("")).isEqualTo(Safeguards.none());
        assertThat(read("mode: exercise\n").live()).isFalse();
    }

    @Test
    void liveNeedsAWrittenAssessmentWhoseHashIsTaken() throws Exception {
        refused(
                "mode: live\n",
                "line 4: mode: live needs a written impact assessment, got none: fill in"
                        + " docs/manual/assessment-template.md");
        refused(
                "mode: live\nassessment: none.md\n",
                "line 5: the assessment must be a file that can be read, found none at none.md");
        Files.writeString(folder.resolve("a.md"), "");
        refused("mode: live\nassessment: a.md\n", "an assessment must be filled in to the end");
        Path home = Path.of(System.getProperty("pukar.home", ".."));
        Files.copy(
                home.resolve("docs/manual/assessment-template.md"), folder.resolve("template.md"));
        refused("mode: live\nassessment: template.md\n", "is empty or still says \"FILL IN\"");

        Files.writeString(folder.resolve("b.md"), "abc");
        Safeguards live = read("mode: live\nassessment: b.md\n");
        assertThat(live.live()).isTrue();
        // SHA-256 of "abc": FIPS 180-4.
        assertThat(live.assessment())
                .hasValue(
                        new Safeguards.Assessment(
                                "b.md",
                                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    @Test
    void signersAreNamedWithTheirKeys() throws Exception {
        Safeguards read =
                read("authorisation: {signers: [{name: A. Commissioner, key: " + KEY + "}]}\n");
        assertThat(read.signers())
                .singleElement()
                .satisfies(s -> assertThat(s.name()).isEqualTo("A. Commissioner"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "mode: earnest | line 4: mode must be exercise or live, got earnest",
                "authorisation: {signers: [{name: A, key: abc}]} | a signer's key must be an"
                        + " Ed25519 public key, as ./pukar authorise key prints it, got abc",
                "authorisation: {signers: [{name: A}]} | key is missing in an entry of signers",
                "authorisation: {signers: [{name: A, key: KEY}, {name: A, key: KEY}]} | a signer's"
                        + " name may be used once",
                "authorisation: {singers: []} | unknown name singers; did you mean signers?"
            })
    void whatIsWrongIsSaid(String more, String why) {
        refused(more.replace("KEY", KEY) + "\n", why);
    }
}
