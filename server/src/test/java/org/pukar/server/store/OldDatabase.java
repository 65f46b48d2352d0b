package org.pukar.server.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database of version 7 with one sealed picture, one known film and one point's key. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record OldDatabase(UUID incident, UUID signal, byte[] jpeg, byte[] wrapped, byte[] pointKey) {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123456Z");

    static OldDatabase make(Path data) throws Exception {
        SecretKey master =
                Seal.key(
                        Base64.getUrlDecoder()
                                .decode(
                                        java.nio.file.Files.readString(data.resolve("master.key"))
                                                .strip()));
        try (EmbeddedServer server = EmbeddedServer.start(data, true)) {
            DriverManagerDataSource source =
                    new DriverManagerDataSource(server.url(), "postgres", server.password());
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:db/migration")
                    .target("7?")
                    .load()
                    .migrate();
            return fill(JdbcClient.create(source), master);
        }
    }

    private static OldDatabase fill(JdbcClient jdbc, SecretKey master) throws Exception {
        UUID incident = UUID.randomUUID();
        UUID signal = UUID.randomUUID();
        byte[] jpeg = new byte[3_000];
        new Random(7).nextBytes(jpeg);
        byte[] key = Seal.newKey().getEncoded();
        byte[] wrapped = seal(master, key, incident.toString());
        byte[] pointKey = Seal.newKey().getEncoded();
        jdbc.sql("insert into master_key_check (id, sealed) values (1, ?)")
                .param(
                        seal(
                                master,
                                "master key check".getBytes(StandardCharsets.UTF_8),
                                "master key check"))
                .update();
        jdbc.sql(
                        "insert into incident (id, site_id, station_id, rank, state, opened_at,"
                            + " last_signal_at, urgency, tried) values (?, 's', 'st', 'EXPRESSION',"
                            + " 'WAITING', now(), now(), 0, '{}')")
                .param(incident)
                .update();
        jdbc.sql(
                        "insert into signal (id, incident_id, camera_id, rank, at, track, score,"
                                + " threshold, looks) values (?, ?, 'cam', 'EXPRESSION', now(), 1,"
                                + " 14, 13, '[]')")
                .params(signal, incident)
                .update();
        jdbc.sql("insert into evidence_key (incident_id, wrapped) values (?, ?)")
                .params(incident, wrapped)
                .update();
        jdbc.sql(
                        "insert into evidence_picture (incident_id, signal_id, at, sealed) values"
                                + " (?, ?, ?, ?)")
                .params(
                        List.of(
                                incident,
                                signal,
                                KeysDestroyedTest.at(AT),
                                seal(Seal.key(key), jpeg, incident + "/" + signal + "/" + AT)))
                .update();
        jdbc.sql("insert into point_key (point_id, sealed, made_at) values ('pole', ?, now())")
                .param(seal(master, pointKey, "point/pole"))
                .update();
        jdbc.sql(
                        "insert into known_template (film_hash, rank, score, threshold, at, looks,"
                                + " wrapped) values ('film', 'SIGN', 1, 1, now(), '[]', ?)")
                .param(seal(master, key, "known/film"))
                .update();
        jdbc.sql("insert into known_picture (film_hash, at, sealed) values ('film', ?, ?)")
                .params(KeysDestroyedTest.at(AT), seal(Seal.key(key), jpeg, "known/film/" + AT))
                .update();
        return new OldDatabase(incident, signal, jpeg, wrapped, pointKey);
    }

    /** As version 7 sealed: nonce, text, tag. */
    private static byte[] seal(SecretKey key, byte[] text, String belongsTo) throws Exception {
        byte[] nonce = new byte[12];
        new Random(text.length).nextBytes(nonce);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
        cipher.updateAAD(belongsTo.getBytes(StandardCharsets.UTF_8));
        byte[] sealed = cipher.doFinal(text);
        return ByteBuffer.allocate(12 + sealed.length).put(nonce).put(sealed).array();
    }
}
