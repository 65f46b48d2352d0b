package org.pukar.server.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Compares what figures are counted from with what the log says of it: every step of an incident
 * was entered as it happened.
 */
record StepCheck(Connection connection) {
    /** Steps as they are now beside the log's: of each incident the last one says how it stands. */
    private static final String DIFFERENT =
            """
            with logged as (
                select split_part(detail, ' ', 1)::bigint as event, incident_id, detail,
                    id = max(id) over (partition by incident_id) as is_last
                from audit where act = 'HAPPENED'),
            now as (
                select e.id as event, e.incident_id, audit_step(e.id, e.at, e.kind, e.incident_id) as detail
                from incident_event e where e.id > (select max(event_id) from audit_begin))
            select coalesce(l.event, n.event) as event, coalesce(l.incident_id, n.incident_id) as incident, l.detail as logged, n.detail as now
            from logged l full join now n on n.event = l.event and n.incident_id = l.incident_id
            where l.event is null or n.event is null
                or case when l.is_last then l.detail else split_part(l.detail, ';', 1) end
                    is distinct from case when l.is_last then n.detail else split_part(n.detail, ';', 1) end
            order by 1
            """;

    void run(LogCheck check) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DIFFERENT);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                check.report(
                        Finding.Kind.STEP,
                        "step %d of incident %s: the log says %s, the incident's history %s"
                                .formatted(
                                        row.getLong("event"),
                                        row.getString("incident"),
                                        said(row.getString("logged")),
                                        said(row.getString("now"))));
            }
        }
    }

    private static String said(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "nothing" : "\"" + text + "\"";
    }
}
