package org.pukar.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Alerts on their way out. Every call takes part in the caller's transaction, or is one of its own.
 */
public final class AlertStore {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Nothing waits as long by rule: what does was written before the clock was set back. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private static final int LONGEST_ERROR = 500;

    private final JdbcClient jdbc;

    public AlertStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How far an alert got. */
    public enum State {
        /** It is to be sent, for the first time or again. */
        WAITING,
        /** The other side took it; nobody there has said that a person saw it. */
        SENT,
        /** A named person said that they saw it: only this counts as delivered. */
        ACKNOWLEDGED,
        /** It failed so often that it is not tried any more; it is kept and shown. */
        DEAD
    }

    /**
     * An alert as it is kept.
     *
     * @param attempts how many tries were begun
     * @param lastError why the last failed try did
     */
    public record Kept(
            Alert alert,
            State state,
            int attempts,
            Instant nextTryAt,
            Optional<String> lastError,
            Optional<Instant> sentAt,
            Optional<Instant> acknowledgedAt,
            Optional<String> acknowledgedBy) {}

    /** Adds an alert; one that is there already stays as it is. */
    public void add(Alert alert) {
        jdbc.sql(
                        "insert into alert (id, channel, incident_id, content, state, made_at,"
                                + " next_try_at) values (?, ?, ?, ?::jsonb, 'WAITING', ?, ?) on"
                                + " conflict (id) do nothing")
                .params(
                        alert.id(),
                        alert.channel(),
                        alert.incident(),
                        JSON.writeValueAsString(alert),
                        Timestamp.from(alert.at()),
                        Timestamp.from(alert.at()))
                .update();
    }

    /** All of an incident, in order. */
    public List<Kept> of(UUID incident) {
        return jdbc.sql("select * from alert where incident_id = ? order by number")
                .param(incident)
                .query(KEPT)
                .list();
    }

    /**
     * The next alert that a channel should send, for this caller alone until the lease ends; after
     * that someone else may take it. Alerts of one incident come in order: a later one waits for an
     * earlier one. No lock is held while it is sent.
     */
    public Optional<Kept> take(String channel, Instant now, Duration lease) {
        return jdbc.sql(
                        """
                        update alert set attempts = attempts + 1, next_try_at = ?
                        where id = (
                            select a.id from alert a
                            where a.channel = ? and a.state = 'WAITING'
                              and (a.attempts = 0 or a.next_try_at <= ? or a.next_try_at > ?)
                              and not exists (
                                  select 1 from alert e
                                  where e.incident_id = a.incident_id and e.channel = a.channel
                                    and e.state = 'WAITING' and e.number < a.number)
                            order by a.number limit 1
                            for update skip locked)
                        returning *
                        """)
                .params(
                        Timestamp.from(now.plus(lease)),
                        channel,
                        Timestamp.from(now),
                        Timestamp.from(now.plus(LONGEST_WAIT)))
                .query(KEPT)
                .optional();
    }

    /** The other side took it. */
    public void sent(UUID id, Instant at) {
        jdbc.sql(
                        "update alert set sent_at = coalesce(sent_at, ?), last_error = null, state"
                            + " = case when state = 'ACKNOWLEDGED' then state else 'SENT' end where"
                            + " id = ?")
                .params(Timestamp.from(at), id)
                .update();
    }

    /**
     * A try failed; a later try by someone else stands.
     *
     * @param attempt which
     * @param nextTry when to try again; empty: never, it is a dead letter
     */
    public void failed(UUID id, int attempt, String error, Optional<Instant> nextTry) {
        String words = error.substring(0, Math.min(LONGEST_ERROR, error.length()));
        jdbc.sql(
                        "update alert set last_error = ?, state = ?, next_try_at = coalesce(?,"
                                + " next_try_at) where id = ? and state = 'WAITING' and attempts ="
                                + " ?")
                .params(
                        Arrays.asList(
                                words.replace('\0', '?'),
                                nextTry.isPresent() ? "WAITING" : "DEAD",
                                nextTry.map(Timestamp::from).orElse(null),
                                id,
                                attempt))
                .update();
    }

    /** A dead letter is tried again, from the first attempt on. Returns whether there was one. */
    public boolean again(UUID id, Instant now) {
        return jdbc.sql(
                                "update alert set state = 'WAITING', attempts = 0, next_try_at = ?"
                                        + " where id = ? and state = 'DEAD'")
                        .params(Timestamp.from(now), id)
                        .update()
                > 0;
    }

    /** The channel that an alert goes out over. */
    public Optional<String> channelOf(UUID id) {
        return jdbc.sql("select channel from alert where id = ?")
                .param(id)
                .query(String.class)
                .optional();
    }

    /**
     * A named person saw it. The first one stands: a repeat changes nothing.
     *
     * @return the alert's incident when this was the first time
     */
    public Optional<UUID> acknowledge(UUID id, String person, Instant at) {
        return jdbc.sql(
                        "update alert set state = 'ACKNOWLEDGED', acknowledged_by = ?,"
                                + " acknowledged_at = ? where id = ? and state <> 'ACKNOWLEDGED'"
                                + " returning incident_id")
                .params(person, Timestamp.from(at), id)
                .query(UUID.class)
                .optional();
    }

    /** The latest dead letters, newest first. */
    public List<Kept> dead(int most) {
        return jdbc.sql("select * from alert where state = 'DEAD' order by number desc limit ?")
                .param(most)
                .query(KEPT)
                .list();
    }

    /**
     * How one channel's alerts stand.
     *
     * @param oldestWaiting since when the oldest one waits
     */
    public record Counts(
            long waiting, Optional<Instant> oldestWaiting, long dead, Optional<Instant> lastSent) {}

    public Counts counts(String channel) {
        return jdbc.sql(
                        """
                        select (select count(*) from alert where channel = c and state = 'WAITING') as waiting,
                               (select min(made_at) from alert where channel = c and state = 'WAITING') as oldest,
                               (select count(*) from alert where channel = c and state = 'DEAD') as dead,
                               (select max(sent_at) from alert where channel = c and sent_at is not null) as last_sent
                        from (values (cast(? as text))) as v (c)
                        """)
                .param(channel)
                .query(
                        (row, n) ->
                                new Counts(
                                        row.getLong("waiting"),
                                        instant(row, "oldest"),
                                        row.getLong("dead"),
                                        instant(row, "last_sent")))
                .single();
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }

    private static final RowMapper<Kept> KEPT =
            (row, n) ->
                    new Kept(
                            JSON.readValue(row.getString("content"), Alert.class),
                            State.valueOf(row.getString("state")),
                            row.getInt("attempts"),
                            row.getTimestamp("next_try_at").toInstant(),
                            Optional.ofNullable(row.getString("last_error")),
                            instant(row, "sent_at"),
                            instant(row, "acknowledged_at"),
                            Optional.ofNullable(row.getString("acknowledged_by")));
}
