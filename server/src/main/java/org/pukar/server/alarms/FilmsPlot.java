package org.pukar.server.alarms;

import static org.pukar.server.evaluate.Page.text;

import java.util.List;
import java.util.Locale;
import org.pukar.evidence.Rank;

/** Films as bars, as long as they are, with a mark where a signal came. */
final class FilmsPlot {
    private static final int WIDTH = 640;
    private static final int LEFT = 190;
    private static final int RIGHT = WIDTH - 14;
    private static final int TOP = 10;
    private static final int ROW = 20;
    private static final int LETTERS = 24;

    /** Of more films only those with a signal are drawn, and no more of them than this. */
    private static final int MOST = 60;

    private FilmsPlot() {}

    /** As SVG, with what it shows beneath. */
    static String of(Films films) {
        List<Film> shown = films.films();
        if (shown.isEmpty()) {
            return "";
        }
        if (shown.size() > MOST) {
            shown = shown.stream().filter(f -> !f.alarms().isEmpty()).limit(MOST).toList();
        }
        double longest = shown.stream().mapToDouble(FilmsPlot::length).max().orElse(0);
        if (longest == 0) {
            return words(
                    "<p>None of %d films has a signal; so many are not drawn.</p>",
                    films.films().size());
        }
        int bottom = TOP + ROW * shown.size();
        StringBuilder svg =
                new StringBuilder(
                        words(
                                "<div class=\"plot\"><svg class=\"wide-plot\" viewBox=\"0 0 %d"
                                        + " %d\" role=\"img\" aria-label=\"signals in each"
                                        + " film\">",
                                WIDTH, bottom + 44));
        for (int i = 0; i < shown.size(); i++) {
            film(svg, shown.get(i), TOP + i * ROW, longest);
        }
        svg.append(text("start", LEFT, bottom + 16, "0 s"));
        svg.append(text("end", RIGHT, bottom + 16, words("%.0f s", longest)));
        svg.append(
                text(
                        "middle",
                        WIDTH / 2.0,
                        bottom + 38,
                        "circle: by expression; diamond: by sign"));
        svg.append("</svg></div>");
        if (shown.size() < films.films().size()) {
            svg.append(
                    words(
                            "<p>Drawn are %d of %d films, of those with a signal.</p>",
                            shown.size(), films.films().size()));
        }
        return svg.toString();
    }

    private static double length(Film film) {
        return film.seconds() + film.blind();
    }

    private static void film(StringBuilder svg, Film film, double top, double longest) {
        double middle = top + ROW / 2.0;
        String name = film.name();
        svg.append(
                text(
                        "end",
                        LEFT - 8.0,
                        middle + 4,
                        name.length() > LETTERS ? name.substring(0, LETTERS - 1) + "…" : name));
        svg.append(
                words(
                        "<rect class=\"fill\" x=\"%d\" y=\"%.1f\" width=\"%.1f\" height=\"8\"/>",
                        LEFT, middle - 4, (RIGHT - LEFT) * length(film) / longest));
        for (Film.Alarm alarm : film.alarms()) {
            double x = LEFT + (RIGHT - LEFT) * alarm.seconds() / longest;
            svg.append(
                    words(
                            "<g><title>%s at %.1f s</title>%s</g>",
                            alarm.rank(),
                            alarm.seconds(),
                            alarm.rank() == Rank.SIGN
                                    ? words(
                                            "<path class=\"dot\" d=\"M%.1f %.1fl7 7-7 7-7-7z\"/>",
                                            x, middle - 7)
                                    : words(
                                            "<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\""
                                                    + " r=\"6\"/>",
                                            x, middle)));
        }
    }

    private static String words(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
