package org.pukar.server.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The form of an export: a head of text lines ending with an empty one, then a ZIP sealed with
 * AES-256-GCM under a passphrase. The head is bound into the seal; the last of its lines signs all
 * lines before and the sealed bytes. Described in docs/manual/keeping.md, and read by
 * docs/verify/VerifyExport.java.
 */
final class Bundle {
    /** OWASP's figure for PBKDF2 with HMAC-SHA256, 2023. */
    private static final int ROUNDS = 600_000;

    private static final int SALT_LENGTH = 16;
    private static final int NONCE_LENGTH = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Bundle() {}

    static byte[] sha256(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** The hash report: a line of SHA-256 and name for each part. */
    static String report(Map<String, byte[]> parts) {
        StringBuilder report = new StringBuilder();
        parts.forEach(
                (name, text) ->
                        report.append(hex(sha256(text))).append("  ").append(name).append('\n'));
        return report.toString();
    }

    /** Seals and signs parts, in their order. */
    static byte[] of(Map<String, byte[]> parts, char[] passphrase, ExportKey key, Instant now) {
        byte[] salt = random(SALT_LENGTH);
        byte[] nonce = random(NONCE_LENGTH);
        String head =
                """
                PUKAR-EXPORT 1
                made: %s
                kdf: PBKDF2WithHmacSHA256 %d %s
                cipher: AES-256-GCM %s
                signer: Ed25519 %s
                """
                        .formatted(now, ROUNDS, base64(salt), base64(nonce), key.open());
        try {
            byte[] sealed = seal(zip(parts), passphrase, salt, nonce, head);
            byte[] signed = join(bytes(head), sealed);
            String signature = "signature: " + base64(key.sign(signed)) + "\n\n";
            return join(bytes(head + signature), sealed);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java can seal a bundle", e);
        }
    }

    private static byte[] seal(
            byte[] zip, char[] passphrase, byte[] salt, byte[] nonce, String head)
            throws GeneralSecurityException {
        PBEKeySpec spec = new PBEKeySpec(passphrase, salt, ROUNDS, 256);
        byte[] key =
                SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                        .generateSecret(spec)
                        .getEncoded();
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(key, "AES"),
                new GCMParameterSpec(128, nonce));
        cipher.updateAAD(bytes(head));
        return cipher.doFinal(zip);
    }

    private static byte[] zip(Map<String, byte[]> parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] both = java.util.Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
