package org.pukar.server.audit;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.pukar.server.audit.AuditLog.Act;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads entries of the log. */
public final class LogEntries {
    private final JdbcClient jdbc;

    public LogEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Which entries; each empty where it does not matter.
     *
     * @param from at this moment or later
     * @param until before this moment
     */
    public record Asked(
            Optional<String> person,
            Optional<Act> act,
            Optional<UUID> incident,
            Optional<Instant> from,
            Optional<Instant> until) {
        public static Asked everything() {
            return new Asked(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        public Asked by(Optional<String> name) {
            return new Asked(name, act, incident, from, until);
        }

        public Asked of(Optional<Act> which) {
            return new Asked(person, which, incident, from, until);
        }

        public Asked about(UUID id) {
            return new Asked(person, act, Optional.of(id), from, until);
        }

        public Asked on(Optional<LocalDate> day, ZoneId zone) {
            return new Asked(
                    person,
                    act,
                    incident,
                    day.map(d -> d.atStartOfDay(zone).toInstant()),
                    day.map(d -> d.plusDays(1).atStartOfDay(zone).toInstant()));
        }
    }

    /**
     * An entry and its place in the tree.
     *
     * @param index empty while it waits for its place
     * @param leaf its hash, in hexadecimal: what a proof is asked for by
     */
    public record Placed(Entry entry, Optional<Long> index, String leaf) {}

    /**
     * The newest entries, newest first.
     *
     * @param before only entries with a smaller number
     */
    public List<Placed> newest(Asked asked, Optional<Long> before, int most) {
        return jdbc.sql(
                        """
                        select a.*, l.index from audit a left join audit_leaf l on l.entry_id = a.id
                        where (:person::text is null or a.person = :person) and (:act::text is null or a.act = :act)
                            and (:incident::uuid is null or a.incident_id = :incident::uuid)
                            and (:from::timestamptz is null or a.at >= :from) and (:until::timestamptz is null or a.at < :until)
                            and (:before::bigint is null or a.id < :before)
                        order by a.id desc limit :most
                        """)
                .param("person", asked.person.orElse(null))
                .param("act", asked.act.map(Act::name).orElse(null))
                .param("incident", asked.incident.map(UUID::toString).orElse(null))
                .param("from", asked.from.map(Timestamp::from).orElse(null))
                .param("until", asked.until.map(Timestamp::from).orElse(null))
                .param("before", before.orElse(null))
                .param("most", most)
                .query(
                        (row, n) -> {
                            Entry entry = TreeStore.entry(row, n);
                            return new Placed(
                                    entry,
                                    Optional.ofNullable(row.getObject("index", Long.class)),
                                    HexFormat.of().formatHex(entry.leaf()));
                        })
                .list();
    }
}
