package org.pukar.server.store;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.pukar.base.GeoPoint;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.incident.Incident;
import org.pukar.incident.Outcome;
import org.pukar.incident.State;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Incidents, their signals and what happened to them. Every call takes part in the caller's
 * transaction.
 */
public final class IncidentStore {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String SELECT =
            """
            select i.*, (select array_agg(s.id order by s.at, s.id) from signal s where s.incident_id = i.id) as signals
            from incident i
            """;

    private static final String DUE = " (i.deadline <= :now or i.desk_deadline <= :now)";

    private final JdbcClient jdbc;

    public IncidentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An incident as it is kept.
     *
     * @param incident the state machine's
     * @param stationId whose desk rings first
     * @param where where it is: its site, or where someone who asked for help is
     * @param exercise what kind of exercise it is; empty when it is none
     */
    public record Kept(
            Incident incident, String stationId, Where where, Optional<Exercise> exercise) {
        /** The same with the incident as it is after a step. */
        public Kept with(Incident next) {
            return new Kept(next, stationId, where, exercise);
        }

        /** The same, elsewhere. */
        public Kept at(Where other) {
            return new Kept(incident, stationId, other, exercise);
        }
    }

    /**
     * Where an incident is.
     *
     * @param name what people call the place
     */
    public record Where(String name, GeoPoint place) {}

    /** What an incident is an exercise for. */
    public enum Exercise {
        /** Everybody knows: it says so everywhere. */
        DRILL,
        /** A known picture among others: whoever decides on it is told afterwards. */
        KNOWN
    }

    /** The incident that a signal belongs to, locked for this transaction; empty for a new one. */
    public Optional<Kept> findOf(UUID signal) {
        return jdbc.sql("select incident_id from signal where id = ?")
                .param(signal)
                .query(UUID.class)
                .optional()
                .flatMap(this::findLocked);
    }

    /** Lets one transaction at a time group a site's signals. */
    public void lockSite(String siteId) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param(siteId)
                .query((rs, n) -> 1)
                .single();
    }

    /** Whether an incident of a site, no exercise, has not ended. */
    public boolean isOpenAt(String siteId) {
        return jdbc.sql(
                        "select exists (select 1 from incident where site_id = ? and ended_at is"
                                + " null and exercise is null)")
                .param(siteId)
                .query(Boolean.class)
                .single();
    }

    /** The incidents of a site that have not ended, newest first, locked for this transaction. */
    public List<Kept> openAt(String siteId) {
        return jdbc.sql(
                        SELECT
                                + " where i.site_id = ? and i.ended_at is null order by"
                                + " i.last_signal_at desc for update of i")
                .param(siteId)
                .query(KEPT)
                .list();
    }

    /** Incidents whose deadline has come, the longest overdue first. */
    public List<UUID> due(Instant now) {
        return jdbc.sql(
                        "select i.id from incident i where i.ended_at is null and"
                                + DUE
                                + " order by least(i.deadline, i.desk_deadline) limit 50")
                .param("now", Timestamp.from(now))
                .query(UUID.class)
                .list();
    }

    /**
     * The incident, locked, if its deadline has come; empty when another desk has it in hand or has
     * dealt with it.
     */
    public Optional<Kept> findDue(UUID id, Instant now) {
        return jdbc.sql(
                        SELECT
                                + " where i.id = :id and i.ended_at is null and"
                                + DUE
                                + " for update of i skip locked")
                .param("id", id)
                .param("now", Timestamp.from(now))
                .query(KEPT)
                .optional();
    }

    /** Who was told to go to other incidents and has not reported their end. */
    public Set<String> busyElsewhere(UUID id) {
        return Set.copyOf(
                jdbc.sql(
                                "select distinct sent_to from incident where ended_at is null and"
                                        + " sent_to is not null and id <> ?")
                        .param(id)
                        .query(String.class)
                        .list());
    }

    /** All that have not ended: most wished-for first, then oldest first. */
    public List<Kept> open() {
        return jdbc.sql(
                        SELECT
                                + " where i.ended_at is null order by"
                                + " array_position(array['REQUEST','SIGN','EXPRESSION'], i.rank),"
                                + " i.opened_at")
                .query(KEPT)
                .list();
    }

    /** The latest that have ended since a moment, newest first. */
    public List<Kept> ended(int most, Instant since) {
        return jdbc.sql(
                        SELECT
                                + " where i.ended_at is not null and i.ended_at >= ? order by"
                                + " i.ended_at desc limit ?")
                .params(Timestamp.from(since), most)
                .query(KEPT)
                .list();
    }

    /** Whether an incident had ended before a moment. */
    public boolean endedBefore(UUID id, Instant moment) {
        return jdbc.sql("select exists (select 1 from incident where id = ? and ended_at < ?)")
                .params(id, Timestamp.from(moment))
                .query(Boolean.class)
                .single();
    }

    public Optional<Kept> find(UUID id) {
        return jdbc.sql(SELECT + " where i.id = ?").param(id).query(KEPT).optional();
    }

    /** The incident, locked for this transaction. */
    public Optional<Kept> findLocked(UUID id) {
        return jdbc.sql(SELECT + " where i.id = ? for update of i")
                .param(id)
                .query(KEPT)
                .optional();
    }

    /** Writes an incident as it is after a step, by this machine's clock. */
    public void save(Kept kept) {
        save(kept, Instant.now());
    }

    /**
     * Writes an incident as it is after a step.
     *
     * @param now when it ended, if it has and had not before
     */
    public void save(Kept kept, Instant now) {
        Incident i = kept.incident();
        jdbc.sql(
                        """
                        insert into incident (id, site_id, station_id, rank, state, opened_at, last_signal_at, urgency,
                            deadline, desk_deadline, claimed_by, confirmed_by, opinion_asked_by, verdict_reason, sent_to, tried, outcome,
                            ended_at, place_name, latitude, longitude, exercise)
                        values (:id, :site, :station, :rank, :state, :opened, :last, :urgency, :deadline, :desk, :claimed,
                            :confirmed, :asked, :reason, :sent, :tried, :outcome::jsonb, case when :ended then :now::timestamptz end,
                            :place, :latitude, :longitude, :exercise)
                        on conflict (id) do update set rank = excluded.rank, state = excluded.state,
                            last_signal_at = excluded.last_signal_at, urgency = excluded.urgency,
                            deadline = excluded.deadline, desk_deadline = excluded.desk_deadline, claimed_by = excluded.claimed_by,
                            confirmed_by = excluded.confirmed_by, opinion_asked_by = excluded.opinion_asked_by,
                            place_name = excluded.place_name, latitude = excluded.latitude,
                            longitude = excluded.longitude, verdict_reason = excluded.verdict_reason,
                            sent_to = excluded.sent_to, tried = excluded.tried, outcome = excluded.outcome,
                            ended_at = coalesce(incident.ended_at, excluded.ended_at)
                        """)
                .param("id", i.id())
                .param("site", i.siteId())
                .param("station", kept.stationId())
                .param("rank", i.rank().name())
                .param("state", i.state().name())
                .param("opened", Timestamp.from(i.openedAt()))
                .param("last", Timestamp.from(i.lastSignalAt()))
                .param("urgency", i.urgency())
                .param("deadline", i.deadline().map(Timestamp::from).orElse(null))
                .param("desk", i.deskDeadline().map(Timestamp::from).orElse(null))
                .param("claimed", i.claimedBy().orElse(null))
                .param("confirmed", i.confirmedBy().orElse(null))
                .param("asked", i.opinionAskedBy().orElse(null))
                .param("place", kept.where().name())
                .param("latitude", kept.where().place().latitude())
                .param("longitude", kept.where().place().longitude())
                .param("exercise", kept.exercise().map(Exercise::name).orElse(null))
                .param("reason", i.verdictReason().orElse(null))
                .param("sent", i.sentTo().orElse(null))
                .param("tried", i.tried().toArray(String[]::new))
                .param("outcome", i.outcome().map(JSON::writeValueAsString).orElse(null))
                .param("ended", i.state().ended())
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Writes a signal of an incident. */
    public void save(Signal signal, UUID incidentId) {
        jdbc.sql(
                        """
                        insert into signal (id, incident_id, camera_id, rank, at, track, score, threshold, looks)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
                        """)
                .params(
                        signal.id(),
                        incidentId,
                        signal.cameraId(),
                        signal.rank().name(),
                        Timestamp.from(signal.at()),
                        signal.track(),
                        signal.score(),
                        signal.threshold(),
                        JSON.writeValueAsString(signal.looks()))
                .update();
    }

    /**
     * A signal as it is kept.
     *
     * @param looks as JSON, for the plot
     */
    public record KeptSignal(
            UUID id,
            String cameraId,
            Rank rank,
            Instant at,
            long track,
            double score,
            double threshold,
            String looks) {}

    /** The signals of an incident, oldest first. */
    public List<KeptSignal> signals(UUID incidentId) {
        return jdbc.sql("select * from signal where incident_id = ? order by at, id")
                .param(incidentId)
                .query(
                        (row, n) ->
                                new KeptSignal(
                                        row.getObject("id", UUID.class),
                                        row.getString("camera_id"),
                                        Rank.valueOf(row.getString("rank")),
                                        row.getTimestamp("at").toInstant(),
                                        row.getLong("track"),
                                        row.getDouble("score"),
                                        row.getDouble("threshold"),
                                        row.getString("looks")))
                .list();
    }

    /**
     * Something that happened to an incident.
     *
     * @param kind the event's name
     * @param person who did it; empty when time or routing did
     * @param detail in words
     */
    public record Happened(Instant at, String kind, Optional<String> person, String detail) {}

    /** Adds to what happened. */
    public void happened(UUID incidentId, Happened event) {
        jdbc.sql(
                        "insert into incident_event (incident_id, at, kind, person, detail) values"
                                + " (?, ?, ?, ?, ?)")
                .params(
                        java.util.Arrays.asList(
                                incidentId,
                                Timestamp.from(event.at()),
                                event.kind(),
                                event.person().orElse(null),
                                event.detail()))
                .update();
    }

    /** What happened to an incident, in order. */
    public List<Happened> history(UUID incidentId) {
        return jdbc.sql("select * from incident_event where incident_id = ? order by id")
                .param(incidentId)
                .query(
                        (row, n) ->
                                new Happened(
                                        row.getTimestamp("at").toInstant(),
                                        row.getString("kind"),
                                        Optional.ofNullable(row.getString("person")),
                                        row.getString("detail")))
                .list();
    }

    private static final RowMapper<Kept> KEPT =
            (row, n) ->
                    new Kept(
                            new Incident(
                                    row.getObject("id", UUID.class),
                                    row.getString("site_id"),
                                    Rank.valueOf(row.getString("rank")),
                                    State.valueOf(row.getString("state")),
                                    row.getTimestamp("opened_at").toInstant(),
                                    row.getTimestamp("last_signal_at").toInstant(),
                                    List.of(array(row, "signals", new UUID[0])),
                                    row.getInt("urgency"),
                                    Optional.ofNullable(row.getTimestamp("deadline"))
                                            .map(Timestamp::toInstant),
                                    Optional.ofNullable(row.getTimestamp("desk_deadline"))
                                            .map(Timestamp::toInstant),
                                    Optional.ofNullable(row.getString("claimed_by")),
                                    Optional.ofNullable(row.getString("confirmed_by")),
                                    Optional.ofNullable(row.getString("opinion_asked_by")),
                                    Optional.ofNullable(row.getString("verdict_reason")),
                                    Optional.ofNullable(row.getString("sent_to")),
                                    List.of(array(row, "tried", new String[0])),
                                    Optional.ofNullable(row.getString("outcome"))
                                            .map(json -> JSON.readValue(json, Outcome.class))),
                            row.getString("station_id"),
                            new Where(
                                    row.getString("place_name"),
                                    new GeoPoint(
                                            row.getDouble("latitude"), row.getDouble("longitude"))),
                            Optional.ofNullable(row.getString("exercise")).map(Exercise::valueOf));

    @SuppressWarnings("unchecked") // the driver hands over the element type of the column
    private static <T> T[] array(ResultSet row, String column, T[] none) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? none : (T[]) array.getArray();
    }
}
