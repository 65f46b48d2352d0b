package org.pukar.server.store;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The settings as they were: whenever a start found them changed, or cameras came or went. */
public final class SettingsStore {
    private final JdbcClient jdbc;

    public SettingsStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Settings as they were from one moment on.
     *
     * @param text without secrets
     */
    public record Kept(Instant at, String text) {}

    /** Keeps the text if it differs from the last one. Returns whether it did. */
    public boolean keep(String text, Instant now) {
        return jdbc.sql(
                                """
                                insert into settings_text (at, text)
                                select :at, :text where :text is distinct from
                                    (select text from settings_text order by id desc limit 1)
                                """)
                        .param("at", Timestamp.from(now))
                        .param("text", text)
                        .update()
                > 0;
    }

    /** The latest, newest first. */
    public List<Kept> latest(int most) {
        return jdbc.sql("select at, text from settings_text order by id desc limit ?")
                .param(most)
                .query(
                        (row, n) ->
                                new Kept(row.getTimestamp("at").toInstant(), row.getString("text")))
                .list();
    }
}
