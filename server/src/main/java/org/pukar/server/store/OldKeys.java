package org.pukar.server.store;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Moves keys out of a database of version 7 or older: each gets a new one in the folder, and what
 * it sealed is sealed anew. Each step can be repeated, so that a crash loses nothing.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
final class OldKeys {
    private static final Logger log = LoggerFactory.getLogger(OldKeys.class);

    private final JdbcClient jdbc;
    private final MasterKey master;

    OldKeys(JdbcClient jdbc, MasterKey master) {
        this.jdbc = jdbc;
        this.master = master;
    }

    /** The text that tells a wrong master key, from the old form into this one. */
    static void moveCheck(JdbcClient jdbc, MasterKey master) throws StoreException {
        Optional<byte[]> old =
                jdbc.sql("select sealed from master_key_check where id = 1 and form is null")
                        .query(byte[].class)
                        .optional();
        if (old.isEmpty()) {
            return;
        }
        try {
            byte[] unused = master.openOld(old.get(), MasterKey.CHECK);
        } catch (Seal.BrokenSealException e) {
            throw MasterKey.another();
        }
        jdbc.sql("update master_key_check set sealed = ?, form = 1 where id = 1 and form is null")
                .param(
                        master.wrap(
                                MasterKey.CHECK.getBytes(StandardCharsets.UTF_8), MasterKey.CHECK))
                .update();
    }

    void move() {
        try {
            int moved = moveIncidents() + moveKnown() + movePoints();
            if (moved > 0) {
                tidy(moved);
            }
        } catch (Seal.BrokenSealException e) {
            throw new IllegalStateException(
                    "a key in the database was changed; restore the database from a backup: "
                            + e.getMessage(),
                    e);
        }
    }

    private int moveIncidents() throws Seal.BrokenSealException {
        List<UUID> old =
                jdbc.sql("select incident_id from evidence_key where wrapped is not null")
                        .query(UUID.class)
                        .list();
        for (UUID incident : old) {
            SecretKey before =
                    master.unwrapOld(
                            wrapped("evidence_key", "incident_id", incident), incident.toString());
            UUID id = keyId("evidence_key", "incident_id", incident);
            jdbc.sql("update evidence_key set policy = ? where incident_id = ?")
                    .params(EvidenceStore.POLICY, incident)
                    .update();
            SecretKey key = open(id);
            for (OldPicture picture : pictures(incident)) {
                Instant at = picture.at;
                byte[] jpeg =
                        Seal.openOld(
                                before, picture.sealed, incident + "/" + picture.signal + "/" + at);
                byte[] hash = EvidenceStore.sha256(jpeg);
                PictureLabel label =
                        new PictureLabel(
                                incident,
                                picture.signal,
                                picture.camera,
                                at,
                                PictureLabel.hex(hash),
                                EvidenceStore.POLICY);
                jdbc.sql(
                                "update evidence_picture set sealed = ?, sha256 = ? where signal_id"
                                        + " = ? and at = ? and sha256 is null")
                        .params(
                                Seal.seal(key, jpeg, label.text()),
                                hash,
                                picture.signal,
                                Timestamp.from(at))
                        .update();
            }
            jdbc.sql("update evidence_key set wrapped = null where incident_id = ?")
                    .param(incident)
                    .update();
        }
        return old.size();
    }

    private record OldPicture(UUID signal, String camera, Instant at, byte[] sealed) {}

    private List<OldPicture> pictures(UUID incident) {
        return jdbc.sql(
                        "select p.signal_id, s.camera_id, p.at, p.sealed from evidence_picture p"
                                + " join signal s on s.id = p.signal_id where p.incident_id = ? and"
                                + " p.sha256 is null")
                .param(incident)
                .query(
                        (row, n) ->
                                new OldPicture(
                                        row.getObject("signal_id", UUID.class),
                                        row.getString("camera_id"),
                                        row.getTimestamp("at").toInstant(),
                                        row.getBytes("sealed")))
                .list();
    }

    private byte[] wrapped(String table, String column, Object id) {
        return jdbc.sql("select wrapped from " + table + " where " + column + " = ?")
                .param(id)
                .query(byte[].class)
                .single();
    }

    /** The new key of what an old one opened; made at the first try. */
    private UUID keyId(String table, String column, Object id) {
        UUID made = UUID.randomUUID();
        String where = " where " + column + " = ?";
        Optional<UUID> known =
                jdbc.sql("select key_id from " + table + where + " and key_id is not null")
                        .param(id)
                        .query(UUID.class)
                        .optional();
        if (known.isPresent()) {
            return known.get();
        }
        master.folder().write(made, master.wrap(Seal.newKey(), KeyFolder.belongsTo(made)));
        jdbc.sql("update " + table + " set key_id = ?" + where + " and key_id is null")
                .params(made, id)
                .update();
        return jdbc.sql("select key_id from " + table + where).param(id).query(UUID.class).single();
    }

    private SecretKey open(UUID id) throws Seal.BrokenSealException {
        return master.unwrap(master.folder().read(id).orElseThrow(), KeyFolder.belongsTo(id));
    }

    private int moveKnown() throws Seal.BrokenSealException {
        List<String> old =
                jdbc.sql("select film_hash from known_template where wrapped is not null")
                        .query(String.class)
                        .list();
        for (String film : old) {
            SecretKey before =
                    master.unwrapOld(
                            wrapped("known_template", "film_hash", film),
                            KnownStore.belongsTo(film));
            UUID id = keyId("known_template", "film_hash", film);
            SecretKey key = open(id);
            record OldShot(Instant at, byte[] sealed) {}
            List<OldShot> shots =
                    jdbc.sql(
                                    "select at, sealed from known_picture where film_hash = ? and"
                                            + " not resealed")
                            .param(film)
                            .query(
                                    (row, n) ->
                                            new OldShot(
                                                    row.getTimestamp("at").toInstant(),
                                                    row.getBytes("sealed")))
                            .list();
            for (OldShot shot : shots) {
                String bound = KnownStore.belongsTo(film, shot.at);
                jdbc.sql(
                                "update known_picture set sealed = ?, resealed = true where"
                                        + " film_hash = ? and at = ? and not resealed")
                        .params(
                                Seal.seal(key, Seal.openOld(before, shot.sealed, bound), bound),
                                film,
                                Timestamp.from(shot.at))
                        .update();
            }
            jdbc.sql("update known_template set wrapped = null where film_hash = ?")
                    .param(film)
                    .update();
        }
        return old.size();
    }

    private int movePoints() throws Seal.BrokenSealException {
        record OldPoint(String id, byte[] sealed) {}
        List<OldPoint> old =
                jdbc.sql("select point_id, sealed from point_key where form is null")
                        .query(
                                (row, n) ->
                                        new OldPoint(
                                                row.getString("point_id"), row.getBytes("sealed")))
                        .list();
        for (OldPoint point : old) {
            String bound = PointStore.belongsTo(point.id);
            jdbc.sql(
                            "update point_key set sealed = ?, form = 1 where point_id = ? and form"
                                    + " is null")
                    .params(master.wrap(master.unwrapOld(point.sealed, bound), bound), point.id)
                    .update();
        }
        return old.size();
    }

    /** The old rows are gone for queries; on the disk they lie until their table is rewritten. */
    private void tidy(int moved) {
        for (String table :
                List.of(
                        "evidence_key",
                        "evidence_picture",
                        "known_template",
                        "known_picture",
                        "point_key")) {
            try {
                jdbc.sql("vacuum full " + table).update();
            } catch (DataAccessException e) {
                log.warn("run vacuum full on the table {}: {}", table, Database.reason(e));
            }
        }
        log.warn(
                "{} keys were moved out of the database into {}. Copies of the old ones lie in"
                        + " backups and archived write-ahead logs made before: discard those",
                moved,
                master.folder().path());
    }
}
