package org.pukar.server.signin;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Passwords as they are kept: Argon2id with 19 MiB, two passes, one lane (OWASP Password Storage
 * Cheat Sheet). Hashes of earlier versions (bcrypt) still hold and are made anew at the next
 * sign-in. Each try takes memory, so two at a time are worked out. Thread-safe.
 */
public final class Passwords {
    /** In characters. */
    public static final int SHORTEST = 10;

    /** Longer than any phrase, short enough that nobody makes us hash a book. */
    public static final int LONGEST = 256;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIBIBYTES = 19 * 1024;
    private static final int PASSES = 2;
    private static final long LONGEST_WAIT_SECONDS = 5;

    private static final String BCRYPT = "$2";

    private final PasswordEncoder argon =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIBIBYTES, PASSES);
    private final PasswordEncoder earlier = new BCryptPasswordEncoder();
    private final Semaphore atOnce = new Semaphore(2);

    /** The hash to keep. */
    public String hash(String password) {
        return String.valueOf(argon.encode(password));
    }

    /** Whether a password is the one of a hash; false when too many are being tried. */
    public boolean matches(String password, String hash) {
        if (password.length() > LONGEST) {
            return false;
        }
        try {
            if (!atOnce.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            return (hash.startsWith(BCRYPT) ? earlier : argon).matches(password, hash);
        } finally {
            atOnce.release();
        }
    }

    /** Whether a hash should be made anew, now that its password is known. */
    public boolean isOutdated(String hash) {
        return hash.startsWith(BCRYPT) || argon.upgradeEncoding(hash);
    }
}
