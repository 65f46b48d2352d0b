package org.pukar.server.signin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.pukar.server.audit.AuditLog;
import org.pukar.server.signin.SignInLimit.Try;
import org.pukar.server.store.AccountStore;
import org.pukar.server.store.AccountStore.Account;

/** Says whether somebody is who they say. Every failure looks the same from outside. */
public final class SignIn {
    private final AccountStore accounts;
    private final SecondFactors factors;
    private final Passwords passwords;
    private final SignInLimit limit;
    private final DeviceMark marks;
    private final AuditLog audit;
    private final InstantSource clock;
    private final String nobodysHash;

    /** The parts it works with; one of them for all sign-ins of a server. */
    public SignIn(
            AccountStore accounts,
            SecondFactors factors,
            Passwords passwords,
            DeviceMark marks,
            AuditLog audit,
            InstantSource clock) {
        this.accounts = accounts;
        this.factors = factors;
        this.passwords = passwords;
        this.limit = new SignInLimit();
        this.marks = marks;
        this.audit = audit;
        this.clock = clock;
        this.nobodysHash = passwords.hash("nobody has this password");
    }

    /**
     * What was typed, and by whom.
     *
     * @param code of the second factor; may be empty
     * @param mark of the browser; empty when it has none
     * @param network where from
     */
    public record Typed(
            String name, String password, String code, Optional<String> mark, String network) {}

    /** What came of it. */
    public enum Answer {
        RIGHT,
        WRONG,
        /** Too many wrong ones: nothing was looked at. */
        WAIT
    }

    /** Looks at what was typed. */
    public Answer check(Typed typed) {
        Instant now = clock.instant();
        Optional<String> device = typed.mark.flatMap(m -> marks.find(typed.name, m));
        Try who = new Try(typed.name, device, typed.network);
        if (!limit.allows(who, now)) {
            return Answer.WAIT;
        }
        Optional<Account> account = accounts.find(typed.name);
        // As long for a name that there is not: the time says nothing.
        boolean right =
                passwords.matches(typed.password, account.map(Account::hash).orElse(nobodysHash))
                        && account.filter(a -> !a.disabled()).isPresent()
                        && factors.accepts(typed.name, typed.code, now);
        if (!right) {
            limit.failed(who, now);
            account.ifPresent(
                    a -> audit.add(a.name(), AuditLog.Act.FAILED_TO_SIGN_IN, Optional.empty(), ""));
            return Answer.WRONG;
        }
        limit.succeeded(who);
        if (passwords.isOutdated(account.orElseThrow().hash())) {
            accounts.changeHash(typed.name, passwords.hash(typed.password));
        }
        return Answer.RIGHT;
    }
}
