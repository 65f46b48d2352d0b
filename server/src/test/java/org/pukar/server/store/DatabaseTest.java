package org.pukar.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.incident.Deadlines;
import org.pukar.incident.Incidents;
import org.pukar.vision.mask.Ring;
import org.springframework.dao.DataAccessException;

/** The embedded database, real and on a disk. */
class DatabaseTest {
    @TempDir static Path data;
    private static Database database;

    @BeforeAll
    static void open() throws Exception {
        database = Database.open(data, Optional.empty(), true);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void itIsAsDurableAsAnyBySayingSoItself() {
        assertThat(show("fsync")).isEqualTo("on");
        assertThat(show("synchronous_commit")).isEqualTo("on");
        assertThat(show("full_page_writes")).isEqualTo("on");
    }

    @Test
    void itListensOnThisMachineOnlyAndAsksForThePassword() throws Exception {
        assertThat(show("listen_addresses")).isEqualTo("127.0.0.1");
        String url = "jdbc:postgresql://127.0.0.1:" + show("port") + "/postgres";
        try (Connection owner =
                        DriverManager.getConnection(
                                url,
                                "postgres",
                                Files.readString(data.resolve("database.password")).strip());
                ResultSet row =
                        owner.createStatement().executeQuery("show unix_socket_directories")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEmpty();
        }
        assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", "wrong"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
        assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", ""))
                .isInstanceOf(SQLException.class);
    }

    private static String show(String setting) {
        return database.jdbc().sql("show " + setting).query(String.class).single();
    }

    @Test
    void itsSecretsAreReadableByTheirOwnerAlone() throws Exception {
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(data.resolve("database.password"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aSecondPukarOnTheSameFolderIsRefused() {
        assertThatThrownBy(() -> Database.open(data, Optional.empty(), true))
                .isInstanceOf(StoreException.class)
                .hasMessage(
                        "one Pukar at a time may use a data folder, another one runs on this: "
                                + data);
    }

    @Test
    void oneWhoOnlyLooksInLeavesTheServerRunning() throws Exception {
        Database.open(data, Optional.empty(), false).close();
        assertThat(show("fsync")).isEqualTo("on");
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        assertThatThrownBy(
                        () ->
                                Database.open(
                                        data.resolve("other"),
                                        Optional.of(
                                                "jdbc:postgresql://127.0.0.1:1/none?connectTimeout=1"),
                                        false))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(
                        "the database must be reachable and PostgreSQL 14 or later, check address")
                .hasMessageContaining("127.0.0.1:1");
    }

    @Test
    void theAuditLogIsOnlyAppendedToNoTimeCanBeSaidAndNoTriggerTakenAway() {
        database.jdbc()
                .sql("insert into audit (person, act, detail) values ('a', 'SIGNED_IN', '')")
                .update();
        for (String attack :
                List.of(
                        "delete from audit",
                        "update audit set person = 'b'",
                        "truncate audit",
                        "insert into audit (person, act, detail, at) values ('a', 'b', '', now())",
                        "insert into audit (person, act, detail, salt) values ('a', 'b', '',"
                                + " '')")) {
            assertThatThrownBy(() -> database.jdbc().sql(attack).update())
                    .as(attack)
                    .isInstanceOf(DataAccessException.class)
                    .rootCause()
                    .hasMessageContaining("permission denied for table audit");
        }
    }

    @Test
    void theUserThatPukarWorksAsOwnsNothing() {
        for (String attack :
                List.of(
                        "alter table audit disable trigger all",
                        "drop table audit_leaf",
                        "update audit_leaf set hash = hash",
                        "delete from audit_head",
                        "insert into audit_pending (entry_id) values (1)",
                        "create table gallery (face bytea)")) {
            assertThatThrownBy(() -> database.jdbc().sql(attack).update())
                    .as(attack)
                    .isInstanceOf(DataAccessException.class)
                    .rootCause()
                    .hasMessageMatching("(?s).*(permission denied|must be owner).*");
        }
    }

    @Test
    void aPictureIsSealedOpenedAndErased() throws Exception {
        MasterKey master = MasterKey.load(data.resolve("master.key"), Optional.empty());
        EvidenceStore evidence = new EvidenceStore(database.jdbc(), master);
        byte[] jpeg =
                "a masked picture, as bytes that are easy to find again"
                        .getBytes(StandardCharsets.UTF_8);
        Signal signal = Signal.request("c", Instant.now());
        UUID incident = incidentOf(signal);
        evidence.add(incident, signal.id(), List.of(new Ring.Shot(Instant.now(), jpeg)));

        assertThat(evidence.find(incident, signal.id(), 0))
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(jpeg));
        byte[] kept =
                database.jdbc()
                        .sql("select sealed from evidence_picture where signal_id = ?")
                        .param(signal.id())
                        .query(byte[].class)
                        .single();
        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("masked picture");

        kept[20] ^= 1;
        database.jdbc()
                .sql("update evidence_picture set sealed = ? where signal_id = ?")
                .params(kept, signal.id())
                .update();
        assertThatThrownBy(() -> evidence.find(incident, signal.id(), 0))
                .hasMessageContaining("a kept picture was changed in the database");

        evidence.erase(incident);
        assertThat(evidence.find(incident, signal.id(), 0)).isEmpty();
        assertThat(evidence.pictures(signal.id())).isEmpty();
        assertThat(
                        database.jdbc()
                                .sql("select count(*) from evidence_key where incident_id = ?")
                                .param(incident)
                                .query(Integer.class)
                                .single())
                .isZero();
    }

    private static UUID incidentOf(Signal signal) {
        IncidentStore incidents = new IncidentStore(database.jdbc());
        UUID id = UUID.randomUUID();
        incidents.save(
                new IncidentStore.Kept(
                        new Incidents(Deadlines.standard()).open(id, "site", signal),
                        "station",
                        new IncidentStore.Where("Site", new org.pukar.base.GeoPoint(26.72, 80.86)),
                        Optional.empty()));
        incidents.save(signal, id);
        assertThat(incidents.find(id).orElseThrow().incident().rank()).isEqualTo(Rank.REQUEST);
        return id;
    }

    @Test
    void anotherMasterKeyIsRefusedBeforeAnythingIsSealedWithIt() throws Exception {
        var unused =
                new EvidenceStore(
                        database.jdbc(),
                        MasterKey.load(data.resolve("master.key"), Optional.empty()));
        MasterKey other =
                MasterKey.load(data, Optional.of(Base64.getEncoder().encodeToString(new byte[32])));
        assertThatThrownBy(() -> new EvidenceStore(database.jdbc(), other))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(
                        "the master key must be the one that sealed this database, this is"
                                + " another");
        assertThatThrownBy(() -> MasterKey.load(data, Optional.of("too short")))
                .isInstanceOf(StoreException.class)
                .hasMessage(
                        "the master key must be 32 bytes in base64: environment variable"
                                + " PUKAR_MASTER_KEY");
    }
}
