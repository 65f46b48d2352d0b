package org.pukar.server.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The key that wraps every incident's key. It lies outside the database, so that a copy of that
 * opens nothing.
 */
public final class MasterKey {
    private static final Logger log = LoggerFactory.getLogger(MasterKey.class);
    private static final String VARIABLE = "PUKAR_MASTER_KEY";
    private static final String CHECK = "master key check";

    private final SecretKey key;

    private MasterKey(SecretKey key) {
        this.key = key;
    }

    /** Of a data folder: {@code master.key} there, unless the environment gives one. */
    public static MasterKey ofFolder(Path data) throws StoreException {
        return load(data.resolve("master.key"), Optional.ofNullable(System.getenv(VARIABLE)));
    }

    /**
     * From the environment variable PUKAR_MASTER_KEY (32 bytes in base64), else from the file, made
     * at first.
     */
    public static MasterKey load(Path file, Optional<String> variable) throws StoreException {
        String where = variable.isPresent() ? "environment variable " + VARIABLE : file.toString();
        if (variable.isEmpty() && !Files.exists(file)) {
            log.warn(
                    "a new master key lies in {}: keep a copy elsewhere, without it no kept picture"
                            + " can be opened",
                    file);
        }
        String text =
                variable.isPresent()
                        ? variable.get()
                        : SecretFile.readOrMake(file, Seal.KEY_LENGTH);
        try {
            return new MasterKey(Seal.key(Base64.getDecoder().decode(standard(text.strip()))));
        } catch (IllegalArgumentException e) {
            throw new StoreException("the master key must be 32 bytes in base64: " + where);
        }
    }

    private static String standard(String base64) {
        return base64.replace('-', '+').replace('_', '/');
    }

    /** Fails when the database was sealed with another key. */
    void check(JdbcClient jdbc) throws StoreException {
        jdbc.sql("insert into master_key_check (id, sealed) values (1, ?) on conflict do nothing")
                .param(Seal.seal(key, CHECK.getBytes(StandardCharsets.UTF_8), CHECK))
                .update();
        byte[] sealed =
                jdbc.sql("select sealed from master_key_check where id = 1")
                        .query(byte[].class)
                        .single();
        try {
            Seal.open(key, sealed, CHECK);
        } catch (Seal.BrokenSealException e) {
            throw new StoreException(
                    "the master key must be the one that sealed this database, this is another;"
                            + " bring back the old master.key or "
                            + VARIABLE);
        }
    }

    byte[] wrap(SecretKey incidentKey, String belongsTo) {
        return Seal.seal(key, incidentKey.getEncoded(), belongsTo);
    }

    SecretKey unwrap(byte[] wrapped, String belongsTo) throws Seal.BrokenSealException {
        return Seal.key(Seal.open(key, wrapped, belongsTo));
    }
}
