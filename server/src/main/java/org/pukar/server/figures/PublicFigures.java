package org.pukar.server.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pukar.server.figures.Figures.Percentiles;
import org.pukar.server.figures.Figures.Times;

/**
 * What everybody may know of a site's figures, of whole months that have ended. Each table is one
 * of {@link Hidden}'s: every incident is in exactly one of its cells. Tables that share a cell
 * share it whole, so that none can be computed from two of them. No sum over sites is given.
 *
 * @param incidents how many there were; empty: under 5
 * @param tables what came, what became of it, what was found, what was done
 * @param mostPerCameraDay false alarms by expressions per camera and day are at most this, with 95
 *     % confidence, rounded up so that no count can be had from it; empty: too little was watched
 * @param halfTaken half of what rang was taken within this many seconds; empty where under 5 were
 * @param halfThere half of those told to go were there within this many seconds
 */
public record PublicFigures(
        Optional<Long> incidents,
        List<Table> tables,
        Optional<Double> mostPerCameraDay,
        Optional<Double> halfTaken,
        Optional<Double> halfThere) {
    /** Under this many camera-days a bound says nothing: zero alarms in 30 show only .1 a day. */
    private static final double LEAST_DAYS = 30;

    private static final double[] STEPS = {1, 2, 5};

    public PublicFigures {
        tables = List.copyOf(tables);
    }

    /** One line of a table; the text is a message's key. */
    public record Line(String text, Optional<Long> count) {}

    /** Lines whose counts add up. */
    public record Table(String title, Optional<Long> sum, List<Line> lines) {
        public Table {
            lines = List.copyOf(lines);
        }
    }

    public static PublicFigures of(Figures f) {
        List<Table> tables = new ArrayList<>();
        long sent = f.of(Count.SENT);
        long back = f.of(Count.WITHDRAWN) + f.of(Count.CALLED_BACK);
        long ended = f.of(Count.DISMISSED) + f.of(Count.EXPIRED) + back + sent;
        Table came =
                table(
                        "public.came",
                        List.of("Count.REQUESTS", "Count.SIGNS", "Count.EXPRESSIONS"),
                        List.of(f.of(Count.REQUESTS), f.of(Count.SIGNS), f.of(Count.EXPRESSIONS)));
        Table became =
                table(
                        "public.became",
                        List.of(
                                "Count.SENT",
                                "Count.DISMISSED",
                                "Count.EXPIRED",
                                "public.back",
                                "public.other"),
                        List.of(
                                sent,
                                f.of(Count.DISMISSED),
                                f.of(Count.EXPIRED),
                                back,
                                Math.max(0, f.of(Count.INCIDENTS) - ended)));
        if (came.sum().isPresent()) {
            tables.add(came);
            tables.add(became);
        }
        if (became.lines().get(0).count().isPresent()) {
            tables.addAll(ofSent(f));
        }
        return new PublicFigures(
                came.sum(), tables, most(f), half(f.of(Wait.CLAIM)), half(f.of(Wait.ARRIVAL)));
    }

    /** Unknown and missing are one cell everywhere, else one table would give the other's away. */
    private static List<Table> ofSent(Figures f) {
        long sent = f.of(Count.SENT);
        List<Long> found =
                Stream.of(
                                Count.HELP_GIVEN,
                                Count.HELP_NOT_WANTED,
                                Count.NOBODY_THERE,
                                Count.NO_EMERGENCY)
                        .map(f::of)
                        .toList();
        List<Table> tables = new ArrayList<>();
        tables.add(
                table(
                        "figures.found",
                        List.of(
                                "Count.HELP_GIVEN",
                                "Count.HELP_NOT_WANTED",
                                "Count.NOBODY_THERE",
                                "Count.NO_EMERGENCY",
                                "public.notKnown"),
                        with(found, sent)));
        tables.add(answers("figures.stopped", f, Count.STOPPED_YES, Count.STOPPED_NO));
        tables.add(answers("figures.searched", f, Count.SEARCHED_YES, Count.SEARCHED_NO));
        tables.add(answers("figures.askedForId", f, Count.ASKED_FOR_ID_YES, Count.ASKED_FOR_ID_NO));
        tables.add(answers("figures.detained", f, Count.DETAINED_YES, Count.DETAINED_NO));
        return tables;
    }

    private static Table answers(String title, Figures f, Count yes, Count no) {
        return table(
                title,
                List.of("Answer.YES", "Answer.NO", "public.notKnown"),
                with(List.of(f.of(yes), f.of(no)), f.of(Count.SENT)));
    }

    /** The parts with one more for the rest of the whole. */
    private static List<Long> with(List<Long> parts, long whole) {
        List<Long> all = new ArrayList<>(parts);
        all.add(whole - parts.stream().mapToLong(n -> n).sum());
        return all;
    }

    private static Table table(String title, List<String> texts, List<Long> parts) {
        List<Optional<Long>> shown = Hidden.of(parts);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            lines.add(new Line(texts.get(i), shown.get(i)));
        }
        return new Table(title, Hidden.sum(parts), lines);
    }

    private static Optional<Double> half(Times times) {
        return times.n() < Hidden.LEAST
                ? Optional.empty()
                : times.percentiles().map(Percentiles::half);
    }

    private static Optional<Double> most(Figures f) {
        if (!(f.cameraDays() >= LEAST_DAYS)) {
            return Optional.empty();
        }
        double upper = f.falseAlarms().upper();
        for (double ten = .001; ; ten *= 10) {
            for (double step : STEPS) {
                if (upper <= step * ten) {
                    return Optional.of(Math.round(step * ten * 1000) / 1000.0);
                }
            }
        }
    }
}
