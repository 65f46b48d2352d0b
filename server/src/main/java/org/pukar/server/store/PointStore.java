package org.pukar.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What panic points said, what was refused, and their keys, sealed with the master key. Every call
 * takes part in the caller's transaction.
 */
public final class PointStore {
    private static final Duration HEARTBEATS_KEPT = Duration.ofDays(30);
    private static final Duration REFUSALS_KEPT = Duration.ofDays(90);

    private final JdbcClient jdbc;
    private final MasterKey master;

    public PointStore(JdbcClient jdbc, MasterKey master) {
        this.jdbc = jdbc;
        this.master = master;
    }

    /** What a point says. */
    public enum Kind {
        /** Somebody pressed the button. */
        PRESS,
        /** Someone, or a timer, tried whether a press would come through. Nobody is alerted. */
        TEST,
        /** It is there. */
        HEARTBEAT
    }

    /**
     * One message of a point.
     *
     * @param id made by the point, never used twice
     * @param sentAt by the point's clock
     * @param battery the share that is left, in [0, 1]
     * @param link the strength of its signal, in dBm
     */
    public record Message(
            UUID id,
            String pointId,
            Kind kind,
            Instant sentAt,
            Instant receivedAt,
            Optional<Double> battery,
            Optional<Double> link) {}

    /** A new key for a point, 32 bytes; any older one no longer holds. */
    public byte[] newKey(String pointId, Instant now) {
        SecretKey key = Seal.newKey();
        jdbc.sql(
                        "insert into point_key (point_id, sealed, made_at, form) values (?, ?, ?,"
                            + " 1) on conflict (point_id) do update set sealed = excluded.sealed,"
                            + " made_at = excluded.made_at, form = 1")
                .params(pointId, master.wrap(key, belongsTo(pointId)), Timestamp.from(now))
                .update();
        return key.getEncoded();
    }

    /** The key of a point, 32 bytes; empty when it never got one. */
    public Optional<byte[]> key(String pointId) {
        return jdbc.sql("select sealed from point_key where point_id = ?")
                .param(pointId)
                .query(byte[].class)
                .optional()
                .map(wrapped -> open(wrapped, pointId));
    }

    private byte[] open(byte[] wrapped, String pointId) {
        try {
            return master.unwrap(wrapped, belongsTo(pointId)).getEncoded();
        } catch (Seal.BrokenSealException e) {
            throw new IllegalStateException(
                    "the key of a panic point was changed in the database: " + pointId, e);
        }
    }

    static String belongsTo(String pointId) {
        return "point/" + pointId;
    }

    /** Writes a message; false when one of that id is there already. */
    public boolean add(Message message) {
        return jdbc.sql(
                                """
                                insert into point_message (id, point_id, kind, sent_at, received_at, battery, link)
                                values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                                """)
                        .params(
                                Arrays.asList(
                                        message.id(),
                                        message.pointId(),
                                        message.kind().name(),
                                        Timestamp.from(message.sentAt()),
                                        Timestamp.from(message.receivedAt()),
                                        message.battery().orElse(null),
                                        message.link().orElse(null)))
                        .update()
                == 1;
    }

    /** When a message of that id came; empty when none did. */
    public Optional<Instant> received(UUID id) {
        return jdbc.sql("select received_at from point_message where id = ?")
                .param(id)
                .query((row, n) -> row.getTimestamp("received_at").toInstant())
                .optional();
    }

    /** Counts a message that was refused. */
    public void refuse(String pointId, Instant at, String reason, String way) {
        jdbc.sql("insert into point_refusal (point_id, at, reason, way) values (?, ?, ?, ?)")
                .params(pointId, Timestamp.from(at), reason, way)
                .update();
    }

    /** A message that was refused. */
    public record Refusal(String pointId, Instant at, String reason, String way) {}

    /** The latest that were refused, newest first. */
    public List<Refusal> refusals(int most) {
        return jdbc.sql("select * from point_refusal order by at desc limit ?")
                .param(most)
                .query(
                        (row, n) ->
                                new Refusal(
                                        row.getString("point_id"),
                                        row.getTimestamp("at").toInstant(),
                                        row.getString("reason"),
                                        row.getString("way")))
                .list();
    }

    /**
     * How a point does.
     *
     * @param heardAt its last message of any kind
     * @param battery as it said last, in [0, 1]
     * @param link as it said last, in dBm
     * @param refused messages in its name that were refused in the last day
     * @param uptime the share of the last day in which it was heard every {@code silence}; less for
     *     a point that is younger
     */
    public record State(
            boolean hasKey,
            Optional<Instant> heardAt,
            Optional<Instant> pressedAt,
            Optional<Instant> testedAt,
            Optional<Double> battery,
            Optional<Double> link,
            int refused,
            double uptime) {}

    /**
     * How every point of that list does.
     *
     * @param silence a point not heard for this long was down
     */
    public Map<String, State> states(List<String> points, Instant now, Duration silence) {
        Map<String, State> states = new HashMap<>();
        jdbc.sql(
                        """
                        select p.id,
                            exists (select 1 from point_key k where k.point_id = p.id) as has_key,
                            m.received_at as heard, m.battery, m.link,
                            (select max(received_at) from point_message where point_id = p.id and kind = 'PRESS') as pressed,
                            (select max(received_at) from point_message where point_id = p.id and kind = 'TEST') as tested,
                            (select count(*) from point_refusal where point_id = p.id and at > :day) as refused,
                            (select coalesce(sum(least(extract(epoch from next - received_at), :silence)), 0)
                                / (select greatest(1, least(86400, extract(epoch from :now - min(received_at))))
                                   from point_message where point_id = p.id) from (
                                select greatest(received_at, :day) as received_at,
                                    lead(received_at, 1, :now) over (order by received_at) as next
                                from point_message where point_id = p.id and received_at > :dayAndSilence) as gaps
                             where next > :day) as uptime
                        from unnest(:points) as p(id) left join lateral (
                            select * from point_message where point_id = p.id order by received_at desc limit 1) m on true
                        """)
                .param("points", points.toArray(String[]::new))
                .param("now", Timestamp.from(now))
                .param("day", Timestamp.from(now.minus(Duration.ofDays(1))))
                .param(
                        "dayAndSilence",
                        Timestamp.from(now.minus(Duration.ofDays(1)).minus(silence)))
                .param("silence", silence.toSeconds())
                .query(
                        row -> {
                            states.put(
                                    row.getString("id"),
                                    new State(
                                            row.getBoolean("has_key"),
                                            instant(row, "heard"),
                                            instant(row, "pressed"),
                                            instant(row, "tested"),
                                            number(row, "battery"),
                                            number(row, "link"),
                                            row.getInt("refused"),
                                            row.getDouble("uptime")));
                        });
        return states;
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }

    private static Optional<Double> number(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, Double.class));
    }

    /**
     * Erases what says nothing any more: heartbeats after 30 days (a replay is known by its age
     * then), refusals after 90.
     */
    public void forget(Instant now) {
        int erased;
        do {
            erased =
                    jdbc.sql(
                                    """
                                    delete from point_message where id in (
                                        select id from point_message where kind = 'HEARTBEAT' and received_at < ? limit 10000)
                                    """)
                            .param(Timestamp.from(now.minus(HEARTBEATS_KEPT)))
                            .update();
        } while (erased == 10_000);
        jdbc.sql("delete from point_refusal where at < ?")
                .param(Timestamp.from(now.minus(REFUSALS_KEPT)))
                .update();
    }
}
