package org.pukar.server.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM. A sealed text is a byte that says the form (1), 12 bytes of nonce, the cipher text,
 * 16 bytes of tag. Form and what it belongs to are bound in, so that it opens nowhere else.
 */
final class Seal {
    /** In bytes. */
    static final int KEY_LENGTH = 32;

    private static final byte FORM = 1;
    private static final String BOUND = "pukar seal 1\n";
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;
    private static final int LEAST = NONCE_LENGTH + TAG_BITS / 8;
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
        return seal(key, Optional.empty(), text, belongsTo);
    }

    /** Seals with a key that may lie in a token, which its provider reaches. */
    static byte[] seal(SecretKey key, Optional<Provider> token, byte[] text, String belongsTo) {
        byte[] nonce = new byte[NONCE_LENGTH];
        RANDOM.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, token, nonce, BOUND + belongsTo);
            byte[] sealed = cipher.doFinal(text);
            return ByteBuffer.allocate(1 + nonce.length + sealed.length)
                    .put(FORM)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key can't seal: " + e.getMessage(), e);
        }
    }

    /**
     * Opens a sealed text.
     *
     * @throws BrokenSealException when any bit of it, the key or what it belongs to is not what it
     *     was
     */
    static byte[] open(SecretKey key, byte[] sealed, String belongsTo) throws BrokenSealException {
        return open(key, Optional.empty(), sealed, belongsTo);
    }

    static byte[] open(SecretKey key, Optional<Provider> token, byte[] sealed, String belongsTo)
            throws BrokenSealException {
        if (sealed.length < 1 + LEAST || sealed[0] != FORM) {
            throw new BrokenSealException(belongsTo);
        }
        return openAt(1, key, token, sealed, BOUND + belongsTo);
    }

    /** Opens what was sealed before there was a byte for the form. */
    static byte[] openOld(SecretKey key, byte[] sealed, String belongsTo)
            throws BrokenSealException {
        if (sealed.length < LEAST) {
            throw new BrokenSealException(belongsTo);
        }
        return openAt(0, key, Optional.empty(), sealed, belongsTo);
    }

    private static byte[] openAt(
            int from, SecretKey key, Optional<Provider> token, byte[] sealed, String bound)
            throws BrokenSealException {
        byte[] nonce = Arrays.copyOfRange(sealed, from, from + NONCE_LENGTH);
        int text = from + NONCE_LENGTH;
        try {
            return cipher(Cipher.DECRYPT_MODE, key, token, nonce, bound)
                    .doFinal(sealed, text, sealed.length - text);
        } catch (AEADBadTagException e) {
            throw new BrokenSealException(bound);
        } catch (GeneralSecurityException | java.security.ProviderException e) {
            if (token.isPresent()) {
                throw new BrokenSealException(bound); // tokens say it in words of their own
            }
            throw new IllegalStateException("every Java opens AES-GCM", e);
        }
    }

    private static Cipher cipher(
            int mode, SecretKey key, Optional<Provider> token, byte[] nonce, String bound)
            throws GeneralSecurityException {
        String kind = "AES/GCM/NoPadding";
        Cipher cipher =
                token.isPresent()
                        ? Cipher.getInstance(kind, token.get())
                        : Cipher.getInstance(kind);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(bound.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** A seal that does not hold: the text was changed, or this is another key. */
    static final class BrokenSealException extends Exception {
        private static final long serialVersionUID = 1;

        BrokenSealException(String belongsTo) {
            super("the seal does not hold: " + belongsTo.replace('\n', ' '));
        }
    }
}
