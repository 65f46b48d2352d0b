package org.pukar.server.signin;

import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.pukar.server.store.ClientStore;

/**
 * Codes on paper for whoever lost their phone: six groups of four letters and digits, 120 random
 * bits, so that a plain hash is enough to keep (ASVS 5.0, 6.5.2: 112 bits).
 */
final class RecoveryCodes {
    static final int COUNT = 8;
    private static final int BYTES = 15;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RecoveryCodes() {}

    static List<String> make() {
        return Stream.generate(RecoveryCodes::one).limit(COUNT).toList();
    }

    private static String one() {
        byte[] bits = new byte[BYTES];
        RANDOM.nextBytes(bits);
        return Totp.base32(bits).replaceAll("(.{4})(?!$)", "$1-");
    }

    /** The same however it is typed: small letters, blanks, no hyphens. */
    static String hash(String typed) {
        return ClientStore.hash(typed.toUpperCase(Locale.ROOT).replaceAll("[^A-Z2-7]", ""));
    }
}
