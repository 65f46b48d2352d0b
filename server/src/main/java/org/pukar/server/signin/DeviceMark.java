package org.pukar.server.signin;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.pukar.server.store.SecretFile;
import org.pukar.server.store.StoreException;

/**
 * What a browser keeps after someone signed in with it: a random number, bound to the account by a
 * key of this server's. It opens nothing; it only says that this browser is not a stranger.
 */
public final class DeviceMark {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final byte[] key;

    private DeviceMark(byte[] key) {
        this.key = key;
    }

    /** With the key of a data folder, made at first. */
    public static DeviceMark ofFolder(Path data) throws StoreException {
        return new DeviceMark(
                SecretFile.readOrMake(data.resolve("devices.key"), KEY_BYTES)
                        .getBytes(StandardCharsets.US_ASCII));
    }

    /** A mark for a browser that has just signed in. */
    public String make(String name) {
        byte[] nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        String text = BASE64.encodeToString(nonce);
        return text + "." + bound(name, text);
    }

    /** The random number of a mark that was made for that account; empty for any other. */
    public Optional<String> find(String name, String mark) {
        int dot = mark.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String nonce = mark.substring(0, dot);
        boolean holds =
                MessageDigest.isEqual(
                        bound(name, nonce).getBytes(StandardCharsets.US_ASCII),
                        mark.substring(dot + 1).getBytes(StandardCharsets.US_ASCII));
        return holds ? Optional.of(nonce) : Optional.empty();
    }

    private String bound(String name, String nonce) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return BASE64.encodeToString(
                    mac.doFinal((nonce + " " + name).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }
}
