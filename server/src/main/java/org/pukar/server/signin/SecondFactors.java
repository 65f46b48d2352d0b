package org.pukar.server.signin;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.pukar.server.audit.AuditLog;
import org.pukar.server.audit.AuditLog.Act;
import org.pukar.server.store.FactorStore;
import org.pukar.server.store.RecoveryStore;

/**
 * The second factors of accounts: an app on a phone that shows a code, and codes on paper for when
 * the phone is lost.
 */
public final class SecondFactors {
    private final FactorStore store;
    private final RecoveryStore recovery;
    private final AuditLog audit;

    public SecondFactors(FactorStore store, RecoveryStore recovery, AuditLog audit) {
        this.store = store;
        this.recovery = recovery;
        this.audit = audit;
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

    /**
     * Whether that code holds now, or none is needed. A code that held does so once; one from paper
     * is logged.
     */
    public boolean accepts(String name, String code, Instant now) {
        Optional<byte[]> secret = store.find(name);
        if (secret.isEmpty()) {
            return true;
        }
        OptionalLong step = Totp.step(secret.get(), code, now);
        return step.isPresent() ? store.use(name, step.getAsLong()) : recovers(name, code);
    }

    private boolean recovers(String name, String code) {
        if (!recovery.use(name, RecoveryCodes.hash(code))) {
            return false;
        }
        audit.add(
                name, Act.USED_RECOVERY_CODE, Optional.empty(), recoveryCodesLeft(name) + " left");
        return true;
    }

    /** Other codes for paper, in place of those before; nobody can see them again. */
    public List<String> makeRecoveryCodes(String name) {
        List<String> codes = RecoveryCodes.make();
        recovery.set(name, codes.stream().map(RecoveryCodes::hash).toList());
        audit.add(name, Act.MADE_RECOVERY_CODES, Optional.empty(), "");
        return codes;
    }

    public int recoveryCodesLeft(String name) {
        return recovery.left(name);
    }

    /** Sets a secret, once its first code shows that the app has it; false when it does not. */
    public boolean set(String name, byte[] secret, String code, Instant now) {
        OptionalLong step = Totp.step(secret, code, now);
        step.ifPresent(s -> store.set(name, secret, s));
        return step.isPresent();
    }

    /** Takes it away, with its codes: a phone was lost. False when there was none. */
    public boolean remove(String name) {
        recovery.set(name, List.of());
        return store.remove(name);
    }
}
