package org.pukar.server.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Figures as comma-separated values (RFC 4180): a line for each month and site and one for the
 * month's total, with every count as a number beside what it is a share of. What is not measured is
 * empty.
 */
public final class FiguresCsv {
    /** The site of a line that holds the whole city. */
    private static final String ALL = "all";

    private static final String ELSEWHERE = "elsewhere";

    private final StringBuilder text = new StringBuilder();

    public FiguresCsv() {
        List<String> head = new ArrayList<>(List.of("month", "site"));
        Stream.of(Count.values()).map(Count::column).forEach(head::add);
        head.addAll(
                List.of("camera_days", "false_per_camera_day", "false_per_camera_day_upper_95"));
        for (Wait wait : Wait.values()) {
            Stream.of("_of", "_n", "_p50_s", "_p90_s", "_p99_s")
                    .map(end -> wait.column() + end)
                    .forEach(head::add);
        }
        line(head);
    }

    /** The line of a whole month. */
    public void total(String month, Figures figures) {
        add(month, ALL, figures);
    }

    /** The line of a site. */
    public void site(String month, Figures figures) {
        String key = figures.key();
        add(month, key.equals(FiguresStore.ELSEWHERE) ? ELSEWHERE : key, figures);
    }

    private void add(String month, String site, Figures figures) {
        List<String> cells = new ArrayList<>(List.of(month, site));
        Stream.of(Count.values()).map(c -> Long.toString(figures.of(c))).forEach(cells::add);
        Rate rate = figures.falseAlarms();
        cells.add(rate.known() ? number(figures.cameraDays()) : "");
        cells.add(rate.known() ? number(rate.perDay()) : "");
        cells.add(rate.known() ? number(rate.upper()) : "");
        for (Wait wait : Wait.values()) {
            Figures.Times times = figures.of(wait);
            cells.add(Long.toString(times.of()));
            cells.add(Long.toString(times.n()));
            times.percentiles()
                    .ifPresentOrElse(
                            p -> {
                                cells.add(number(p.half()));
                                cells.add(number(p.ninety()));
                                cells.add(number(p.ninetyNine()));
                            },
                            () -> cells.addAll(List.of("", "", "")));
        }
        line(cells);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** Ids hold letters, digits and hyphens only (see the settings), so nothing needs quoting. */
    private void line(List<String> cells) {
        text.append(cells.stream().collect(Collectors.joining(","))).append("\r\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
