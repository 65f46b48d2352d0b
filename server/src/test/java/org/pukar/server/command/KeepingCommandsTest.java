package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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

/** The commands of keeping, as they are typed, one after another on one data folder. */
class KeepingCommandsTest {
    @TempDir Path folder;

    @Test
    void holdRotateBackUpAndRestore() throws Exception {
        Path data = folder.resolve("data");
        Path settings =
                Files.writeString(
                        folder.resolve("pukar.yaml"),
                        """
                        city: {name: Nadipur, timeZone: Asia/Kolkata}
                        stations:
                          - {id: st, name: Station, place: [26.72, 80.86]}
                        sites:
                          - {id: s, name: Gate, place: [26.72, 80.86]}
                        data: data
                        """);
        String config = "--config=" + settings;
        UUID incident = UUID.randomUUID();
        UUID signal = UUID.randomUUID();
        // Open all the while: every command but rotate works beside a Pukar that runs.
        try (Database database = Database.open(data, Optional.empty(), true)) {
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
            Signal made = new Signal(signal, "c", Rank.SIGN, Instant.now(), 1, 14, 13, List.of());
            incident =
                    desk.take(
                            made,
                            new Camera("c", "s", "Camera", TestCity.PLACE, "", false),
                            List.of(new Ring.Shot(made.at(), new byte[] {9})),
                            Optional.empty());
            Ran held =
                    Ran.of(
                            "hold",
                            incident.toString(),
                            "--by=asha",
                            "--reason=case 7",
                            "--until=" + LocalDate.now(java.time.ZoneId.of("UTC")).plusDays(9),
                            config);
            assertThat(held.code()).as(held.err()).isZero();
            assertThat(held.out().get(0)).startsWith("held until ");
            assertThat(Ran.of("hold", config).out().get(0)).contains("by asha: case 7");
            assertThat(Ran.of("hold", incident.toString(), "--by=asha", config).err())
                    .contains("a hold must end: --until needs a day such as 2026-12-31, got none");
            assertThat(
                            Ran.of("hold", incident.toString(), "--lift", "--by=asha", config)
                                    .out()
                                    .get(0))
                    .startsWith("1 holds lifted");
            assertThat(Ran.of("client", "add", "prometheus", "--monitor", config).out().get(0))
                    .matches("[\\w-]{43}");
            assertThat(Ran.of("client", "list", "--json", config).out().get(0))
                    .contains("\"name\":\"prometheus\"", "\"kind\":\"MONITOR\"");
            assertThat(Ran.of("client", "add", "x1", "--monitor", "--worker", config).err())
                    .contains("mutually exclusive");
            assertThat(Ran.of("key", "rotate", config).err())
                    .contains("one Pukar at a time may use a data folder");
            assertThat(
                            Ran.of(
                                            "export",
                                            incident.toString(),
                                            "--out=x",
                                            "--for=c",
                                            "--by=asha",
                                            config)
                                    .err())
                    .contains("a passphrase must be given: set PUKAR_PASSPHRASE");
        }
        String before = Ran.of("key", "show", config).out().get(0);
        Ran rotated = Ran.of("key", "rotate", config);
        assertThat(rotated.err()).doesNotContain("pukar: a ").doesNotContain("happened");
        assertThat(rotated.out().get(0)).startsWith("2 wrapped with the new master key ");
        String after = Ran.of("key", "show", config).out().get(0);
        assertThat(after).matches("[0-9a-f]{16}").isNotEqualTo(before);

        Path backups = folder.resolve("backups");
        Ran backup = Ran.of("backup", backups.toString(), config);
        assertThat(backup.code()).as(backup.err()).isZero();
        assertThat(backup.out().get(0)).endsWith("1 keys in the mirror");
        Path again = folder.resolve("again");
        Ran restored = Ran.of("restore", backups.toString(), "--data=" + again);
        assertThat(restored.code()).as(restored.err()).isZero();
        assertThat(restored.out().get(0)).endsWith("0 things erased since were erased again");
        assertThat(restored.out().get(1)).startsWith("Put the master key " + after);
        assertThat(Ran.of("restore", backups.toString(), "--data=" + data).err())
                .contains("a data folder must be new or empty");
        Files.copy(data.resolve("master.key"), again.resolve("master.key"));
        try (Database database = Database.open(again, Optional.empty(), true)) {
            EvidenceStore evidence =
                    new EvidenceStore(
                            database.jdbc(),
                            MasterKey.load(again.resolve("master.key"), Optional.empty()));
            assertThat(evidence.find(incident, signal, 0))
                    .hasValueSatisfying(p -> assertThat(p).isEqualTo(new byte[] {9}));
            assertThat(new IncidentStore(database.jdbc()).history(incident)).isNotEmpty();
            assertThat(
                            database.jdbc()
                                    .sql("select act from audit order by id")
                                    .query(String.class)
                                    .list())
                    .contains("HELD_ERASURE", "LIFTED_HOLD", "CHANGED_MASTER_KEY");
        }
    }
}
