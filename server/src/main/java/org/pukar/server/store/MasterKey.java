package org.pukar.server.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import org.pukar.server.settings.KeySettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The key that wraps every other, and the folder where the wrapped ones lie. It lies outside the
 * database, so that a copy of that opens nothing. What it wraps names it. Thread-safe.
 */
public final class MasterKey {
    /** Where it lies unless told otherwise. */
    public static final String FILE = "master.key";

    public static final String VARIABLE = "PUKAR_MASTER_KEY";
    static final String CHECK = "master key check";

    /** Length of the name that what it wraps carries, in bytes. */
    static final int ID_LENGTH = 8;

    private static final Logger log = LoggerFactory.getLogger(MasterKey.class);
    static final String FOLDER = "evidence-keys";

    private final SecretKey key;
    private final Optional<Provider> token;
    private final byte[] id;
    private final KeyFolder folder;

    private MasterKey(SecretKey key, Optional<Provider> token, KeyFolder folder) {
        this.key = key;
        this.token = token;
        this.id = id(key, token);
        this.folder = folder;
    }

    /** As the settings say; from the file {@code master.key} unless they, or the environment do. */
    public static MasterKey open(Path data, KeySettings settings) throws StoreException {
        return open(data, settings, System.getenv());
    }

    /** The same with another environment. */
    static MasterKey open(Path data, KeySettings settings, Map<String, String> environment)
            throws StoreException {
        Path file = data.resolve(FILE);
        KeyFolder keys = new KeyFolder(settings.folder().orElse(data.resolve(FOLDER)));
        if (Files.exists(next(file))) {
            throw new StoreException(
                    "a change of the master key was interrupted and must be finished first:"
                            + " ./pukar key rotate");
        }
        if (settings.token().isPresent()) {
            TokenKey inToken = TokenKey.open(settings.token().get(), environment);
            return new MasterKey(inToken.key(), Optional.of(inToken.provider()), keys);
        }
        return read(file, Optional.ofNullable(environment.get(VARIABLE)), keys);
    }

    /**
     * From the environment variable PUKAR_MASTER_KEY (32 bytes in base64), else from the file, made
     * at first; the wrapped keys lie beside the file.
     */
    public static MasterKey load(Path file, Optional<String> variable) throws StoreException {
        return read(file, variable, new KeyFolder(file.resolveSibling(FOLDER)));
    }

    /** From a file that must be there, or is made; with the folder of another. */
    static MasterKey ofFile(Path file, KeyFolder keys) throws StoreException {
        return read(file, Optional.empty(), keys);
    }

    /** Where the wrapped keys of a data folder lie unless the settings say otherwise. */
    public static Path folderOf(Path data) {
        return data.resolve(FOLDER);
    }

    /** The draft of the next key, while the one in that file is being changed. */
    static Path next(Path file) {
        return file.resolveSibling(file.getFileName() + ".next");
    }

    private static MasterKey read(Path file, Optional<String> variable, KeyFolder keys)
            throws StoreException {
        if (variable.isEmpty() && !Files.exists(file)) {
            log.warn(
                    "a new master key lies in {}: keep a copy elsewhere, without it no kept picture"
                            + " can be opened",
                    file);
        }
        return ofText(
                variable.isPresent()
                        ? variable.get()
                        : SecretFile.readOrMake(file, Seal.KEY_LENGTH),
                variable.isPresent() ? "environment variable " + VARIABLE : file.toString(),
                keys);
    }

    static MasterKey ofText(String text, String where, KeyFolder keys) throws StoreException {
        try {
            return new MasterKey(
                    Seal.key(Base64.getDecoder().decode(standard(text.strip()))),
                    Optional.empty(),
                    keys);
        } catch (IllegalArgumentException e) {
            throw new StoreException("the master key must be 32 bytes in base64: " + where);
        }
    }

    private static String standard(String base64) {
        return base64.replace('-', '+').replace('_', '/');
    }

    /**
     * A key's name: the start of the SHA-256 of a fixed block that it enciphers. The block is none
     * that AES-GCM ever counts to, so nothing else is given away.
     */
    private static byte[] id(SecretKey key, Optional<Provider> token) {
        try {
            String kind = "AES/ECB/NoPadding";
            Cipher cipher =
                    token.isPresent()
                            ? Cipher.getInstance(kind, token.get())
                            : Cipher.getInstance(kind);
            cipher.init(Cipher.ENCRYPT_MODE, key);
            byte[] block = cipher.doFinal("pukar key id v1.".getBytes(StandardCharsets.US_ASCII));
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(block), ID_LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the master key must be an AES key", e);
        }
    }

    /** Its name, 16 hexadecimal digits; it gives nothing of the key away. */
    public String id() {
        return HexFormat.of().formatHex(id);
    }

    KeyFolder folder() {
        return folder;
    }

    /** Its bytes; none for one in a token, which does not hand them out. */
    byte[] bytes() {
        return token.isPresent()
                ? Optional.ofNullable(key.getEncoded()).orElse(new byte[0])
                : key.getEncoded();
    }

    /**
     * Fails when the database, or the folder of keys, belongs to another key; moves out what an
     * older version left in the database.
     */
    void check(JdbcClient jdbc) throws StoreException {
        OldKeys.moveCheck(jdbc, this);
        jdbc.sql(
                        "insert into master_key_check (id, sealed, form) values (1, ?, 1) on"
                                + " conflict do nothing")
                .param(wrap(CHECK.getBytes(StandardCharsets.UTF_8), CHECK))
                .update();
        byte[] sealed =
                jdbc.sql("select sealed from master_key_check where id = 1")
                        .query(byte[].class)
                        .single();
        try {
            open(sealed, CHECK);
        } catch (Seal.BrokenSealException e) {
            throw another();
        }
        checkFolder(jdbc);
        new OldKeys(jdbc, this).move();
    }

    static StoreException another() {
        return new StoreException(
                "the master key must be the one that sealed this database, this is another;"
                        + " bring back the old master.key or "
                        + VARIABLE);
    }

    private void checkFolder(JdbcClient jdbc) throws StoreException {
        Optional<java.util.UUID> here = folder.marker();
        java.util.UUID marker = here.orElseGet(java.util.UUID::randomUUID);
        jdbc.sql("insert into key_folder (id, marker) values (1, ?) on conflict do nothing")
                .param(marker)
                .update();
        java.util.UUID known =
                jdbc.sql("select marker from key_folder where id = 1")
                        .query(java.util.UUID.class)
                        .single();
        if (here.isEmpty() && known.equals(marker)) {
            folder.mark(marker);
        } else if (!here.equals(Optional.of(known))) {
            throw new StoreException(
                    "the folder of keys must be the one of this database, %s is not: bring it back"
                                    .formatted(folder.path())
                            + " (a backup's mirror is in its keys), or let evidenceKeys name the"
                            + " folder that all desks of this database share");
        }
    }

    byte[] wrap(SecretKey other, String belongsTo) {
        return wrap(other.getEncoded(), belongsTo);
    }

    byte[] wrap(byte[] text, String belongsTo) {
        byte[] sealed = Seal.seal(key, token, text, bound(belongsTo));
        return ByteBuffer.allocate(ID_LENGTH + sealed.length).put(id).put(sealed).array();
    }

    SecretKey unwrap(byte[] wrapped, String belongsTo) throws Seal.BrokenSealException {
        return Seal.key(open(wrapped, belongsTo));
    }

    byte[] open(byte[] wrapped, String belongsTo) throws Seal.BrokenSealException {
        if (wrapped.length < ID_LENGTH || !wraps(wrapped)) {
            throw new Seal.BrokenSealException(belongsTo);
        }
        return Seal.open(
                key,
                token,
                Arrays.copyOfRange(wrapped, ID_LENGTH, wrapped.length),
                bound(belongsTo));
    }

    private String bound(String belongsTo) {
        return "pukar wrap 1\nmaster=" + id() + "\n" + belongsTo;
    }

    /** Whether this key, by its name, wrapped that. */
    boolean wraps(byte[] wrapped) {
        return wrapped.length > ID_LENGTH && Arrays.equals(wrapped, 0, ID_LENGTH, id, 0, ID_LENGTH);
    }

    /** Opens what an older version wrapped. */
    SecretKey unwrapOld(byte[] wrapped, String belongsTo) throws Seal.BrokenSealException {
        return Seal.key(openOld(wrapped, belongsTo));
    }

    byte[] openOld(byte[] sealed, String belongsTo) throws Seal.BrokenSealException {
        if (token.isPresent()) {
            throw new Seal.BrokenSealException(belongsTo); // older versions knew no tokens
        }
        return Seal.openOld(key, sealed, belongsTo);
    }
}
