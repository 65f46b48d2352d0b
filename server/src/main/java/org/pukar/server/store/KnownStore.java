package org.pukar.server.store;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.pukar.evidence.Look;
import org.pukar.evidence.Rank;
import org.pukar.server.settings.DrillSettings.KnownAnswer;
import org.pukar.vision.mask.Ring;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Known exercises: what their films gave, when one is due, and what people decided. The pictures
 * are masked and sealed as those of real incidents are. Every call takes part in the caller's
 * transaction.
 */
public final class KnownStore {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final MasterKey master;

    public KnownStore(JdbcClient jdbc, MasterKey master) {
        this.jdbc = jdbc;
        this.master = master;
    }

    /**
     * What a film gave.
     *
     * @param filmHash SHA-256 of the film
     * @param at when in the film its signal came; looks and pictures lie around it
     * @param pictures masked, oldest first
     */
    public record Template(
            String filmHash,
            Rank rank,
            double score,
            double threshold,
            Instant at,
            List<Look> looks,
            List<Ring.Shot> pictures) {}

    /** Whether the film has been read. */
    public boolean has(String filmHash) {
        return jdbc.sql("select count(*) from known_template where film_hash = ?")
                        .param(filmHash)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Writes what a film gave; one that is there already stays as it is. */
    public void add(Template template) {
        if (has(template.filmHash())) {
            return;
        }
        SecretKey key = Seal.newKey();
        UUID keyId = UUID.randomUUID();
        master.folder().write(keyId, master.wrap(key, KeyFolder.belongsTo(keyId)));
        int written =
                jdbc.sql(
                                """
                                insert into known_template (film_hash, rank, score, threshold, at, looks, key_id)
                                values (?, ?, ?, ?, ?, ?::jsonb, ?) on conflict do nothing
                                """)
                        .params(
                                template.filmHash(),
                                template.rank().name(),
                                template.score(),
                                template.threshold(),
                                Timestamp.from(template.at()),
                                JSON.writeValueAsString(template.looks()),
                                keyId)
                        .update();
        if (written == 0) {
            master.folder().destroy(keyId); // another desk read the film at the same time
            return;
        }
        for (Ring.Shot shot : template.pictures()) {
            Instant at = shot.at().truncatedTo(ChronoUnit.MICROS); // as PostgreSQL keeps it
            jdbc.sql("insert into known_picture (film_hash, at, sealed) values (?, ?, ?)")
                    .params(
                            template.filmHash(),
                            Timestamp.from(at),
                            Seal.seal(key, shot.jpeg(), belongsTo(template.filmHash(), at)))
                    .update();
        }
    }

    /** What a film gave, opened; empty when it has not been read. */
    public Optional<Template> find(String filmHash) {
        return jdbc.sql("select * from known_template where film_hash = ?")
                .param(filmHash)
                .query(
                        (row, n) ->
                                new Template(
                                        filmHash,
                                        Rank.valueOf(row.getString("rank")),
                                        row.getDouble("score"),
                                        row.getDouble("threshold"),
                                        row.getTimestamp("at").toInstant(),
                                        JSON.readValue(
                                                row.getString("looks"),
                                                new TypeReference<List<Look>>() {}),
                                        pictures(filmHash, row.getObject("key_id", UUID.class))))
                .optional();
    }

    private List<Ring.Shot> pictures(String filmHash, UUID keyId) {
        try {
            byte[] wrapped =
                    master.folder()
                            .read(keyId)
                            .orElseThrow(
                                    () ->
                                            new IllegalStateException(
                                                    "the key of a known film is not in the folder"
                                                            + " of keys: "
                                                            + filmHash));
            SecretKey key = master.unwrap(wrapped, KeyFolder.belongsTo(keyId));
            List<Ring.Shot> sealed =
                    jdbc.sql("select at, sealed from known_picture where film_hash = ? order by at")
                            .param(filmHash)
                            .query(
                                    (row, n) ->
                                            new Ring.Shot(
                                                    row.getTimestamp("at").toInstant(),
                                                    row.getBytes("sealed")))
                            .list();
            List<Ring.Shot> opened = new java.util.ArrayList<>();
            for (Ring.Shot shot : sealed) {
                byte[] jpeg = Seal.open(key, shot.jpeg(), belongsTo(filmHash, shot.at()));
                opened.add(new Ring.Shot(shot.at(), jpeg));
            }
            return opened;
        } catch (Seal.BrokenSealException e) {
            throw new IllegalStateException(
                    "a known picture was changed in the database: " + filmHash, e);
        }
    }

    static String belongsTo(String filmHash) {
        return "known/" + filmHash;
    }

    static String belongsTo(String filmHash, Instant at) {
        return "known/" + filmHash + "/" + at;
    }

    /** Real incidents that a person looks at, opened since, for which nothing was drawn yet. */
    public List<UUID> undrawn(Instant since) {
        return jdbc.sql(
                        """
                        select i.id from incident i where i.opened_at > ? and i.exercise is null
                            and i.rank <> 'REQUEST'
                            and not exists (select 1 from known_draw d where d.incident_id = i.id)
                        order by i.opened_at limit 200
                        """)
                .param(Timestamp.from(since))
                .query(UUID.class)
                .list();
    }

    /**
     * Notes what was drawn for a real incident; whichever desk is first counts.
     *
     * @param due when a known one follows; empty: none does
     */
    public void draw(UUID incident, Optional<Instant> due) {
        jdbc.sql(
                        "insert into known_draw (incident_id, due_at) values (?, ?) on conflict do"
                                + " nothing")
                .params(java.util.Arrays.asList(incident, due.map(Timestamp::from).orElse(null)))
                .update();
    }

    /**
     * Takes one that is due, so that no other desk does.
     *
     * @return the station of the real incident that it follows
     */
    public Optional<String> takeDue(Instant now) {
        return jdbc.sql(
                        """
                        update known_draw d set due_at = null from incident i
                        where i.id = d.incident_id and d.incident_id = (
                            select incident_id from known_draw where due_at <= ? order by due_at
                            limit 1 for update skip locked)
                        returning i.station_id
                        """)
                .param(Timestamp.from(now))
                .query(String.class)
                .optional();
    }

    /** Notes that an incident is a known one. */
    public void add(UUID incident, String filmHash, KnownAnswer answer) {
        jdbc.sql("insert into known_exercise (incident_id, film_hash, answer) values (?, ?, ?)")
                .params(incident, filmHash, answer.name())
                .update();
    }

    /**
     * A known exercise that has ended.
     *
     * @param decided what a person said at last; empty: nobody decided, or nobody could tell
     * @param person who said so, or took it last; empty: nobody took it
     * @param at when it was decided, else when it ended
     */
    public record Verdict(
            UUID incident,
            KnownAnswer answer,
            Optional<KnownAnswer> decided,
            Optional<String> person,
            Instant at) {
        public boolean right() {
            return decided.equals(Optional.of(answer));
        }
    }

    private static final String VERDICT =
            """
            select k.incident_id, k.answer, e.kind, e.person, coalesce(e.at, i.ended_at, i.opened_at) as at
            from known_exercise k join incident i on i.id = k.incident_id
            left join lateral (
                select kind, person, at from incident_event where incident_id = k.incident_id
                    and kind in ('Claimed', 'Confirmed', 'Dismissed', 'CouldNotTell')
                order by id desc limit 1) e on true
            where i.ended_at is not null
            """;

    /** How a known exercise ended; empty while it is open, and for every other incident. */
    public Optional<Verdict> verdict(UUID incident) {
        return jdbc.sql(VERDICT + " and k.incident_id = ?")
                .param(incident)
                .query((row, n) -> verdict(row))
                .optional();
    }

    /** All known exercises that were decided, or ended undecided, in that time, oldest first. */
    public List<Verdict> verdicts(Instant from, Instant until) {
        return jdbc.sql(
                        VERDICT
                                + " and coalesce(e.at, i.ended_at) >= ? and coalesce(e.at,"
                                + " i.ended_at) < ? order by 5")
                .params(Timestamp.from(from), Timestamp.from(until))
                .query((row, n) -> verdict(row))
                .list();
    }

    /**
     * One person's decisions on known exercises in a shift.
     *
     * @param unsure they took it and did not decide, or could not tell
     */
    public record Tally(int right, int wrong, int unsure) {}

    /** How many of the known exercises that the person took in that time they decided rightly. */
    public Tally tally(ShiftStore.Shift shift) {
        List<Verdict> theirs =
                verdicts(shift.beganAt(), shift.endedAt().orElse(shift.seenAt()).plusMillis(1))
                        .stream()
                        .filter(v -> v.person().equals(Optional.of(shift.person())))
                        .toList();
        int right = (int) theirs.stream().filter(Verdict::right).count();
        int unsure = (int) theirs.stream().filter(v -> v.decided().isEmpty()).count();
        return new Tally(right, theirs.size() - right - unsure, unsure);
    }

    private static Verdict verdict(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Verdict(
                row.getObject("incident_id", UUID.class),
                KnownAnswer.valueOf(row.getString("answer")),
                Optional.ofNullable(row.getString("kind")).flatMap(KnownStore::answer),
                Optional.ofNullable(row.getString("person")),
                row.getTimestamp("at").toInstant());
    }

    private static Optional<KnownAnswer> answer(String kind) {
        return switch (kind) {
            case "Confirmed" -> Optional.of(KnownAnswer.HELP);
            case "Dismissed" -> Optional.of(KnownAnswer.NO_NEED);
            default -> Optional.empty();
        };
    }
}
