package org.pukar.server.breach;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.pukar.server.audit.AuditLog;
import org.pukar.server.audit.AuditLog.Act;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Breaches and drills of them. Every step is in the log; none can be taken back. Thread-safe. */
public final class Breaches {
    /** In characters, of one field. */
    public static final int MOST_WORDS = 4_000;

    /** Nobody learns of a breach that late: a mistyped year. */
    private static final Duration LONGEST_AGO = Duration.ofDays(366);

    private static final String OF_BREACH =
            "select * from (select b.*, (select max(at) from breach_step s where s.breach_id = b.id"
                    + " and kind = 'ENDED') as ended_at from breach b) b";

    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final InstantSource clock;

    public Breaches(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.audit = new AuditLog(jdbc);
        this.clock = clock;
    }

    /** Begins one; from {@code knownAt} on the hours count. */
    public Breach start(String person, boolean drill, Instant knownAt)
            throws BreachRefusedException {
        Instant now = clock.instant();
        if (knownAt.isAfter(now) || knownAt.isBefore(now.minus(LONGEST_AGO))) {
            throw new BreachRefusedException(
                    "a breach became known at a time that has come, at most a year ago");
        }
        UUID id = UUID.randomUUID();
        audit.add(person, Act.STARTED_BREACH, Optional.empty(), (drill ? "drill " : "") + id);
        jdbc.sql("insert into breach values (?, ?, ?, ?, ?)")
                .params(id, drill, Timestamp.from(knownAt), Timestamp.from(now), person)
                .update();
        return breach(id);
    }

    /** All, those that go on first, the latest first. */
    public List<Breach> list() {
        return jdbc.sql(OF_BREACH + " order by ended_at is not null, started_at desc limit 50")
                .query(this::read)
                .list();
    }

    /** That one; there must be one. */
    public Breach breach(UUID id) throws BreachRefusedException {
        return jdbc.sql(OF_BREACH + " where id = ?")
                .param(id)
                .query(this::read)
                .optional()
                .orElseThrow(() -> new BreachRefusedException("there must be such a breach"));
    }

    /** Writes a field; what stood there before stays in the database. */
    public void write(UUID id, String person, Field field, String words)
            throws BreachRefusedException {
        if (words.isBlank() || words.length() > MOST_WORDS) {
            throw new BreachRefusedException("write 1 to 4000 characters");
        }
        step(id, person, "WROTE", field.name(), words.strip(), Act.WROTE_OF_BREACH);
    }

    /** Says that a notice was sent. Pukar itself sends none. */
    public void sent(UUID id, String person, Notice notice) throws BreachRefusedException {
        if (breach(id).sent().containsKey(notice)) {
            throw new BreachRefusedException("this notice was sent before");
        }
        step(id, person, "SENT", notice.name(), "", Act.SENT_NOTICE);
    }

    /** Ends it, once every notice was sent. */
    public void end(UUID id, String person) throws BreachRefusedException {
        if (breach(id).sent().size() < Notice.values().length) {
            throw new BreachRefusedException("every notice must be sent before a breach ends");
        }
        step(id, person, "ENDED", "", "", Act.ENDED_BREACH);
    }

    private void step(UUID id, String person, String kind, String about, String words, Act act)
            throws BreachRefusedException {
        if (breach(id).endedAt().isPresent()) {
            throw new BreachRefusedException("this breach has ended");
        }
        audit.add(person, act, Optional.empty(), (about + " " + id).strip());
        jdbc.sql(
                        "insert into breach_step (breach_id, at, person, kind, about, words) values"
                                + " (?, ?, ?, ?, ?, ?)")
                .params(id, Timestamp.from(clock.instant()), person, kind, about, words)
                .update();
    }

    /** How much could be touched, as of now. */
    public Held held() {
        return jdbc.sql(
                        """
                        select (select count(*) from incident) as incidents,
                            (select count(*) from evidence_key) as pictures,
                            count(*) filter (where words <> '' or call_back <> '' or latitude is not null) as requests,
                            count(*) filter (where call_back <> '') as numbers,
                            (select count(*) from account) as accounts,
                            (select count(*) from audit) as entries
                        from request
                        """)
                .query(
                        (row, n) ->
                                new Held(
                                        row.getLong("incidents"),
                                        row.getLong("pictures"),
                                        row.getLong("requests"),
                                        row.getLong("numbers"),
                                        row.getLong("accounts"),
                                        row.getLong("entries")))
                .single();
    }

    private Breach read(ResultSet row, int number) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        Map<Field, String> words = new EnumMap<>(Field.class);
        Map<Notice, Instant> sent = new EnumMap<>(Notice.class);
        jdbc.sql("select kind, about, words, at from breach_step where breach_id = ? order by id")
                .param(id)
                .query(
                        step -> {
                            String about = step.getString("about");
                            switch (step.getString("kind")) {
                                case "WROTE" ->
                                        words.put(Field.valueOf(about), step.getString("words"));
                                case "SENT" ->
                                        sent.putIfAbsent(
                                                Notice.valueOf(about),
                                                step.getTimestamp("at").toInstant());
                                default -> {} // its end
                            }
                        });
        return new Breach(
                id,
                row.getBoolean("drill"),
                row.getTimestamp("known_at").toInstant(),
                row.getTimestamp("started_at").toInstant(),
                row.getString("started_by"),
                words,
                sent,
                Optional.ofNullable(row.getTimestamp("ended_at")).map(Timestamp::toInstant));
    }
}
