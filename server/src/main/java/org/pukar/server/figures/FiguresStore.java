package org.pukar.server.figures;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pukar.evidence.Rank;
import org.pukar.server.figures.Figures.Percentiles;
import org.pukar.server.figures.Figures.Times;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Figures, counted by the database from the log each time that somebody asks. Nobody can write one
 * by hand. An incident belongs to the month of its first signal, in the city's time, and to the
 * mode that the city ran in: figures of exercise mode and of live mode are never counted together.
 */
public final class FiguresStore {
    /** Incidents that are at none of the settings' sites have this key. */
    public static final String ELSEWHERE = "";

    private static final String ANY_SITE = "*";
    private static final String SITE =
            "case when site_id in (:sites) then site_id else '" + ELSEWHERE + "' end";

    /** Each incident with the few moments of its life that are counted. */
    private static final String LIVES =
            """
            with life as (
                select i.*, e.*, k.answer, d.at as decided, e.claimed is not null or e.answered is not null as taken,
                    e.sent is not null and i.state not in ('WITHDRAWN', 'RECALLED') as due,
                    (select max(c.at) from incident_event c
                     where c.incident_id = i.id and c.kind = 'Claimed' and c.id < d.id) as taken_for_it
                from incident i
                cross join lateral (
                    select min(at) filter (where kind = 'Claimed') as claimed,
                        min(id) filter (where kind in ('Confirmed', 'Dismissed', 'CouldNotTell')) as decision,
                        coalesce(bool_or(kind = 'Confirmed'), false) as confirmed,
                        coalesce(bool_or(kind = 'CouldNotTell'), false) as doubted,
                        min(at) filter (where kind = 'Sent') as sent,
                        min(at) filter (where kind = 'Acknowledged') as answered,
                        min(at) filter (where kind = 'Arrived') as arrived
                    from incident_event where incident_id = i.id) e
                left join incident_event d on d.id = e.decision
                left join known_exercise k on k.incident_id = i.id
                where i.opened_at >= :begin and i.opened_at < :end and i.trial = is_trial())
            """;

    /** What figures are told apart by. */
    private enum Key {
        NOTHING("''", "''"),
        SITE(FiguresStore.SITE, FiguresStore.SITE),
        MONTH("to_char(opened_at at time zone :zone, 'YYYY-MM')", "to_char(day, 'YYYY-MM')");

        private final String ofIncident;
        private final String ofWatch;

        Key(String ofIncident, String ofWatch) {
            this.ofIncident = ofIncident;
            this.ofWatch = ofWatch;
        }
    }

    private final JdbcClient jdbc;
    private final List<String> sites;

    /**
     * Figures of a city.
     *
     * @param sites the ids of its sites, at least one
     */
    public FiguresStore(JdbcClient jdbc, List<String> sites) {
        this.jdbc = jdbc;
        this.sites = List.copyOf(sites);
    }

    /** Of the whole city. */
    public Figures total(Span span) {
        return read(span, Key.NOTHING, ANY_SITE).getOrDefault("", Figures.none(""));
    }

    /** Of one site, or {@link #ELSEWHERE}. */
    public Figures ofSite(Span span, String site) {
        return read(span, Key.NOTHING, site).getOrDefault("", Figures.none(site));
    }

    /** Of each site that has any, by its id. */
    public Map<String, Figures> bySite(Span span) {
        return read(span, Key.SITE, ANY_SITE);
    }

    /** Of each month that has any, oldest first; of one site or of the city. */
    public Map<String, Figures> byMonth(Span span, Optional<String> site) {
        return read(span, Key.MONTH, site.orElse(ANY_SITE));
    }

    /** The months in which there was any incident, newest first. */
    public List<YearMonth> months(ZoneId zone) {
        return jdbc
                .sql(
                        "select distinct to_char(opened_at at time zone :zone, 'YYYY-MM') as month"
                                + " from incident where trial = is_trial() order by month desc")
                .param("zone", zone.getId())
                .query(String.class)
                .list()
                .stream()
                .map(YearMonth::parse)
                .toList();
    }

    private Map<String, Figures> read(Span span, Key key, String site) {
        String columns =
                Stream.concat(
                                Stream.of(Count.values()).map(Count::sql),
                                Stream.of(Wait.values()).map(Wait::sql))
                        .collect(Collectors.joining(",\n"));
        Map<String, Figures> all = new TreeMap<>();
        asked(
                        LIVES
                                + "select %s as key, %s from life where :site = '*' or %s = :site group by 1"
                                        .formatted(key.ofIncident, columns, SITE),
                        span,
                        site)
                .query(FiguresStore::figures)
                .list()
                .forEach(f -> all.put(f.key(), f));
        watched(span, key, site)
                .forEach(
                        (k, days) ->
                                all.put(k, all.getOrDefault(k, Figures.none(k)).watched(days)));
        return all;
    }

    private Map<String, Double> watched(Span span, Key key, String site) {
        Map<String, Double> days = new HashMap<>();
        asked(
                        "select %s as key, sum(seconds) / 86400.0 as days from camera_watched where day >= :first and day < :last and trial = is_trial() and (:site = '*' or %s = :site) group by 1"
                                .formatted(key.ofWatch, SITE),
                        span,
                        site)
                .query(
                        row -> {
                            days.put(row.getString("key"), row.getDouble("days"));
                        });
        return days;
    }

    private JdbcClient.StatementSpec asked(String sql, Span span, String site) {
        return jdbc.sql(sql)
                .param("begin", Timestamp.from(span.begin()))
                .param("end", Timestamp.from(span.end()))
                .param("first", span.from())
                .param("last", span.until())
                .param("zone", span.zone().getId())
                .param("sites", sites)
                .param("site", site);
    }

    private static Figures figures(ResultSet row, int number) throws SQLException {
        Map<Count, Long> counts = new EnumMap<>(Count.class);
        for (Count count : Count.values()) {
            counts.put(count, row.getLong(count.column()));
        }
        Map<Wait, Times> waits = new EnumMap<>(Wait.class);
        for (Wait wait : Wait.values()) {
            waits.put(
                    wait,
                    new Times(
                            row.getLong(wait.column() + "_of"),
                            row.getLong(wait.column() + "_n"),
                            percentiles(row, wait.column())));
        }
        return new Figures(row.getString("key"), counts, waits, 0);
    }

    private static Optional<Percentiles> percentiles(ResultSet row, String column)
            throws SQLException {
        if (row.getLong(column + "_n") == 0) {
            return Optional.empty();
        }
        Object[] seconds = (Object[]) row.getArray(column).getArray();
        return Optional.of(
                new Percentiles(number(seconds[0]), number(seconds[1]), number(seconds[2])));
    }

    private static double number(Object seconds) {
        return ((Number) seconds).doubleValue();
    }

    /** What a picture of bars is about. */
    public enum Part {
        DAY("day", 1, 31),
        HOUR("hour", 0, 23);

        private final String field;
        private final int first;
        private final int last;

        Part(String field, int first, int last) {
            this.field = field;
            this.first = first;
            this.last = last;
        }
    }

    /**
     * Incidents by day of the month or by hour of the day, exercises left out.
     *
     * @param at the day or hour
     * @param ranks how many of each rank
     */
    public record Bar(int at, Map<Rank, Long> ranks) {
        public Bar {
            ranks = Map.copyOf(ranks);
        }

        public long of(Rank rank) {
            return ranks.getOrDefault(rank, 0L);
        }

        public long all() {
            return ranks.values().stream().mapToLong(n -> n).sum();
        }
    }

    /** One bar for each day of the month, or each hour of the day, also where nothing was. */
    public List<Bar> bars(Span span, Part part, Optional<String> site) {
        Map<Integer, Map<Rank, Long>> found = new HashMap<>();
        asked(
                        """
                        select extract(%s from opened_at at time zone :zone)::int as part, rank, count(*) as n
                        from incident
                        where opened_at >= :begin and opened_at < :end and exercise is null and trial = is_trial()
                            and (:site = '*' or %s = :site)
                        group by 1, 2
                        """
                                .formatted(part.field, SITE),
                        span,
                        site.orElse(ANY_SITE))
                .query(
                        row -> {
                            found.computeIfAbsent(
                                            row.getInt("part"), p -> new EnumMap<>(Rank.class))
                                    .put(Rank.valueOf(row.getString("rank")), row.getLong("n"));
                        });
        List<Bar> bars = new ArrayList<>();
        int last = part == Part.DAY ? span.until().minusDays(1).getDayOfMonth() : part.last;
        for (int at = part.first; at <= last; at++) {
            bars.add(new Bar(at, found.getOrDefault(at, Map.of())));
        }
        return bars;
    }
}
