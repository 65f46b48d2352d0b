package org.pukar.server.signin;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.pukar.server.store.FactorStore;

/** The second factors of accounts: an app on a phone that shows a code. */
public final class SecondFactors {
    private final FactorStore store;

    public SecondFactors(FactorStore store) {
        this.store = store;
    }

    /** A secret that is nobody's yet. */
    public static byte[] newSecret() {
        byte[] secret = new byte[FactorStore.SECRET_LENGTH];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    public boolean has(String name) {
        return store.find(name).isPresent();
    }

    /** Whether that code holds now, or none is needed. A code that held does so once. */
    public boolean accepts(String name, String code, Instant now) {
        Optional<byte[]> secret = store.find(name);
        if (secret.isEmpty()) {
            return true;
        }
        OptionalLong step = Totp.step(secret.get(), code, now);
        return step.isPresent() && store.use(name, step.getAsLong());
    }

    /** Sets a secret, once its first code shows that the app has it; false when it does not. */
    public boolean set(String name, byte[] secret, String code, Instant now) {
        OptionalLong step = Totp.step(secret, code, now);
        step.ifPresent(s -> store.set(name, secret, s));
        return step.isPresent();
    }

    /** Takes it away: a phone was lost. False when there was none. */
    public boolean remove(String name) {
        return store.remove(name);
    }
}
