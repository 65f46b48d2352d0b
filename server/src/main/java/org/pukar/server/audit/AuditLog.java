package org.pukar.server.audit;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The audit log: append-only, kept so by the database itself. It holds no picture and no face. */
public final class AuditLog {
    private final JdbcClient jdbc;

    public AuditLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What people do that is logged. */
    public enum Act {
        SIGNED_IN,
        LOOKED_AT_INCIDENT,
        LOOKED_AT_PICTURES,
        DECIDED,
        ANSWERED,
        REPORTED,
        STARTED_DRILL,
        TRIED_ALERT_AGAIN,
        ADDED_ACCOUNT,
        MADE_KEY,
        DISABLED_KEY,
        DISABLED_ACCOUNT
    }

    /**
     * Appends.
     *
     * @param detail in words, without anything about the people in a picture
     */
    public void add(String person, Act act, Optional<UUID> incident, String detail) {
        jdbc.sql("insert into audit (person, act, incident_id, detail) values (?, ?, ?, ?)")
                .params(Arrays.asList(person, act.name(), incident.orElse(null), detail))
                .update();
    }
}
