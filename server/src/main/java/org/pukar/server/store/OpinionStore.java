package org.pukar.server.store;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What others say of an incident when whoever took it asked them. It decides nothing. */
public final class OpinionStore {
    private final JdbcClient jdbc;

    public OpinionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What someone says. */
    public enum Says {
        HELP,
        NO_NEED,
        CANT_TELL
    }

    /**
     * One person's look.
     *
     * @param words their own, may be empty
     */
    public record Opinion(String person, Instant at, Says says, String words) {}

    /** Writes an opinion, over what the same person said before. */
    public void add(UUID incident, Opinion opinion) {
        jdbc.sql(
                        """
                        insert into opinion (incident_id, person, at, says, words) values (?, ?, ?, ?, ?)
                        on conflict (incident_id, person) do update
                        set at = excluded.at, says = excluded.says, words = excluded.words
                        """)
                .params(
                        incident,
                        opinion.person(),
                        Timestamp.from(opinion.at()),
                        opinion.says().name(),
                        opinion.words())
                .update();
    }

    /** All that was said of an incident, oldest first. */
    public List<Opinion> of(UUID incident) {
        return jdbc.sql("select * from opinion where incident_id = ? order by at, person")
                .param(incident)
                .query(
                        (row, n) ->
                                new Opinion(
                                        row.getString("person"),
                                        row.getTimestamp("at").toInstant(),
                                        Says.valueOf(row.getString("says")),
                                        row.getString("words")))
                .list();
    }
}
