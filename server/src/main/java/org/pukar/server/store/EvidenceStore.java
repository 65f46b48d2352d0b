package org.pukar.server.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.pukar.vision.mask.Ring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Masked pictures of incidents, each sealed with the incident's own key, which lies in a file of
 * its own, wrapped by the master key. Without its key a picture can't be read, so destroying the
 * key erases all, from old copies of the database too. Every call takes part in the caller's
 * transaction.
 */
public final class EvidenceStore {
    /** The rule of retention that pictures are bound to. */
    static final String POLICY = "pictures-of-confirmed-incidents";

    private static final Logger log = LoggerFactory.getLogger(EvidenceStore.class);

    private final JdbcClient jdbc;
    private final MasterKey master;
    private final Erasures erasures;

    /** Fails when the database's pictures were sealed with another master key. */
    public EvidenceStore(JdbcClient jdbc, MasterKey master) throws StoreException {
        this.jdbc = jdbc;
        this.master = master;
        this.erasures = new Erasures(jdbc, master.folder());
        master.check(jdbc);
    }

    /** What was erased and is still to be destroyed. */
    public Erasures erasures() {
        return erasures;
    }

    /** Seals and writes pictures; one that is there already stays as it is. */
    public void add(UUID incidentId, UUID signalId, List<Ring.Shot> shots) {
        SecretKey key = findKey(incidentId).orElseGet(() -> newKey(incidentId));
        String camera = camera(signalId);
        for (Ring.Shot shot : shots) {
            Instant at = shot.at().truncatedTo(ChronoUnit.MICROS); // as PostgreSQL keeps it
            byte[] hash = sha256(shot.jpeg());
            PictureLabel label =
                    new PictureLabel(
                            incidentId, signalId, camera, at, PictureLabel.hex(hash), POLICY);
            jdbc.sql(
                            "insert into evidence_picture (incident_id, signal_id, at, sealed,"
                                    + " sha256) values (?, ?, ?, ?, ?) on conflict do nothing")
                    .params(
                            incidentId,
                            signalId,
                            Timestamp.from(at),
                            Seal.seal(key, shot.jpeg(), label.text()),
                            hash)
                    .update();
        }
    }

    private String camera(UUID signalId) {
        return jdbc.sql("select camera_id from signal where id = ?")
                .param(signalId)
                .query(String.class)
                .single();
    }

    static byte[] sha256(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The key is on the disk before the transaction that uses it can be. */
    private SecretKey newKey(UUID incidentId) {
        SecretKey key = Seal.newKey();
        UUID id = UUID.randomUUID();
        erasures.destroyIfRolledBack(id);
        master.folder().write(id, master.wrap(key, KeyFolder.belongsTo(id)));
        jdbc.sql("insert into evidence_key (incident_id, key_id, policy) values (?, ?, ?)")
                .params(incidentId, id, POLICY)
                .update();
        return key;
    }

    private Optional<SecretKey> findKey(UUID incidentId) {
        return jdbc.sql("select key_id from evidence_key where incident_id = ?")
                .param(incidentId)
                .query(UUID.class)
                .optional()
                .flatMap(id -> read(id, incidentId));
    }

    private Optional<SecretKey> read(UUID keyId, UUID incidentId) {
        Optional<byte[]> wrapped = master.folder().read(keyId);
        if (wrapped.isEmpty()) {
            log.warn(
                    "the key of an incident is not in the folder of keys, its pictures can't be"
                            + " opened: incident={} key={}",
                    incidentId,
                    keyId);
            return Optional.empty();
        }
        try {
            return Optional.of(master.unwrap(wrapped.get(), KeyFolder.belongsTo(keyId)));
        } catch (Seal.BrokenSealException e) {
            throw new IllegalStateException(
                    "the key of an incident was changed in the folder of keys: incident=%s key=%s"
                            .formatted(incidentId, keyId),
                    e);
        }
    }

    /** When the pictures of a signal were taken, oldest first; none once they are erased. */
    public List<Instant> pictures(UUID signalId) {
        return jdbc.sql("select at from evidence_picture where signal_id = ? order by at")
                .param(signalId)
                .query((row, n) -> row.getTimestamp("at").toInstant())
                .list();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Sealed(Instant at, String camera, byte[] sealed, byte[] sha256, String policy) {}

    /** One picture, opened: a masked JPEG. Empty when it, or its key, is no longer there. */
    public Optional<byte[]> find(UUID incidentId, UUID signalId, int number) {
        return jdbc.sql(
                        """
                        select p.at, s.camera_id, p.sealed, p.sha256, k.policy
                        from evidence_picture p join signal s on s.id = p.signal_id
                            join evidence_key k on k.incident_id = p.incident_id
                        where p.incident_id = ? and p.signal_id = ? order by p.at limit 1 offset ?
                        """)
                .params(incidentId, signalId, number)
                .query(
                        (row, n) ->
                                new Sealed(
                                        row.getTimestamp("at").toInstant(),
                                        row.getString("camera_id"),
                                        row.getBytes("sealed"),
                                        row.getBytes("sha256"),
                                        row.getString("policy")))
                .optional()
                .flatMap(
                        picture ->
                                findKey(incidentId)
                                        .map(key -> open(key, picture, incidentId, signalId)));
    }

    private static byte[] open(SecretKey key, Sealed picture, UUID incidentId, UUID signalId) {
        PictureLabel label =
                new PictureLabel(
                        incidentId,
                        signalId,
                        picture.camera,
                        picture.at,
                        PictureLabel.hex(picture.sha256),
                        picture.policy);
        try {
            return Seal.open(key, picture.sealed, label.text());
        } catch (Seal.BrokenSealException e) {
            throw new IllegalStateException(
                    "a kept picture was changed in the database: " + incidentId, e);
        }
    }

    /**
     * Erases all pictures of an incident. Their key is destroyed as soon as the transaction is in;
     * if that fails, {@link Erasures#tick} does it later.
     */
    public void erase(UUID incidentId) {
        jdbc.sql("delete from evidence_key where incident_id = ? returning key_id")
                .param(incidentId)
                .query(UUID.class)
                .list()
                .forEach(key -> erasures.pictures(incidentId, key));
    }
}
