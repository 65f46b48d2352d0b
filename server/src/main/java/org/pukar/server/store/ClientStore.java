package org.pukar.server.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Programs that may ask on somebody's behalf. Of their keys only SHA-256 is kept. */
public final class ClientStore {
    private static final int KEY_BYTES = 32;

    private final JdbcClient jdbc;

    public ClientStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A program. */
    public record Client(String name, Instant madeAt, boolean disabled) {}

    /** Adds one and hands out its key, the only time; empty when the name is taken. */
    public Optional<String> add(String name, Instant now) {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        String key = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        int added =
                jdbc.sql(
                                "insert into client (name, key_hash, made_at) values (?, ?, ?) on"
                                        + " conflict do nothing")
                        .params(name, hash(key), Timestamp.from(now))
                        .update();
        return added == 1 ? Optional.of(key) : Optional.empty();
    }

    /** Who holds a key, unless they were disabled. */
    public Optional<String> holder(String key) {
        return jdbc.sql("select name from client where key_hash = ? and not disabled")
                .param(hash(key))
                .query(String.class)
                .optional();
    }

    public List<Client> list() {
        return jdbc.sql("select * from client order by name")
                .query(
                        (row, n) ->
                                new Client(
                                        row.getString("name"),
                                        row.getTimestamp("made_at").toInstant(),
                                        row.getBoolean("disabled")))
                .list();
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
