package org.pukar.server.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A log's name and public key, written as the field's signed notes have it (C2SP signed-note):
 * {@code NAME+HASH+KEY}.
 *
 * @param origin the log's name, made from its key
 * @param key the public half, Ed25519
 */
public record LogName(String origin, PublicKey key) {
    private static final byte ED25519 = 1;
    private static final int KEY_LENGTH = 32;
    private static final int ID_LENGTH = 4;
    private static final int SIGNATURE_LENGTH = 64;

    /** What comes before the 32 bytes of an Ed25519 key in X.509, RFC 8410. */
    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final String LINE = "\u2014 "; // an em dash, as signed notes have it

    /** The name of the log that this key signs. */
    static LogName of(PublicKey key) {
        byte[] hash = MerkleTree.sha256().digest(raw(key));
        return new LogName("pukar.log/" + HexFormat.of().formatHex(hash, 0, 8), key);
    }

    private static byte[] raw(PublicKey key) {
        byte[] whole = key.getEncoded();
        return Arrays.copyOfRange(whole, whole.length - KEY_LENGTH, whole.length);
    }

    private byte[] typed() {
        return ByteBuffer.allocate(1 + KEY_LENGTH).put(ED25519).put(raw(key)).array();
    }

    private byte[] id() {
        MessageDigest digest = MerkleTree.sha256();
        digest.update((origin + "\n").getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(digest.digest(typed()), ID_LENGTH);
    }

    @Override
    public String toString() {
        return origin
                + "+"
                + HexFormat.of().formatHex(id())
                + "+"
                + Base64.getEncoder().encodeToString(typed());
    }

    /** Reads {@code NAME+HASH+KEY}. */
    public static LogName parse(String text) {
        String[] parts = text.strip().split("\\+", 3);
        try {
            if (parts.length == 3) {
                byte[] typed = Base64.getDecoder().decode(parts[2]);
                if (typed.length == 1 + KEY_LENGTH && typed[0] == ED25519) {
                    byte[] whole =
                            ByteBuffer.allocate(PREFIX.length + KEY_LENGTH)
                                    .put(PREFIX)
                                    .put(typed, 1, KEY_LENGTH)
                                    .array();
                    LogName name =
                            new LogName(
                                    parts[0],
                                    KeyFactory.getInstance("Ed25519")
                                            .generatePublic(new X509EncodedKeySpec(whole)));
                    if (HexFormat.of().formatHex(name.id()).equals(parts[1])) {
                        return name;
                    }
                }
            }
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "a log's key must be NAME+HASH+KEY, as its public page and ./pukar audit key show"
                        + " it, got "
                        + text.strip());
    }

    /** The line of a signed note that holds a signature. */
    String line(byte[] signature) {
        byte[] marked =
                ByteBuffer.allocate(ID_LENGTH + signature.length).put(id()).put(signature).array();
        return LINE + origin + " " + Base64.getEncoder().encodeToString(marked) + "\n";
    }

    /** Whether that line is this key's signature of that text. */
    boolean signed(String text, String line) {
        String start = LINE + origin + " ";
        if (!line.startsWith(start)) {
            return false;
        }
        try {
            byte[] marked = Base64.getDecoder().decode(line.substring(start.length()).strip());
            if (marked.length != ID_LENGTH + SIGNATURE_LENGTH
                    || !Arrays.equals(Arrays.copyOf(marked, ID_LENGTH), id())) {
                return false;
            }
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.verify(marked, ID_LENGTH, SIGNATURE_LENGTH);
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return false;
        }
    }
}
