package org.pukar.server.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.camera.Camera;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.routing.Roads;
import org.pukar.server.desk.Desk;
import org.pukar.server.desk.TestCity;
import org.pukar.server.store.Database;
import org.pukar.server.store.EvidenceStore;
import org.pukar.server.store.IncidentStore;
import org.pukar.server.store.MasterKey;
import org.pukar.vision.mask.Ring;

/** An export, checked by the verifier of docs/verify/ in a Java of its own, as a court would. */
class CourtExportTest {
    private static final String PASSPHRASE = "a long passphrase";
    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

    @TempDir static Path data;
    private static Database database;
    private static CourtExport export;
    private static UUID incident;
    private static CourtExport.Exported exported;

    @BeforeAll
    static void make() throws Exception {
        database = Database.open(data, Optional.empty(), true);
        EvidenceStore evidence =
                new EvidenceStore(
                        database.jdbc(),
                        MasterKey.load(data.resolve("master.key"), Optional.empty()));
        Desk desk =
                new Desk(
                        TestCity.in(data),
                        database,
                        evidence,
                        Roads.unknown(),
                        InstantSource.system());
        Signal made = Signal.request("cam-1", NOW);
        incident =
                desk.take(
                        new Signal(made.id(), "cam-1", Rank.SIGN, NOW, 7, 14, 13, List.of()),
                        new Camera("cam-1", "s", "Camera", TestCity.PLACE, "", false),
                        List.of(
                                new Ring.Shot(NOW, "masked one".getBytes(StandardCharsets.UTF_8)),
                                new Ring.Shot(
                                        NOW.plusSeconds(1),
                                        "masked two".getBytes(StandardCharsets.UTF_8))),
                        Optional.empty());
        export = new CourtExport(new IncidentStore(database.jdbc()), evidence, data, "0.1.0");
        exported =
                export.export(incident, "Court 3, case 7", "asha", PASSPHRASE.toCharArray(), NOW);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private record Checked(int exit, String said) {}

    private static Checked check(byte[] bundle, String passphrase, String... more)
            throws Exception {
        Path file = Files.createTempFile(data, "bundle", ".pukar");
        Files.write(file, bundle);
        ProcessBuilder java =
                new ProcessBuilder(
                        Stream.concat(
                                        Stream.of(
                                                Path.of(
                                                                System.getProperty("java.home"),
                                                                "bin",
                                                                "java")
                                                        .toString(),
                                                home().resolve("docs/verify/VerifyExport.java")
                                                        .toString(),
                                                file.toString()),
                                        Stream.of(more))
                                .toList());
        java.environment().put("PUKAR_PASSPHRASE", passphrase);
        Process process = java.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Checked(process.waitFor(), said);
    }

    private static Path home() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("docs"))
                ? here
                : here.resolveSibling("docs").resolveSibling("");
    }

    @Test
    void theVerifierFindsEveryPartAndUnpacksIt() throws Exception {
        Path folder = data.resolve("unpacked");
        Checked checked =
                check(
                        exported.bundle(),
                        PASSPHRASE,
                        "--signer",
                        exported.fingerprint(),
                        "--unpack",
                        folder.toString());
        assertThat(checked.said).contains("ALL HOLDS: 5 parts").doesNotContain("NOT CHECKED");
        assertThat(checked.exit).isZero();
        assertThat(exported.pictures()).isEqualTo(2);
        String history = Files.readString(folder.resolve("history.txt"));
        assertThat(history)
                .contains("Court 3, case 7", "by asha", "Opened", "track 7")
                .contains("No\nunmasked picture exists");
        String certificate = Files.readString(folder.resolve("certificate-draft.txt"));
        assertThat(certificate)
                .startsWith("DRAFT. Not a certificate")
                .contains("section 63(4)(c)", "PART A", "PART B", "Masked pictures: 2")
                .contains(Bundle.hex(Bundle.sha256("masked one".getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void withoutTheSignersNameItSaysWhatItDidNotCheck() throws Exception {
        assertThat(check(exported.bundle(), PASSPHRASE).said).contains("NOT CHECKED: whose key");
        Checked other = check(exported.bundle(), PASSPHRASE, "--signer", "ab".repeat(32));
        assertThat(other.said).contains("REFUSED: signed with another key than the one named");
        assertThat(other.exit).isEqualTo(1);
    }

    @Test
    void anotherPassphraseAndAlteredBundlesAreRefused() throws Exception {
        assertThat(check(exported.bundle(), "another passphrase").said)
                .contains("REFUSED: it does not open: another passphrase");
        byte[] whole = exported.bundle();
        String head = new String(whole, 0, 600, StandardCharsets.ISO_8859_1);
        int made = head.indexOf("made: 2026");
        int sealed = head.indexOf("\n\n") + 2;
        for (int place :
                new int[] {made + 9, head.indexOf("600000") + 1, sealed, whole.length - 1}) {
            byte[] changed = whole.clone();
            changed[place] ^= 1;
            Checked checked = check(changed, PASSPHRASE);
            assertThat(checked.said).as("byte %d", place).contains("REFUSED: ");
            assertThat(checked.exit).as("byte %d", place).isEqualTo(1);
        }
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 20);
        assertThat(check(cut, PASSPHRASE).said).contains("REFUSED: the signature does not hold");
        assertThat(check(new byte[50], PASSPHRASE).said).contains("REFUSED: this is no export");
    }

    @Test
    void anotherSignersBundleDoesNotPassForOurs() throws Exception {
        Path elsewhere = Files.createDirectory(data.resolve("elsewhere"));
        byte[] forged =
                Bundle.of(
                        new java.util.LinkedHashMap<>(java.util.Map.of("hashes.txt", new byte[0])),
                        PASSPHRASE.toCharArray(),
                        ExportKey.load(elsewhere),
                        NOW);
        assertThat(check(forged, PASSPHRASE, "--signer", exported.fingerprint()).said)
                .contains("REFUSED: signed with another key");
    }

    @Test
    void whatCanNotBeExportedIsSaid() {
        assertThatThrownBy(
                        () ->
                                export.export(
                                        new UUID(0, 0), "c", "asha", PASSPHRASE.toCharArray(), NOW))
                .hasMessage("there is no incident " + new UUID(0, 0));
        assertThatThrownBy(() -> export.export(incident, "c", "asha", "short".toCharArray(), NOW))
                .hasMessage("the passphrase must have 12 characters at least, got 5");
    }
}
