package org.pukar.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who may sign in. Passwords are kept as bcrypt hashes. */
public final class AccountStore {
    private final JdbcClient jdbc;

    public AccountStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What someone may do. */
    public enum Role {
        REVIEWER,
        OFFICER,
        ENGINEER,
        SUPERVISOR,
        /** The privacy officer: what is watched and on what ground; never a picture. */
        PRIVACY
    }

    /**
     * Someone who may sign in.
     *
     * @param name unique
     * @param hash of the password
     * @param post the station or unit they work at; empty: the control room
     */
    public record Account(
            String name, String hash, Role role, Optional<String> post, boolean disabled) {}

    /** Adds an account; false when the name is taken. */
    public boolean add(Account account) {
        return jdbc.sql(
                                "insert into account (name, password, role, post, disabled) values"
                                        + " (?, ?, ?, ?, ?) on conflict do nothing")
                        .params(
                                java.util.Arrays.asList(
                                        account.name(),
                                        account.hash(),
                                        account.role().name(),
                                        account.post().orElse(null),
                                        account.disabled()))
                        .update()
                == 1;
    }

    public Optional<Account> find(String name) {
        return jdbc.sql("select * from account where name = ?")
                .param(name)
                .query(AccountStore::account)
                .optional();
    }

    public List<Account> list() {
        return jdbc.sql("select * from account order by name").query(AccountStore::account).list();
    }

    private static Account account(ResultSet row, int number) throws SQLException {
        return new Account(
                row.getString("name"),
                row.getString("password"),
                Role.valueOf(row.getString("role")),
                Optional.ofNullable(row.getString("post")),
                row.getBoolean("disabled"));
    }

    /** Ends an account's right to sign in; false when there is none of that name. */
    public boolean disable(String name) {
        return jdbc.sql("update account set disabled = true where name = ?").param(name).update()
                == 1;
    }
}
