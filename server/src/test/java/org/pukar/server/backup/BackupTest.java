package org.pukar.server.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.base.GeoPoint;
import org.pukar.camera.Camera;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.incident.Event;
import org.pukar.routing.Roads;
import org.pukar.server.audit.AuditLog;
import org.pukar.server.desk.Desk;
import org.pukar.server.desk.TestCity;
import org.pukar.server.store.Bytes;
import org.pukar.server.store.Database;
import org.pukar.server.store.EvidenceStore;
import org.pukar.server.store.IncidentStore;
import org.pukar.server.store.MasterKey;
import org.pukar.server.store.Request;
import org.pukar.server.store.RequestStore;
import org.pukar.vision.mask.Ring;

/** Backups of a real database, restored into real data folders. */
class BackupTest {
    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

    @TempDir Path folder;
    private Path data;
    private Path backups;
    private Database database;
    private MasterKey master;
    private EvidenceStore evidence;
    private Desk desk;

    @BeforeEach
    void open() throws Exception {
        data = folder.resolve("data");
        backups = folder.resolve("backups");
        database = Database.open(data, Optional.empty(), true);
        master = MasterKey.load(data.resolve("master.key"), Optional.empty());
        evidence = new EvidenceStore(database.jdbc(), master);
        desk = desk(database, evidence);
    }

    private Desk desk(Database of, EvidenceStore with) {
        return new Desk(TestCity.in(data), of, with, Roads.unknown(), InstantSource.system());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private UUID incident(int n) {
        Signal made = Signal.request("c" + n, NOW.plusSeconds(n * 3_600L));
        byte[] jpeg = new byte[20_000];
        new Random(n).nextBytes(jpeg);
        return desk.take(
                new Signal(made.id(), "c" + n, Rank.EXPRESSION, made.at(), 1, 14, 13, List.of()),
                new Camera("c" + n, "s", "Camera", TestCity.PLACE, "", false),
                List.of(new Ring.Shot(made.at(), jpeg)),
                Optional.empty());
    }

    private void dismiss(UUID id) {
        assertThat(desk.act(id, new Event.Claimed(desk.now(), "arjun"), "arjun", "")).isEmpty();
        assertThat(desk.act(id, new Event.Dismissed(desk.now(), "arjun", "other"), "arjun", ""))
                .isEmpty();
        evidence.erasures().tick();
        assertThat(evidence.erasures().mirror()).isTrue();
    }

    private static Optional<byte[]> picture(Database of, EvidenceStore with, UUID id) {
        UUID signal = new IncidentStore(of.jdbc()).signals(id).get(0).id();
        return with.find(id, signal, 0);
    }

    private UUID key(UUID id) {
        return database.jdbc()
                .sql("select key_id from evidence_key where incident_id = ?")
                .param(id)
                .query(UUID.class)
                .single();
    }

    private Backup.Written backup() throws BackupException {
        return new Backup(database, master).write(backups, Instant.now());
    }

    private Restore.Restored restore(Path from, Path to) throws Exception {
        Restore.Restored restored = new Restore(from, to).run(Optional.empty(), NOW);
        Files.copy(data.resolve("master.key"), to.resolve("master.key"));
        return restored;
    }

    @Test
    void whatWasBackedUpIsThereAgain() throws Exception {
        UUID one = incident(1);
        new AuditLog(database.jdbc())
                .add("asha", AuditLog.Act.SIGNED_IN, Optional.empty(), "tab\tline\nüमी");
        Backup.Written written = backup();
        assertThat(written.keys()).isEqualTo(1);
        Path to = folder.resolve("restored");
        Restore.Restored restored = restore(backups, to);
        assertThat(restored.rows()).isEqualTo(written.rows());
        assertThat(restored.erased()).isZero();
        assertThat(restored.masterKey()).isEqualTo(master.id());
        try (Database again = Database.open(to, Optional.empty(), true)) {
            MasterKey same = MasterKey.load(to.resolve("master.key"), Optional.empty());
            EvidenceStore with = new EvidenceStore(again.jdbc(), same);
            assertThat(picture(again, with, one))
                    .hasValueSatisfying(
                            p ->
                                    assertThat(p)
                                            .isEqualTo(
                                                    picture(database, evidence, one)
                                                            .orElseThrow()));
            assertThat(
                            again.jdbc()
                                    .sql("select detail from audit where person = 'asha'")
                                    .query(String.class)
                                    .single())
                    .isEqualTo("tab\tline\nüमी");
            // Numbers go on after those that were restored.
            new AuditLog(again.jdbc()).add("asha", AuditLog.Act.SIGNED_IN, Optional.empty(), "");
            UUID two =
                    desk(again, with)
                            .take(
                                    Signal.request("c9", NOW.plusSeconds(99_999)),
                                    new Camera("c9", "s", "Camera", TestCity.PLACE, "", false),
                                    List.of(),
                                    Optional.empty());
            assertThat(two).isNotEqualTo(one);
        }
        System.out.printf(
                "backup: %d tables, %d rows, %d bytes%n",
                written.tables(), written.rows(), written.bytes());
    }

    @Test
    void theMasterKeyIsInNoFileOfABackup() throws Exception {
        incident(1);
        backup();
        String text = Files.readString(data.resolve("master.key")).strip();
        assertThat(Bytes.find(backups, text.getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isEmpty();
        assertThat(Bytes.find(backups, java.util.Base64.getUrlDecoder().decode(text))).isEmpty();
    }

    @Test
    void anOldBackupDoesNotBringBackWhatWasErasedSince() throws Exception {
        UUID kept = incident(1);
        UUID dismissed = incident(2);
        UUID request = ask("he stands at my door");
        UUID other = ask("by the stairs");
        byte[] wrapped = Files.readAllBytes(keyFile(data.resolve("evidence-keys"), key(dismissed)));
        backup();
        assertThat(keyFile(backups.resolve("keys"), key(dismissed))).exists();
        UUID gone = key(dismissed);

        dismiss(dismissed);
        withdraw(request);
        new RequestStore(database.jdbc())
                .eraseOne(new IncidentStore(database.jdbc()).signals(other).get(0).id());
        assertThat(evidence.erasures().mirror()).isTrue();

        assertThat(keyFile(backups.resolve("keys"), gone)).doesNotExist();
        assertThat(Bytes.find(backups, wrapped)).as("the key in the backup").isEmpty();
        Path to = folder.resolve("restored");
        Restore.Restored restored = restore(backups, to);
        assertThat(restored.erased())
                .isEqualTo(4); // the pictures, two of one request, one of the other
        assertThat(restored.withoutKey()).isZero();
        try (Database again = Database.open(to, Optional.empty(), true)) {
            EvidenceStore with =
                    new EvidenceStore(
                            again.jdbc(),
                            MasterKey.load(to.resolve("master.key"), Optional.empty()));
            assertThat(picture(again, with, dismissed)).isEmpty();
            assertThat(picture(again, with, kept)).isPresent();
            assertThat(
                            again.jdbc()
                                    .sql("select string_agg(words || call_back, '') from request")
                                    .query(String.class)
                                    .single())
                    .isEmpty();
            assertThat(
                            again.jdbc()
                                    .sql("select count(*) from erasure")
                                    .query(Integer.class)
                                    .single())
                    .isEqualTo(4);
        }
    }

    private UUID ask(String words) {
        return desk.requests()
                .askElsewhere(
                        new Request(
                                UUID.randomUUID(),
                                Request.Way.CENTRE,
                                "centre",
                                words,
                                false,
                                "0000 555 0100",
                                Optional.of(
                                        new Request.Position(new GeoPoint(26.7, 80.8), 10, NOW)),
                                NOW,
                                NOW,
                                Optional.empty(),
                                Optional.empty()),
                        RequestStore.Secrets.none(),
                        Optional.empty())
                .incident();
    }

    private void withdraw(UUID incident) {
        desk.requests().withdraw(new IncidentStore(database.jdbc()).signals(incident).get(0).id());
        assertThat(evidence.erasures().mirror()).isTrue();
    }

    private static Path keyFile(Path keys, UUID id) {
        return keys.resolve(id.toString().substring(0, 2)).resolve(id + ".key");
    }

    @Test
    void aDumpThatWasKeptElsewhereWithoutTheMirrorOpensNoPicture() throws Exception {
        UUID one = incident(1);
        Path dump = backup().dump();
        Path elsewhere = folder.resolve("tape");
        copy(dump, elsewhere.resolve("dumps").resolve(dump.getFileName()));
        dismiss(one);
        Path to = folder.resolve("restored");
        Restore.Restored restored = restore(elsewhere, to);
        assertThat(restored.withoutKey()).isEqualTo(1);
        try (Database again = Database.open(to, Optional.empty(), true)) {
            EvidenceStore with =
                    new EvidenceStore(
                            again.jdbc(),
                            MasterKey.load(to.resolve("master.key"), Optional.empty()));
            assertThat(picture(again, with, one)).isEmpty();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    @Test
    void aBackupFolderThatIsAwayIsToldLater() throws Exception {
        UUID one = incident(1);
        backup();
        UUID gone = key(one);
        Path away = folder.resolve("away");
        Files.move(backups, away);
        desk.act(one, new Event.Claimed(desk.now(), "arjun"), "arjun", "");
        desk.act(one, new Event.Dismissed(desk.now(), "arjun", "other"), "arjun", "");
        evidence.erasures().tick();
        assertThat(evidence.erasures().mirror()).isFalse();
        Files.move(away, backups);
        assertThat(keyFile(backups.resolve("keys"), gone)).exists();
        assertThat(evidence.erasures().mirror()).isTrue();
        assertThat(keyFile(backups.resolve("keys"), gone)).doesNotExist();
    }

    @Test
    void damagedOtherAndWrongPlacedOnesAreRefused() throws Exception {
        UUID one = incident(1);
        Path dump = backup().dump();
        dismiss(one);
        Path to = folder.resolve("restored");
        Restore restore = new Restore(backups, to);
        assertThatThrownBy(() -> new Restore(backups, data).run(Optional.empty(), NOW))
                .hasMessageContaining("a data folder must be new or empty (but for master.key), ");
        assertThatThrownBy(() -> new Restore(folder.resolve("none"), to).run(Optional.empty(), NOW))
                .hasMessageContaining("a backup must have a folder");
        assertThatThrownBy(() -> restore.run(Optional.of("../keys"), NOW))
                .hasMessageContaining("there is no dump of this name");

        refused(restore, dump.resolve("signal.copy.gz"), "this file was changed or cut");
        refused(restore, dump.resolve("manifest.txt"), "this file was changed or cut");
        Manifest manifest = Manifest.read(dump);
        String text = Files.readString(dump.resolve("manifest.txt"));
        Files.writeString(
                dump.resolve("manifest.txt"),
                new Manifest(
                                manifest.schema() + 1,
                                manifest.madeAt(),
                                manifest.masterKey(),
                                manifest.lastErasure(),
                                manifest.tables())
                        .text());
        assertThatThrownBy(() -> restore.run(Optional.empty(), NOW))
                .hasMessageContaining("a backup must be of the same version as this Pukar");
        Files.writeString(dump.resolve("manifest.txt"), text);

        backup(); // this dump knows of one erasure
        String list = Files.readString(backups.resolve("erased.tsv"));
        Files.writeString(backups.resolve("erased.tsv"), "");
        assertThatThrownBy(() -> restore.run(Optional.empty(), NOW))
                .hasMessageContaining("the list of what was erased must reach number");
        Files.writeString(backups.resolve("erased.tsv"), "what\n" + list);
        assertThatThrownBy(() -> restore.run(Optional.empty(), NOW))
                .hasMessageContaining("the list of what was erased must be as Pukar wrote it");
        Files.writeString(backups.resolve("erased.tsv"), list + "17\t2026");
        assertThat(to).as("nothing was begun").doesNotExist();
        assertThat(restore.run(Optional.empty(), NOW).erased()).as("a torn last line").isZero();
    }

    private static void refused(Restore restore, Path file, String why) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        byte[] changed = whole.clone();
        changed[whole.length / 2] ^= 1;
        Files.write(file, changed);
        assertThatThrownBy(() -> restore.run(Optional.empty(), NOW)).hasMessageContaining(why);
        Files.write(file, new byte[] {1}, StandardOpenOption.TRUNCATE_EXISTING);
        assertThatThrownBy(() -> restore.run(Optional.empty(), NOW)).hasMessageContaining(why);
        Files.write(file, whole);
    }

    @Test
    void aRestoreThatWasInterruptedDoesNotPassForWhole() throws Exception {
        Path to = folder.resolve("half");
        Database.openForRestore(to).close();
        assertThatThrownBy(() -> Database.open(to, Optional.empty(), true))
                .hasMessage(
                        "the data folder must be whole, a restore into it was interrupted: remove"
                                + " it and restore again: "
                                + to);
    }
}
