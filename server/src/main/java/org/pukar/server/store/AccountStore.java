package org.pukar.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who may sign in. Of a password only its hash is kept. */
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

    /** Ends an account's right to sign in, and its sessions; false when there is none. */
    public boolean disable(String name) {
        return jdbc.sql(
                                "update account set disabled = true, sessions_from = now() where"
                                        + " name = ?")
                        .param(name)
                        .update()
                == 1;
    }

    /** The same password with another hash. */
    public void changeHash(String name, String hash) {
        jdbc.sql("update account set password = ? where name = ?").params(hash, name).update();
    }

    /** Another password: every session that began before {@code now} has ended. */
    public boolean changePassword(String name, String hash, Instant now) {
        return jdbc.sql("update account set password = ?, sessions_from = ? where name = ?")
                        .params(hash, Timestamp.from(now), name)
                        .update()
                == 1;
    }

    /**
     * Takes away a second factor whose phone was lost, its recovery codes, too, and ends every
     * session; false when there was none.
     */
    public boolean resetFactor(String name, Instant now) {
        return jdbc.sql(
                                "with gone as (delete from recovery_code where account = ?) update"
                                        + " account set totp = null, sessions_from = ? where name ="
                                        + " ? and totp is not null")
                        .params(name, Timestamp.from(now), name)
                        .update()
                == 1;
    }

    /**
     * What bounds an account in time.
     *
     * @param grantedAt nothing that ended before is shown to it
     * @param sessionsFrom sessions that began before have ended
     */
    public record Bounds(Instant grantedAt, Instant sessionsFrom, boolean disabled) {}

    public Optional<Bounds> bounds(String name) {
        return Optional.ofNullable(bounds(Set.of(name)).get(name));
    }

    /** By name; none of those that there are not. */
    public Map<String, Bounds> bounds(Set<String> names) {
        Map<String, Bounds> found = new HashMap<>();
        jdbc.sql(
                        "select name, greatest(granted_at, 'epoch') as granted,"
                                + " greatest(sessions_from, 'epoch') as sessions, disabled from"
                                + " account where name = any(?)")
                .param(names.toArray(String[]::new))
                .query(
                        row -> {
                            found.put(
                                    row.getString("name"),
                                    new Bounds(
                                            row.getTimestamp("granted").toInstant(),
                                            row.getTimestamp("sessions").toInstant(),
                                            row.getBoolean("disabled")));
                        });
        return found;
    }
}
