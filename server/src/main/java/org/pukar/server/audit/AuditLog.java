package org.pukar.server.audit;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is written into the log: who did and who looked at what. The database lets nobody change it,
 * {@link PublishedLog} lets everybody see whether somebody did all the same. It holds no picture
 * and no face.
 */
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
        STARTED_BREACH,
        WROTE_OF_BREACH,
        SENT_NOTICE,
        ENDED_BREACH,
        TRIED_ALERT_AGAIN,
        ADDED_ACCOUNT,
        MADE_KEY,
        DISABLED_KEY,
        DISABLED_ACCOUNT,
        LOOKED_AT_LIST,
        LOOKED_AT_LOG,
        EXPORTED,
        CHANGED_LOG_KEY,
        FAILED_TO_SIGN_IN,
        CHANGED_PASSWORD,
        SET_SECOND_FACTOR,
        REMOVED_SECOND_FACTOR,
        MADE_RECOVERY_CODES,
        USED_RECOVERY_CODE,
        /** A step of an incident, written by the database itself. */
        HAPPENED,
        /** How long a camera was watched, about once an hour. */
        WATCHED,
        ADDED_AUTHORISATION,
        WITHDREW_AUTHORISATION,
        STOPPED_CAMERA,
        STARTED_CAMERA,
        CHANGED_MASTER_KEY,
        HELD_ERASURE,
        LIFTED_HOLD,
        BACKED_UP,
        RESTORED
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

    /** A look counts once in five minutes: what a page asks for again and again is one look. */
    public void look(String person, Act act, Optional<UUID> incident, String detail) {
        jdbc.sql(
                        """
                        insert into audit (person, act, incident_id, detail)
                        select :person, :act, :incident::uuid, :detail where not exists (
                            select 1 from audit where person = :person and at > now() - interval '5 minutes' and act = :act
                                and incident_id is not distinct from :incident::uuid and detail = :detail)
                        """)
                .param("person", person)
                .param("act", act.name())
                .param("incident", incident.map(UUID::toString).orElse(null))
                .param("detail", detail)
                .update();
    }
}
