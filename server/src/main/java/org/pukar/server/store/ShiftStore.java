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

    /**
     * How soon somebody took what rang, from the signal on, in seconds.
     *
     * @param taken how many they took
     * @param half half of them within this; 0 when none
     */
    public record Times(int taken, double half, double ninety, double ninetyNine) {}

    /** How soon a shift's person took what rang during it; exercises count like everything. */
    public Times times(Shift shift) {
        return jdbc.sql(
                        """
                        select count(*) as taken,
                            coalesce(percentile_cont(.5) within group (order by seconds), 0) as half,
                            coalesce(percentile_cont(.9) within group (order by seconds), 0) as ninety,
                            coalesce(percentile_cont(.99) within group (order by seconds), 0) as ninety_nine
                        from (
                            select extract(epoch from e.at - i.opened_at) as seconds
                            from incident_event e join incident i on i.id = e.incident_id
                            where e.kind = 'Claimed' and e.person = ? and e.at >= ? and e.at <= ?) as times
                        """)
                .params(
                        shift.person(),
                        Timestamp.from(shift.beganAt()),
                        Timestamp.from(shift.endedAt().orElse(shift.seenAt())))
                .query(
                        (row, n) ->
                                new Times(
                                        row.getInt("taken"),
                                        row.getDouble("half"),
                                        row.getDouble("ninety"),
                                        row.getDouble("ninety_nine")))
                .single();
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
