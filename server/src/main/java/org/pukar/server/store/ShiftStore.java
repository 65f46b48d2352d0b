package org.pukar.server.store;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.pukar.server.store.AccountStore.Role;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who is and was on shift. Every call takes part in the caller's transaction. */
public final class ShiftStore {
    private final JdbcClient jdbc;

    public ShiftStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One person's shift: a lease that is renewed while their page is open and they are there.
     *
     * @param post the station or unit; empty: the control room
     * @param seenAt when the lease was renewed last
     * @param endedBy how it ended: signed out, or silent
     */
    public record Shift(
            String person,
            Role role,
            Optional<String> post,
            Instant beganAt,
            Instant seenAt,
            Optional<Instant> endedAt,
            Optional<String> endedBy) {}

    /** Renews the person's shift, or begins one; true when it began. */
    public boolean seen(String person, Role role, Optional<String> post, Instant now) {
        int renewed =
                jdbc.sql(
                                "update shift set seen_at = greatest(seen_at, ?) where person = ?"
                                        + " and ended_at is null")
                        .params(Timestamp.from(now), person)
                        .update();
        if (renewed > 0) {
            return false;
        }
        return jdbc.sql(
                                """
                                insert into shift (person, role, post, began_at, seen_at) values (?, ?, ?, ?, ?)
                                on conflict do nothing
                                """)
                        .params(
                                Arrays.asList(
                                        person,
                                        role.name(),
                                        post.orElse(null),
                                        Timestamp.from(now),
                                        Timestamp.from(now)))
                        .update()
                == 1;
    }

    /** Ends the person's shift, if one runs. */
    public boolean end(String person, Instant at, String by) {
        return jdbc.sql(
                                "update shift set ended_at = ?, ended_by = ? where person = ? and"
                                        + " ended_at is null")
                        .params(Timestamp.from(at), by, person)
                        .update()
                > 0;
    }

    /** Ends the shifts that nobody renewed since; tells whose. */
    public List<String> endSilent(Instant notSeenSince) {
        return jdbc.sql(
                        "update shift set ended_at = seen_at, ended_by = 'silent' where ended_at is"
                                + " null and seen_at < ? returning person")
                .param(Timestamp.from(notSeenSince))
                .query(String.class)
                .list();
    }

    /** Who is on shift, longest first. */
    public List<Shift> running() {
        return jdbc.sql("select * from shift where ended_at is null order by began_at")
                .query(ROW)
                .list();
    }

    /** The latest shifts that ended, newest first. */
    public List<Shift> ended(int most) {
        return jdbc.sql(
                        "select * from shift where ended_at is not null order by began_at desc"
                                + " limit ?")
                .param(most)
                .query(ROW)
                .list();
    }

    private static final RowMapper<Shift> ROW =
            (row, n) ->
                    new Shift(
                            row.getString("person"),
                            Role.valueOf(row.getString("role")),
                            Optional.ofNullable(row.getString("post")),
                            row.getTimestamp("began_at").toInstant(),
                            row.getTimestamp("seen_at").toInstant(),
                            Optional.ofNullable(row.getTimestamp("ended_at"))
                                    .map(Timestamp::toInstant),
                            Optional.ofNullable(row.getString("ended_by")));
}
