package org.pukar.server.store;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.pukar.vision.mask.Ring;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Masked pictures of incidents, each sealed with the incident's own key, which is wrapped by the
 * master key. Without its key a picture can't be read, so erasing the key erases all. Every call
 * takes part in the caller's transaction.
 */
public final class EvidenceStore {
    private final JdbcClient jdbc;
    private final MasterKey master;

    /** Fails when the database's pictures were sealed with another master key. */
    public EvidenceStore(JdbcClient jdbc, MasterKey master) throws StoreException {
        this.jdbc = jdbc;
        this.master = master;
        master.check(jdbc);
    }

    /** Seals and writes pictures; one that is there already stays as it is. */
    public void add(UUID incidentId, UUID signalId, List<Ring.Shot> shots) {
        SecretKey key = findKey(incidentId).orElseGet(() -> newKey(incidentId));
        for (Ring.Shot shot : shots) {
            Instant at = shot.at().truncatedTo(ChronoUnit.MICROS); // as PostgreSQL keeps it
            jdbc.sql(
                            "insert into evidence_picture (incident_id, signal_id, at, sealed)"
                                    + " values (?, ?, ?, ?) on conflict do nothing")
                    .params(
                            incidentId,
                            signalId,
                            Timestamp.from(at),
                            Seal.seal(key, shot.jpeg(), belongsTo(incidentId, signalId, at)))
                    .update();
        }
    }

    private SecretKey newKey(UUID incidentId) {
        SecretKey key = Seal.newKey();
        jdbc.sql("insert into evidence_key (incident_id, wrapped) values (?, ?)")
                .params(incidentId, master.wrap(key, incidentId.toString()))
                .update();
        return key;
    }

    private Optional<SecretKey> findKey(UUID incidentId) {
        return jdbc.sql("select wrapped from evidence_key where incident_id = ?")
                .param(incidentId)
                .query(byte[].class)
                .optional()
                .map(wrapped -> unwrap(wrapped, incidentId));
    }

    private SecretKey unwrap(byte[] wrapped, UUID incidentId) {
        try {
            return master.unwrap(wrapped, incidentId.toString());
        } catch (Seal.BrokenSealException e) {
            throw new IllegalStateException(
                    "the key of an incident was changed in the database: " + incidentId, e);
        }
    }

    /** When the pictures of a signal were taken, oldest first; none once they are erased. */
    public List<Instant> pictures(UUID signalId) {
        return jdbc.sql("select at from evidence_picture where signal_id = ? order by at")
                .param(signalId)
                .query((row, n) -> row.getTimestamp("at").toInstant())
                .list();
    }

    /** One picture, opened: a masked JPEG. */
    public Optional<byte[]> find(UUID incidentId, UUID signalId, int number) {
        return jdbc.sql(
                        "select at, sealed from evidence_picture where incident_id = ? and"
                                + " signal_id = ? order by at limit 1 offset ?")
                .params(incidentId, signalId, number)
                .query(
                        (row, n) ->
                                new Ring.Shot(
                                        row.getTimestamp("at").toInstant(), row.getBytes("sealed")))
                .optional()
                .flatMap(
                        picture ->
                                findKey(incidentId)
                                        .map(key -> open(key, picture, incidentId, signalId)));
    }

    private static byte[] open(SecretKey key, Ring.Shot picture, UUID incidentId, UUID signalId) {
        try {
            return Seal.open(key, picture.jpeg(), belongsTo(incidentId, signalId, picture.at()));
        } catch (Seal.BrokenSealException e) {
            throw new IllegalStateException(
                    "a kept picture was changed in the database: " + incidentId, e);
        }
    }

    /** Erases all pictures of an incident, and their key. */
    public void erase(UUID incidentId) {
        jdbc.sql("delete from evidence_key where incident_id = ?").param(incidentId).update();
    }

    private static String belongsTo(UUID incidentId, UUID signalId, Instant at) {
        return incidentId + "/" + signalId + "/" + at;
    }
}
