package org.pukar.server.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM. A sealed text is 12 bytes of nonce, the cipher text, 16 bytes of tag; what it
 * belongs to is bound in, so that it opens nowhere else.
 */
final class Seal {
    /** In bytes. */
    static final int KEY_LENGTH = 32;

    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Seal() {}

    static SecretKey newKey() {
        byte[] key = new byte[KEY_LENGTH];
        RANDOM.nextBytes(key);
        return key(key);
    }

    static SecretKey key(byte[] bytes) {
        if (bytes.length != KEY_LENGTH) {
            throw new IllegalArgumentException(
                    "a key must have " + KEY_LENGTH + " bytes, got " + bytes.length);
        }
        return new SecretKeySpec(bytes, "AES");
    }

    /**
     * Seals a text.
     *
     * @param belongsTo what must be said again to open it
     */
    static byte[] seal(SecretKey key, byte[] text, String belongsTo) {
        byte[] nonce = new byte[NONCE_LENGTH];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, belongsTo).doFinal(text);
            return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java seals with AES-GCM", e);
        }
    }

    /**
     * Opens a sealed text.
     *
     * @throws BrokenSealException when any bit of it, the key or what it belongs to is not what it
     *     was
     */
    static byte[] open(SecretKey key, byte[] sealed, String belongsTo) throws BrokenSealException {
        if (sealed.length < NONCE_LENGTH + TAG_BITS / 8) {
            throw new BrokenSealException(belongsTo);
        }
        byte[] nonce = Arrays.copyOf(sealed, NONCE_LENGTH);
        try {
            return cipher(Cipher.DECRYPT_MODE, key, nonce, belongsTo)
                    .doFinal(sealed, NONCE_LENGTH, sealed.length - NONCE_LENGTH);
        } catch (AEADBadTagException e) {
            throw new BrokenSealException(belongsTo);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java opens AES-GCM", e);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String belongsTo)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(belongsTo.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** A seal that does not hold: the text was changed, or this is another key. */
    static final class BrokenSealException extends Exception {
        private static final long serialVersionUID = 1;

        BrokenSealException(String belongsTo) {
            super("the seal does not hold: " + belongsTo);
        }
    }
}
