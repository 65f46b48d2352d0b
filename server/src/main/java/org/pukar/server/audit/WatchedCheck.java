package org.pukar.server.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Compares how long cameras were watched, which false alarms are counted against, with what the log
 * says of it.
 */
record WatchedCheck(Connection connection) {
    /**
     * An hour is entered at once; a Pukar that was killed enters what is missing when it starts.
     */
    private static final int NOT_YET_SECONDS = 2 * 3600;

    private static final String DIFFERENT =
            """
            with logged as (
                select substring(detail from '^(.*): [0-9]+ s$') as what, sum(substring(detail from ': ([0-9]+) s$')::bigint) as seconds
                from audit where act = 'WATCHED' group by 1),
            now as (
                select watched_words(day, camera_id, site_id, trial) as what, seconds from camera_watched)
            select coalesce(l.what, n.what) as what, coalesce(l.seconds, 0) as logged, coalesce(n.seconds, 0) as now
            from logged l full join now n on n.what = l.what
            where coalesce(n.seconds, 0) not between coalesce(l.seconds, 0) and coalesce(l.seconds, 0) + ?
            order by 1
            """;

    void run(LogCheck check) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DIFFERENT)) {
            statement.setInt(1, NOT_YET_SECONDS);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    check.report(
                            Finding.Kind.WATCHED,
                            "%s: the log says %d s, the figures count %d s"
                                    .formatted(
                                            row.getString("what"),
                                            row.getLong("logged"),
                                            row.getLong("now")));
                }
            }
        }
    }
}
