package org.pukar.server.store;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.pukar.base.GeoPoint;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What has been kept for long enough, and what a named person holds back for a court. Every call
 * takes part in the caller's transaction.
 */
public final class RetentionStore {
    /** A hold ends; it can be made again, with a reason, by somebody. Our choice. */
    public static final Duration LONGEST_HOLD = Duration.ofDays(365);

    private static final String NOT_HELD =
            """
             and not exists (select 1 from hold h where h.incident_id = i.id and h.lifted_at is null
                 and h.ends_at > :now)
            """;

    private final JdbcClient jdbc;

    public RetentionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Incidents whose pictures were kept for that long after their end, the oldest first. One that
     * nobody ends counts from its last signal.
     */
    public List<UUID> picturesDue(Instant now, Duration kept, int most) {
        return due(
                "coalesce(i.ended_at, i.last_signal_at)",
                "exists (select 1 from evidence_key k where k.incident_id = i.id)",
                now,
                kept,
                most);
    }

    /** Incidents whose words were kept for that long after their end, the oldest first. */
    public List<UUID> wordsDue(Instant now, Duration kept, int most) {
        return due("i.ended_at", "i.words_erased_at is null", now, kept, most);
    }

    private List<UUID> due(String since, String what, Instant now, Duration kept, int most) {
        return jdbc.sql(
                        "select i.id from incident i where "
                                + since
                                + " <= :end and "
                                + what
                                + NOT_HELD
                                + " order by "
                                + since
                                + " limit :most")
                .param("end", Timestamp.from(now.minus(kept)))
                .param("now", Timestamp.from(now))
                .param("most", most)
                .query(UUID.class)
                .list();
    }

    /**
     * Locks an incident, unless a hold on it has been made meanwhile or another desk has it in
     * hand.
     */
    public boolean lock(UUID incident, Instant now) {
        return jdbc.sql(
                        "select 1 from incident i where i.id = :id"
                                + NOT_HELD
                                + " for update skip locked")
                .param("id", incident)
                .param("now", Timestamp.from(now))
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /**
     * Erases all that people wrote in an incident and where someone was; what happened, when and by
     * whose decision stays.
     *
     * @param name what the place is called from then on: the site, or about where it was
     */
    public void eraseWords(UUID incident, String name, GeoPoint place, Instant now) {
        new RequestStore(jdbc).erase(incident);
        jdbc.sql(
                        """
                        update incident set words_erased_at = ?, place_name = ?, latitude = ?, longitude = ?,
                            verdict_reason = split_part(verdict_reason, ' – ', 1),
                            outcome = case when jsonb_exists(outcome, 'note') then jsonb_set(outcome, '{note}', '""') else outcome end
                        where id = ?
                        """)
                .params(Timestamp.from(now), name, place.latitude(), place.longitude(), incident)
                .update();
        jdbc.sql(
                        "update incident_event set detail = split_part(detail, ' – ', 1) where"
                                + " incident_id = ? and person is not null and position(' – ' in"
                                + " detail) > 0")
                .param(incident)
                .update();
        jdbc.sql("update opinion set words = '' where incident_id = ?").param(incident).update();
        jdbc.sql(
                        """
                        update alert set content = content || jsonb_build_object('site', :name::text, 'place',
                            (content -> 'place') || jsonb_build_object('latitude', :latitude::float8, 'longitude', :longitude::float8))
                        where incident_id = :id
                        """)
                .param("name", name)
                .param("latitude", place.latitude())
                .param("longitude", place.longitude())
                .param("id", incident)
                .update();
        jdbc.sql("insert into erasure (what, incident_id) values ('WORDS', ?)")
                .param(incident)
                .update();
    }

    /** The same in a restored database, without the settings: a place is known to a kilometer. */
    void eraseWordsAgain(UUID incident, Instant at) {
        record Place(String site, String name, double latitude, double longitude) {}
        jdbc.sql("select site_id, place_name, latitude, longitude from incident where id = ?")
                .param(incident)
                .query(
                        (row, n) ->
                                new Place(
                                        row.getString("site_id"),
                                        row.getString("place_name"),
                                        row.getDouble("latitude"),
                                        row.getDouble("longitude")))
                .optional()
                .ifPresent(
                        place -> {
                            GeoPoint about =
                                    new GeoPoint(
                                            Math.round(place.latitude * 100) / 100.0,
                                            Math.round(place.longitude * 100) / 100.0);
                            boolean site = !place.site.startsWith("request-");
                            eraseWords(incident, site ? place.name : "about " + about, about, at);
                        });
    }

    /**
     * Somebody keeps an incident from being erased.
     *
     * @param person who says so
     * @param lifted when somebody ended it early; empty: nobody did
     */
    public record Hold(
            long id,
            UUID incident,
            String person,
            String reason,
            Instant madeAt,
            Instant endsAt,
            Optional<Instant> lifted) {
        public boolean holds(Instant now) {
            return lifted.isEmpty() && endsAt.isAfter(now);
        }
    }

    /**
     * Makes a hold.
     *
     * @return why it was refused; empty when it was made
     */
    public Optional<String> hold(
            UUID incident, String person, String reason, Instant now, Instant end) {
        if (person.isBlank() || reason.strip().length() < 3) {
            return Optional.of("a hold must name a person and a reason, such as a case's number");
        }
        if (!end.isAfter(now) || end.isAfter(now.plus(LONGEST_HOLD))) {
            return Optional.of(
                    "a hold must end within %d days from now, got %s; make another one when it ends"
                            .formatted(LONGEST_HOLD.toDays(), end));
        }
        Optional<UUID> known =
                jdbc.sql("select id from incident where id = ? for update")
                        .param(incident)
                        .query(UUID.class)
                        .optional();
        if (known.isEmpty()) {
            return Optional.of("there is no incident " + incident);
        }
        jdbc.sql(
                        "insert into hold (incident_id, person, reason, made_at, ends_at) values"
                                + " (?, ?, ?, ?, ?)")
                .params(incident, person, reason, Timestamp.from(now), Timestamp.from(end))
                .update();
        return Optional.empty();
    }

    /** Ends all holds on an incident early; returns how many there were. */
    public int lift(UUID incident, String person, Instant now) {
        return jdbc.sql(
                        "update hold set lifted_at = ?, lifted_by = ? where incident_id = ? and"
                                + " lifted_at is null and ends_at > ?")
                .params(Arrays.asList(Timestamp.from(now), person, incident, Timestamp.from(now)))
                .update();
    }

    /** All holds on an incident, oldest first. */
    public List<Hold> holds(UUID incident) {
        return jdbc.sql("select * from hold where incident_id = ? order by id")
                .param(incident)
                .query(HOLD)
                .list();
    }

    /** All holds that hold. */
    public List<Hold> holding(Instant now) {
        return jdbc.sql("select * from hold where lifted_at is null and ends_at > ? order by id")
                .param(Timestamp.from(now))
                .query(HOLD)
                .list();
    }

    private static final RowMapper<Hold> HOLD =
            (row, n) ->
                    new Hold(
                            row.getLong("id"),
                            row.getObject("incident_id", UUID.class),
                            row.getString("person"),
                            row.getString("reason"),
                            row.getTimestamp("made_at").toInstant(),
                            row.getTimestamp("ends_at").toInstant(),
                            Optional.ofNullable(row.getTimestamp("lifted_at"))
                                    .map(Timestamp::toInstant));
}
