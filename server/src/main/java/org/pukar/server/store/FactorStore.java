package org.pukar.server.store;

import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Secrets of accounts' second factors, sealed with the master key. */
public final class FactorStore {
    /** In bytes, as long as every other key: at least the 20 of RFC 4226. */
    public static final int SECRET_LENGTH = Seal.KEY_LENGTH;

    private final JdbcClient jdbc;
    private final MasterKey master;

    public FactorStore(JdbcClient jdbc, MasterKey master) {
        this.jdbc = jdbc;
        this.master = master;
    }

    /** Empty where the account has none. */
    public Optional<byte[]> find(String name) {
        return jdbc.sql("select totp from account where name = ? and totp is not null")
                .param(name)
                .query(byte[].class)
                .optional()
                .map(secret -> open(secret, name));
    }

    private byte[] open(byte[] secret, String name) {
        try {
            return master.unwrap(secret, belongsTo(name)).getEncoded();
        } catch (Seal.BrokenSealException e) {
            throw new IllegalStateException(
                    "a second factor was changed in the database: " + name, e);
        }
    }

    /**
     * Keeps a secret.
     *
     * @param step the one whose code showed that the app has it: it holds no second time
     */
    public void set(String name, byte[] secret, long step) {
        jdbc.sql("update account set totp = ?, totp_last_step = ? where name = ?")
                .params(
                        master.wrap(new SecretKeySpec(secret, "HmacSHA1"), belongsTo(name)),
                        step,
                        name)
                .update();
    }

    /** Takes a step for itself; false when it, or a later one, was used before. */
    public boolean use(String name, long step) {
        return jdbc.sql(
                                "update account set totp_last_step = ? where name = ? and"
                                        + " totp_last_step < ?")
                        .params(step, name, step)
                        .update()
                == 1;
    }

    /** False when there was none. */
    public boolean remove(String name) {
        return jdbc.sql("update account set totp = null where name = ? and totp is not null")
                        .param(name)
                        .update()
                == 1;
    }

    static String belongsTo(String name) {
        return "second factor of " + name;
    }
}
