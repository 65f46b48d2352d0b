package org.pukar.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.evidence.Signal;
import org.pukar.incident.Deadlines;
import org.pukar.incident.Incidents;
import org.pukar.vision.mask.Ring;

/** A real database on a disk, every file of which is searched for keys that were destroyed. */
class KeysDestroyedTest {
    @TempDir static Path data;
    private static Database database;
    private static MasterKey master;
    private static EvidenceStore evidence;

    @BeforeAll
    static void open() throws Exception {
        database = Database.open(data, Optional.empty(), true);
        master = MasterKey.load(data.resolve("master.key"), Optional.empty());
        evidence = new EvidenceStore(database.jdbc(), master);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static int number;

    /** An incident with three pictures. */
    private static UUID incident() {
        Signal signal = Signal.request("c", Instant.EPOCH.plusSeconds(++number));
        IncidentStore incidents = new IncidentStore(database.jdbc());
        UUID id = UUID.randomUUID();
        database.transactions()
                .executeWithoutResult(
                        t -> {
                            incidents.save(
                                    new IncidentStore.Kept(
                                            new Incidents(Deadlines.standard())
                                                    .open(id, "site", signal),
                                            "station",
                                            new IncidentStore.Where(
                                                    "Site", new org.pukar.base.GeoPoint(1, 2)),
                                            Optional.empty()));
                            incidents.save(signal, id);
                            evidence.add(id, signal.id(), pictures());
                        });
        return id;
    }

    private static List<Ring.Shot> pictures() {
        byte[] jpeg = new byte[20_000];
        new Random(number).nextBytes(jpeg);
        return Stream.of(1, 2, 3)
                .map(n -> new Ring.Shot(Instant.EPOCH.plusSeconds(n), jpeg))
                .toList();
    }

    private static UUID keyOf(UUID incident) {
        return database.jdbc()
                .sql("select key_id from evidence_key where incident_id = ?")
                .param(incident)
                .query(UUID.class)
                .single();
    }

    private static void erase(UUID incident) {
        database.transactions().executeWithoutResult(t -> evidence.erase(incident));
    }

    private static int waiting() {
        return database.jdbc()
                .sql(
                        "select count(*) from erasure where key_id is not null and destroyed_at is"
                                + " null")
                .query(Integer.class)
                .single();
    }

    @Test
    void afterTheErasureNoByteOfTheKeyIsInAnyFile() throws Exception {
        UUID incident = incident();
        byte[] wrapped = master.folder().read(keyOf(incident)).orElseThrow();
        byte[] key = master.unwrap(wrapped, KeyFolder.belongsTo(keyOf(incident))).getEncoded();
        assertThat(Bytes.find(data, wrapped))
                .as("the search finds it while it is there")
                .hasSize(1);

        erase(incident);
        evidence.erasures().tick();

        // All that is in memory is written out, as a copy of the disk would find it.
        checkpoint(database, data);
        assertThat(Bytes.find(data, wrapped)).as("the wrapped key").isEmpty();
        assertThat(Bytes.find(data, key)).as("the key").isEmpty();
        assertThat(master.folder().list()).doesNotContain(keyIdOfErased(incident));
        assertThat(waiting()).isZero();
    }

    /** As the owner of the embedded server: Pukar's own user may not. */
    private static void checkpoint(Database of, Path folder) throws Exception {
        String port = of.jdbc().sql("show port").query(String.class).single();
        try (var connection =
                        java.sql.DriverManager.getConnection(
                                "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                                "postgres",
                                Files.readString(folder.resolve("database.password")).strip());
                var statement = connection.createStatement()) {
            statement.execute("checkpoint");
        }
    }

    private static UUID keyIdOfErased(UUID incident) {
        return database.jdbc()
                .sql("select key_id from erasure where incident_id = ? and what = 'PICTURES'")
                .param(incident)
                .query(UUID.class)
                .single();
    }

    /**
     * The way of version 7: the row is gone for every query, and lies in the files all the same.
     */
    @Test
    void theSearchFindsAKeyThatWasARowOfTheDatabase() throws Exception {
        byte[] wrapped = master.wrap(Seal.newKey(), "incident");
        UUID incident = incident();
        database.jdbc()
                .sql("update evidence_key set wrapped = ? where incident_id = ?")
                .params(wrapped, incident)
                .update();
        erase(incident);
        checkpoint(database, data);
        assertThat(Bytes.find(data, wrapped)).isNotEmpty();
    }

    @Test
    void keysLieInFilesThatTheirOwnerAloneCanRead() throws Exception {
        UUID key = keyOf(incident());
        Path file =
                data.resolve("evidence-keys")
                        .resolve(key.toString().substring(0, 2))
                        .resolve(key + ".key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(data.resolve("evidence-keys"))))
                .isEqualTo("rwx------");
    }

    @Test
    void aKeyIsOverwrittenWhereItLies() throws Exception {
        UUID key = keyOf(incident());
        Path file =
                data.resolve("evidence-keys")
                        .resolve(key.toString().substring(0, 2))
                        .resolve(key + ".key");
        byte[] wrapped = Files.readAllBytes(file);
        Path sameBytes = data.resolve("second-name");
        Files.createLink(sameBytes, file);
        assertThat(master.folder().destroy(key)).isTrue();
        assertThat(Files.readAllBytes(sameBytes)).hasSize(wrapped.length).isNotEqualTo(wrapped);
        assertThat(Bytes.find(data, wrapped)).isEmpty();
        Files.delete(sameBytes);
        assertThat(master.folder().destroy(key)).as("again").isFalse();
    }

    @Test
    void aCrashAfterTheTransactionLosesNoDestruction() throws Exception {
        UUID incident = incident();
        UUID key = keyOf(incident);
        byte[] wrapped = master.folder().read(key).orElseThrow();
        // The erasing transaction alone, as if the process had been killed right after it.
        database.jdbc()
                .sql("delete from evidence_key where incident_id = ?")
                .param(incident)
                .update();
        database.jdbc()
                .sql("insert into erasure (what, incident_id, key_id) values ('PICTURES', ?, ?)")
                .params(incident, key)
                .update();
        assertThat(Bytes.find(data, wrapped)).isNotEmpty();
        assertThat(evidence.erasures().tick()).isEqualTo(1);
        assertThat(Bytes.find(data, wrapped)).isEmpty();
        assertThat(evidence.erasures().tick()).as("done once").isZero();
    }

    @Test
    void anErasureThatIsRolledBackLosesNoKey() {
        UUID incident = incident();
        UUID key = keyOf(incident);
        database.transactions()
                .executeWithoutResult(
                        t -> {
                            evidence.erase(incident);
                            t.setRollbackOnly();
                        });
        evidence.erasures().tick();
        assertThat(keyOf(incident)).isEqualTo(key);
        assertThat(master.folder().read(key)).isPresent();
    }

    @Test
    void aKeyForATransactionThatDidNotHappenGoesAtOnceOrIsSweptLater() throws Exception {
        int before = master.folder().list().size();
        database.transactions()
                .executeWithoutResult(
                        t -> {
                            UUID id = UUID.randomUUID();
                            Signal signal =
                                    Signal.request("c", Instant.EPOCH.plusSeconds(++number));
                            IncidentStore incidents = new IncidentStore(database.jdbc());
                            incidents.save(
                                    new IncidentStore.Kept(
                                            new Incidents(Deadlines.standard())
                                                    .open(id, "site", signal),
                                            "station",
                                            new IncidentStore.Where(
                                                    "Site", new org.pukar.base.GeoPoint(1, 2)),
                                            Optional.empty()));
                            incidents.save(signal, id);
                            evidence.add(id, signal.id(), pictures());
                            t.setRollbackOnly();
                        });
        assertThat(master.folder().list()).as("rolled back").hasSize(before);

        UUID kept = keyOf(incident());
        UUID orphan = UUID.randomUUID(); // killed between the file and the transaction
        master.folder().write(orphan, master.wrap(Seal.newKey(), KeyFolder.belongsTo(orphan)));
        Instant now = Instant.now();
        assertThat(evidence.erasures().sweep(now)).as("it may be of a transaction yet").isZero();
        age(orphan);
        age(kept);
        assertThat(evidence.erasures().sweep(now)).isEqualTo(1);
        assertThat(master.folder().read(orphan)).isEmpty();
        assertThat(master.folder().read(kept)).isPresent();
    }

    private static void age(UUID key) throws Exception {
        Files.setLastModifiedTime(
                data.resolve("evidence-keys")
                        .resolve(key.toString().substring(0, 2))
                        .resolve(key + ".key"),
                FileTime.from(Instant.now().minus(Duration.ofHours(1))));
    }

    @Test
    void aPictureWhoseKeyIsNotThereIsNotShownAndBreaksNothing() {
        UUID incident = incident();
        UUID signal =
                database.jdbc()
                        .sql("select id from signal where incident_id = ?")
                        .param(incident)
                        .query(UUID.class)
                        .single();
        assertThat(evidence.find(incident, signal, 0)).isPresent();
        master.folder().destroy(keyOf(incident));
        assertThat(evidence.find(incident, signal, 0)).isEmpty();
        assertThat(evidence.pictures(signal)).hasSize(3);
    }

    @Test
    void exchangedAndChangedRowsAreRefused() {
        UUID one = incident();
        UUID two = incident();
        UUID signal =
                database.jdbc()
                        .sql("select id from signal where incident_id = ?")
                        .param(one)
                        .query(UUID.class)
                        .single();
        for (String attack :
                List.of(
                        "update evidence_picture set at = at + interval '1 second' where signal_id"
                                + " = :signal and at = (select max(at) from evidence_picture where"
                                + " signal_id = :signal)",
                        "update signal set camera_id = 'other' where id = :signal",
                        "update evidence_key set policy = 'for-ever' where incident_id = :one",
                        "update evidence_picture set sha256 = sha256 || '\\x00' where signal_id ="
                                + " :signal")) {
            database.transactions()
                    .executeWithoutResult(
                            t -> {
                                database.jdbc()
                                        .sql(attack)
                                        .params(java.util.Map.of("signal", signal, "one", one))
                                        .update();
                                assertThatThrownBy(() -> evidence.find(one, signal, 2))
                                        .as(attack)
                                        .hasMessageContaining(
                                                "a kept picture was changed in the database");
                                t.setRollbackOnly();
                            });
        }
        byte[] wrapped = master.folder().read(keyOf(two)).orElseThrow();
        byte[] right = master.folder().read(keyOf(one)).orElseThrow();
        master.folder().replace(keyOf(one), wrapped);
        assertThatThrownBy(() -> evidence.find(one, signal, 0))
                .hasMessageContaining("the key of an incident was changed in the folder of keys");
        master.folder().replace(keyOf(one), java.util.Arrays.copyOf(right, 20));
        assertThatThrownBy(() -> evidence.find(one, signal, 0))
                .hasMessageContaining("the key of an incident was changed in the folder of keys");
        master.folder().replace(keyOf(one), right);
        assertThat(evidence.find(one, signal, 0)).isPresent();
    }

    @Test
    void anotherFolderOfKeysIsRefused() throws Exception {
        MasterKey elsewhere =
                MasterKey.ofFile(
                        data.resolve("master.key"), new KeyFolder(data.resolve("other-keys")));
        assertThatThrownBy(() -> new EvidenceStore(database.jdbc(), elsewhere))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(
                        "the folder of keys must be the one of this database, "
                                + data.resolve("other-keys")
                                + " is not: bring it back");
    }

    @Test
    void aDatabaseOfAnOlderVersionKeepsItsPicturesAndLosesItsKeys(@TempDir Path old)
            throws Exception {
        MasterKey key = MasterKey.load(old.resolve("master.key"), Optional.empty());
        OldDatabase before = OldDatabase.make(old);
        try (Database now = Database.open(old, Optional.empty(), true)) {
            EvidenceStore moved = new EvidenceStore(now.jdbc(), key);
            assertThat(moved.find(before.incident(), before.signal(), 0))
                    .hasValueSatisfying(found -> assertThat(found).isEqualTo(before.jpeg()));
            assertThat(new PointStore(now.jdbc(), key).key("pole"))
                    .hasValueSatisfying(found -> assertThat(found).isEqualTo(before.pointKey()));
            assertThat(new KnownStore(now.jdbc(), key).find("film"))
                    .hasValueSatisfying(
                            film ->
                                    assertThat(film.pictures().get(0).jpeg())
                                            .isEqualTo(before.jpeg()));
            assertThat(
                            now.jdbc()
                                    .sql("select wrapped from evidence_key where incident_id = ?")
                                    .param(before.incident())
                                    .query((row, n) -> Optional.ofNullable(row.getBytes(1)))
                                    .single())
                    .isEmpty();
            checkpoint(now, old);
            assertThat(Bytes.find(old.resolve("postgres/base"), before.wrapped()))
                    .as(
                            "its tables are rewritten; what is in old WAL and backups is told in"
                                    + " the log")
                    .isEmpty();
            var unused = new EvidenceStore(now.jdbc(), key); // the second start finds nothing to do
            now.transactions().executeWithoutResult(t -> moved.erase(before.incident()));
            assertThat(moved.find(before.incident(), before.signal(), 0)).isEmpty();
        }
    }

    static Timestamp at(Instant at) {
        return Timestamp.from(at);
    }
}
