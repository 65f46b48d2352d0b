package org.pukar.server.store;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.pukar.evidence.Rank;
import org.pukar.incident.State;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Drills and how soon each step of them came. Every call takes part in the caller's transaction.
 */
public final class DrillStore {
    private static final String SELECT =
            """
            select d.*, i.rank, i.state, i.station_id, i.place_name, i.ended_at, e.*
            from drill d join incident i on i.id = d.incident_id
            left join lateral (
                select min(at) filter (where kind = 'Claimed') as claimed_at,
                    (array_agg(person order by id) filter (where kind = 'Claimed'))[1] as claimed_by,
                    min(at) filter (where kind in ('Confirmed', 'Dismissed', 'CouldNotTell', 'Recalled')) as decided_at,
                    min(at) filter (where kind = 'Sent') as sent_at,
                    min(at) filter (where kind = 'Acknowledged') as acknowledged_at,
                    min(at) filter (where kind = 'Reported') as reported_at
                from incident_event where incident_id = d.incident_id) e on true
            """;

    private final JdbcClient jdbc;

    public DrillStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How soon each step came; empty while it has not.
     *
     * @param listed open pages were told of it
     * @param claimed someone took it
     * @param decided someone confirmed, dismissed, could not tell, or called help back
     * @param sent a unit or station was told to go
     * @param acknowledged that one answered
     * @param reported the outcome
     */
    public record Times(
            Optional<Duration> listed,
            Optional<Duration> claimed,
            Optional<Duration> decided,
            Optional<Duration> sent,
            Optional<Duration> acknowledged,
            Optional<Duration> reported) {}

    /**
     * A drill.
     *
     * @param night of a nightly alarm; empty: somebody started it
     * @param claimedBy who took it first
     */
    public record Drill(
            UUID incident,
            String startedBy,
            Optional<LocalDate> night,
            Instant startedAt,
            String place,
            String stationId,
            Rank rank,
            State state,
            Optional<String> claimedBy,
            Times times) {
        /** A drill that nobody took for so long was missed, though it may ring on: our choice. */
        public static final Duration PATIENCE = Duration.ofMinutes(5);

        /** Whether nobody took it: neither at a desk nor, when help was asked for, by going. */
        public boolean missed(Instant now) {
            boolean taken = times.claimed().isPresent() || times.acknowledged().isPresent();
            boolean over = state.ended() || now.isAfter(startedAt.plus(PATIENCE));
            return !taken && over && state != State.RECALLED;
        }
    }

    /** Writes a drill; its incident must be there. */
    public void add(UUID incident, String startedBy, Optional<LocalDate> night, Instant at) {
        jdbc.sql(
                        "insert into drill (incident_id, started_by, night, started_at) values (?,"
                                + " ?, ?, ?)")
                .params(
                        Arrays.asList(
                                incident,
                                startedBy,
                                night.map(Date::valueOf).orElse(null),
                                Timestamp.from(at)))
                .update();
    }

    /** Takes a station's night; false when another desk did, or this one before. */
    public boolean takeNight(String stationId, LocalDate night) {
        return jdbc.sql(
                                "insert into drill_night (station_id, night) values (?, ?) on"
                                        + " conflict do nothing")
                        .params(stationId, Date.valueOf(night))
                        .update()
                == 1;
    }

    /** Those of the incidents that are drills whose listing has not been noted. */
    public List<UUID> unlisted(Collection<UUID> incidents) {
        return incidents.isEmpty()
                ? List.of()
                : jdbc.sql(
                                "select incident_id from drill where listed_at is null and"
                                        + " incident_id = any(?::uuid[])")
                        .param(incidents.stream().map(UUID::toString).toArray(String[]::new))
                        .query(UUID.class)
                        .list();
    }

    /** Open pages were told of a drill. */
    public void listed(UUID incident, Instant at) {
        jdbc.sql(
                        "update drill set listed_at = greatest(?, started_at) where incident_id = ?"
                                + " and listed_at is null")
                .params(Timestamp.from(at), incident)
                .update();
    }

    /** The latest, newest first. */
    public List<Drill> latest(int most) {
        return jdbc.sql(SELECT + " order by d.started_at desc limit ?")
                .param(most)
                .query(ROW)
                .list();
    }

    public Optional<Drill> find(UUID incident) {
        return jdbc.sql(SELECT + " where d.incident_id = ?").param(incident).query(ROW).optional();
    }

    private static final RowMapper<Drill> ROW =
            (row, n) ->
                    new Drill(
                            row.getObject("incident_id", UUID.class),
                            row.getString("started_by"),
                            Optional.ofNullable(row.getDate("night")).map(Date::toLocalDate),
                            row.getTimestamp("started_at").toInstant(),
                            row.getString("place_name"),
                            row.getString("station_id"),
                            Rank.valueOf(row.getString("rank")),
                            State.valueOf(row.getString("state")),
                            Optional.ofNullable(row.getString("claimed_by")),
                            new Times(
                                    since(row, "listed_at"),
                                    since(row, "claimed_at"),
                                    since(row, "decided_at"),
                                    since(row, "sent_at"),
                                    since(row, "acknowledged_at"),
                                    since(row, "reported_at")));

    private static Optional<Duration> since(ResultSet row, String column) throws SQLException {
        Instant start = row.getTimestamp("started_at").toInstant();
        return Optional.ofNullable(row.getTimestamp(column))
                .map(at -> Duration.between(start, at.toInstant()));
    }
}
