package org.pukar.server.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Programs that may use the API. Of their keys only SHA-256 is kept. */
public final class ClientStore {
    private static final int KEY_BYTES = 32;

    private final JdbcClient jdbc;

    public ClientStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a program is there for. */
    public enum Kind {
        /** Passes on calls for help. */
        CENTRE,
        /** Reads cameras on other machines. */
        WORKER,
        /** Looks how cameras and workers do. */
        MONITOR
    }

    /** A program. */
    public record Client(String name, Kind kind, Instant madeAt, boolean disabled) {}

    /** Adds a centre and hands out its key, the only time; empty when the name is taken. */
    public Optional<String> add(String name, Instant now) {
        return add(name, Kind.CENTRE, now);
    }

    /** Adds one and hands out its key, the only time; empty when the name is taken. */
    public Optional<String> add(String name, Kind kind, Instant now) {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        String key = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        int added =
                jdbc.sql(
                                "insert into client (name, key_hash, made_at, kind) values (?, ?,"
                                        + " ?, ?) on conflict do nothing")
                        .params(name, hash(key), Timestamp.from(now), kind.name())
                        .update();
        return added == 1 ? Optional.of(key) : Optional.empty();
    }

    /** Who holds a key, unless they were disabled. */
    public Optional<Client> holder(String key) {
        return jdbc.sql("select * from client where key_hash = ? and not disabled")
                .param(hash(key))
                .query((row, n) -> client(row))
                .optional();
    }

    public List<Client> list() {
        return jdbc.sql("select * from client order by name").query((row, n) -> client(row)).list();
    }

    private static Client client(ResultSet row) throws SQLException {
        return new Client(
                row.getString("name"),
                Kind.valueOf(row.getString("kind")),
                row.getTimestamp("made_at").toInstant(),
                row.getBoolean("disabled"));
    }

    /** Its key no longer opens anything; false when there is none of that name. */
    public boolean disable(String name) {
        return jdbc.sql("update client set disabled = true where name = ?").param(name).update()
                == 1;
    }

    /** SHA-256 of a text in UTF-8, as 64 hexadecimal digits. */
    public static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
