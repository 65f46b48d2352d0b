package org.pukar.server.signin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Time-based one-time passwords, RFC 6238: SHA-1, 30 s, six digits, as every app has them. */
public final class Totp {
    private static final int STEP_SECONDS = 30;
    private static final int DIGITS = 6;
    private static final int MODULUS = 1_000_000;
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Totp() {}

    /**
     * The step whose code this is: now's, or one before or after for clocks that differ; empty when
     * it is none of them.
     */
    public static OptionalLong step(byte[] secret, String code, Instant now) {
        long middle = Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
        String digits = code.replace(" ", "");
        for (long step = middle - 1; step <= middle + 1; step++) {
            if (same(code(secret, step), digits)) {
                return OptionalLong.of(step);
            }
        }
        return OptionalLong.empty();
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** The code at a moment. */
    public static String code(byte[] secret, Instant at) {
        return code(secret, Math.floorDiv(at.getEpochSecond(), STEP_SECONDS));
    }

    private static String code(byte[] secret, long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xf; // dynamic truncation, RFC 4226 5.3
            int number = ByteBuffer.wrap(hash).getInt(offset) & 0x7fff_ffff;
            return String.format("%0" + DIGITS + "d", number % MODULUS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-1", e);
        }
    }

    /** A secret as apps take it: base32 (RFC 4648) without padding. */
    public static String base32(byte[] secret) {
        StringBuilder text = new StringBuilder();
        int bits = 0;
        int held = 0;
        for (byte b : secret) {
            held = (held << 8) | (b & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(BASE32.charAt(held >> bits & 31));
            }
        }
        if (bits > 0) {
            text.append(BASE32.charAt(held << (5 - bits) & 31));
        }
        return text.toString();
    }
}
