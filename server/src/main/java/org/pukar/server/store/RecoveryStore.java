package org.pukar.server.store;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Hashes of accounts' recovery codes. Every call takes part in the caller's transaction. */
public final class RecoveryStore {
    private final JdbcClient jdbc;

    public RecoveryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** These are an account's now, and none of those before; no hash: it has none. */
    public void set(String account, List<String> hashes) {
        jdbc.sql(
                        """
                        with gone as (delete from recovery_code where account = :account and hash <> all(:hashes))
                        insert into recovery_code (account, hash) select :account, unnest(:hashes) on conflict do nothing
                        """)
                .param("account", account)
                .param("hashes", hashes.toArray(String[]::new))
                .update();
    }

    /** Takes one for itself; false when there is none such, or it was used before. */
    public boolean use(String account, String hash) {
        return jdbc.sql(
                                "update recovery_code set used_at = now() where account = ? and"
                                        + " hash = ? and used_at is null")
                        .params(account, hash)
                        .update()
                == 1;
    }

    /** How many are left. */
    public int left(String account) {
        return jdbc.sql("select count(*) from recovery_code where account = ? and used_at is null")
                .param(account)
                .query(Integer.class)
                .single();
    }
}
