package org.pukar.server.alarms;

import static org.pukar.server.evaluate.Page.escaped;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.pukar.evidence.Rank;
import org.pukar.server.evaluate.Page;
import org.pukar.server.evaluate.Share;
import org.pukar.server.figures.Rate;

/** What films came to, for people and for programs. */
public final class AlarmsPage {
    private static final double HOURS_A_DAY = 24;

    private AlarmsPage() {}

    /** Signals of a kind in films where nothing happens. */
    public static Rate rate(Films quiet, Rank rank) {
        return new Rate(
                quiet.films().stream().mapToLong(f -> f.count(rank)).sum(),
                quiet.hours() / HOURS_A_DAY);
    }

    /** The films of people who make the Signal for Help in which it was told. */
    public static Share found(Films signs) {
        return new Share(
                signs.films().stream().filter(f -> f.count(Rank.SIGN) > 0).count(),
                signs.films().size());
    }

    /** {@code evaluate quiet} as JSON. */
    public static Map<String, Object> quietJson(Films quiet) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "quiet");
        object.put("hours", rounded(quiet.hours()));
        object.put("blindHours", rounded(quiet.blindHours()));
        for (Rank rank : List.of(Rank.EXPRESSION, Rank.SIGN)) {
            object.put(rank.name().toLowerCase(Locale.ROOT), json(rate(quiet, rank)));
        }
        films(object, quiet);
        return object;
    }

    /** {@code evaluate signs} as JSON. */
    public static Map<String, Object> signsJson(Films signs, Films others) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "signs");
        Share found = found(signs);
        object.put(
                "found",
                Map.of(
                        "hits",
                        found.hits(),
                        "of",
                        found.of(),
                        "value",
                        rounded(found.value()),
                        "low",
                        rounded(found.low()),
                        "high",
                        rounded(found.high())));
        object.put("otherHours", rounded(others.hours()));
        object.put("false", json(rate(others, Rank.SIGN)));
        Map<String, Object> made = new LinkedHashMap<>();
        films(made, signs);
        object.put("sign", made);
        Map<String, Object> rest = new LinkedHashMap<>();
        films(rest, others);
        object.put("other", rest);
        return object;
    }

    private static void films(Map<String, Object> object, Films films) {
        object.put("films", films.films().stream().map(AlarmsPage::json).toList());
        object.put("unreadable", films.unreadable());
    }

    private static Map<String, Object> json(Film film) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", film.name());
        object.put("seconds", rounded(film.seconds()));
        object.put("blindSeconds", rounded(film.blind()));
        object.put("facesRead", film.read());
        object.put("facesAbstained", film.abstained());
        object.put(
                "signals",
                film.alarms().stream()
                        .map(a -> Map.of("rank", a.rank().name(), "at", rounded(a.seconds())))
                        .toList());
        return object;
    }

    private static Map<String, Object> json(Rate rate) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("signals", rate.events());
        if (rate.known()) {
            object.put("perCameraDay", rounded(rate.perDay()));
            object.put("upper95", rounded(rate.upper()));
        }
        return object;
    }

    /** {@code evaluate quiet}, a figure a line. */
    public static List<String> quietLines(Films quiet) {
        List<String> lines = new ArrayList<>();
        lines.add("watched: %s in %d films".formatted(hours(quiet), quiet.films().size()));
        lines.add("faces: " + faces(quiet));
        lines.add("false signals by expression: " + words(rate(quiet, Rank.EXPRESSION)));
        lines.add("false signals by sign: " + words(rate(quiet, Rank.SIGN)));
        addSignals(lines, quiet);
        addUnreadable(lines, quiet);
        return lines;
    }

    /** {@code evaluate signs}, a figure a line. */
    public static List<String> signsLines(Films signs, Films others) {
        Share found = found(signs);
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "Signals for Help told: %d of %d films [%.1f %%, %.1f %%]",
                        found.hits(),
                        found.of(),
                        100 * found.low(),
                        100 * found.high()));
        lines.add(
                "other hand movements: %s in %d films"
                        .formatted(hours(others), others.films().size()));
        lines.add("false signs: " + words(rate(others, Rank.SIGN)));
        addSignals(lines, others);
        addUnreadable(lines, signs);
        addUnreadable(lines, others);
        return lines;
    }

    /** Where to look: a signal in films of which nobody asks for help. */
    private static void addSignals(List<String> lines, Films films) {
        films.films().stream()
                .filter(film -> !film.alarms().isEmpty())
                .forEach(film -> lines.add("  " + film.name() + ": " + signals(film)));
    }

    private static void addUnreadable(List<String> lines, Films films) {
        if (!films.unreadable().isEmpty()) {
            lines.add("not read, and in no figure: %d films".formatted(films.unreadable().size()));
        }
    }

    private static String hours(Films films) {
        return films.blindHours() == 0
                ? String.format(Locale.ROOT, "%.2f h", films.hours())
                : String.format(
                        Locale.ROOT,
                        "%.2f h (and %.2f h of a picture that stood still or showed nothing, not"
                                + " counted)",
                        films.hours(),
                        films.blindHours());
    }

    private static String faces(Films films) {
        return "%d read, %d abstained"
                .formatted(
                        films.films().stream().mapToLong(Film::read).sum(),
                        films.films().stream().mapToLong(Film::abstained).sum());
    }

    private static String words(Rate rate) {
        return rate.known()
                ? String.format(
                        Locale.ROOT,
                        "%d; %.2f a camera and day, at most %.2f (95 %%)",
                        rate.events(),
                        rate.perDay(),
                        rate.upper())
                : "not measured";
    }

    /** {@code evaluate quiet} as a page. */
    public static String quiet(Films quiet) {
        StringBuilder page = new StringBuilder("<h1>Where nothing happens</h1>");
        page.append(
                "<p class=\"soft\">%d films, %s, each read as a camera of its own.</p>"
                        .formatted(quiet.films().size(), hours(quiet)));
        page.append(
                "<p class=\"note\"><strong>What this does not show.</strong> The bound counts"
                    + " signals as independent. Footage of one place says nothing about another,"
                    + " and short films begin each time without knowing anybody: a camera that runs"
                    + " for days knows how the faces look at rest.</p><div class=\"figures\">");
        figure(page, rate(quiet, Rank.EXPRESSION), "false signals by expression");
        figure(page, rate(quiet, Rank.SIGN), "false signs");
        page.append("</div>");
        table(page, "Film by film", quiet);
        return Page.of("Where nothing happens", page.toString());
    }

    /** {@code evaluate signs} as a page. */
    public static String signs(Films signs, Films others) {
        StringBuilder page = new StringBuilder("<h1>The Signal for Help</h1>");
        page.append(
                "<p class=\"note\"><strong>What this does not show.</strong> Not measured on real"
                    + " people unless these films show some. A film counts as found when a sign was"
                    + " told in it at any time.</p><div class=\"figures\">");
        Page.figure(page, "of films with the sign in which it was told", found(signs));
        figure(
                page,
                rate(others, Rank.SIGN),
                "false signs in %s of other hand movements".formatted(hours(others)));
        page.append("</div>");
        table(page, "Films with the sign", signs);
        table(page, "Films of other hand movements", others);
        return Page.of("The Signal for Help", page.toString());
    }

    private static void figure(StringBuilder page, Rate rate, String what) {
        Page.plain(
                page,
                rate.known() ? String.valueOf(rate.events()) : "not measured",
                rate.known()
                        ? String.format(
                                Locale.ROOT,
                                "%s; %.2f a camera and day, with 95 %% certainty under %.2f",
                                what,
                                rate.perDay(),
                                rate.upper())
                        : what);
    }

    private static void table(StringBuilder page, String title, Films films) {
        page.append("<h2>")
                .append(escaped(title))
                .append("</h2>")
                .append(FilmsPlot.of(films))
                .append(
                        "<div class=\"wide\"><table><tr><th>film</th><th>seconds</th><th>blind</th><th>faces"
                            + " read</th><th>abstained</th><th>signals</th></tr>");
        for (Film film : films.films()) {
            page.append(
                    String.format(
                            Locale.ROOT,
                            "<tr><td>%s</td><td>%.0f</td><td>%.0f</td><td>%d</td><td>%d</td>"
                                    + "<td>%s</td></tr>",
                            escaped(film.name()),
                            film.seconds(),
                            film.blind(),
                            film.read(),
                            film.abstained(),
                            escaped(signals(film))));
        }
        page.append("</table></div>");
        films.unreadable()
                .forEach(
                        (file, why) ->
                                page.append("<p>Not read: ")
                                        .append(escaped(file + ": " + why))
                                        .append("</p>"));
    }

    private static String signals(Film film) {
        return film.alarms().isEmpty()
                ? "none"
                : String.join(
                        ", ",
                        film.alarms().stream()
                                .map(
                                        a ->
                                                String.format(
                                                        Locale.ROOT,
                                                        "%s at %.1f s",
                                                        a.rank(),
                                                        a.seconds()))
                                .toList());
    }

    private static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }
}
