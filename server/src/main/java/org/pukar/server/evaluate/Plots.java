package org.pukar.server.evaluate;

import static org.pukar.server.evaluate.Page.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.pukar.server.evaluate.Tally.Measure;

/**
 * Plots as SVG inside a page; colours come from the page's style, so they follow dark and light.
 */
final class Plots {
    private static final int WIDTH = 640;
    private static final int NARROW = 430;
    private static final int LEFT = 92;
    private static final int RIGHT = WIDTH - 14;
    private static final int LABELS = 96;
    private static final int ROW = 26;

    private Plots() {}

    /** Shares of groups from left to right, with intervals: for groups that have an order. */
    static String points(String title, Map<String, Tally> groups, Measure measure) {
        int bottom = 230;
        int top = 16;
        StringBuilder svg = open("wide-plot", title, WIDTH, 290);
        for (int percent = 0; percent <= 100; percent += 25) {
            double y = bottom - (bottom - top) * percent / 100.0;
            svg.append(line("grid", LEFT, y, RIGHT, y));
            svg.append(text("end", LEFT - 8.0, y + 4, percent + " %"));
        }
        double step = (double) (RIGHT - LEFT) / Math.max(1, groups.size());
        double x = LEFT + step / 2;
        boolean low = false;
        for (Map.Entry<String, Tally> group : groups.entrySet()) {
            Share share = group.getValue().share(measure);
            svg.append(text("middle", x, bottom + (low ? 36 : 20), shortened(group.getKey())));
            if (share.known()) {
                double height = bottom - top;
                svg.append(
                        "<g><title>%s: %s</title>"
                                .formatted(Page.escaped(group.getKey()), Summary.words(share)));
                svg.append(
                        line(
                                "bar",
                                x,
                                bottom - height * share.low(),
                                x,
                                bottom - height * share.high()));
                svg.append(
                        String.format(
                                Locale.ROOT,
                                "<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"/></g>",
                                x,
                                bottom - height * share.value()));
            }
            x += step;
            low = !low;
        }
        svg.append(text("middle", (LEFT + RIGHT) / 2.0, 284, "head width in pixels"));
        return svg.append("</svg>").toString();
    }

    /** A bar for each group, with its interval as a line and its count. */
    static String bars(String title, Map<String, Tally> groups, Measure measure) {
        StringBuilder svg = open("bars", title, NARROW, groups.size() * ROW + 24);
        double scale = NARROW - LABELS - 62.0;
        for (int percent = 0; percent <= 100; percent += 25) {
            double x = LABELS + scale * percent / 100;
            svg.append(line("grid", x, 0, x, groups.size() * ROW));
            svg.append(text("middle", x, groups.size() * ROW + 18.0, percent + " %"));
        }
        double y = 4;
        for (Map.Entry<String, Tally> group : groups.entrySet()) {
            Share share = group.getValue().share(measure);
            svg.append(text("end", LABELS - 8.0, y + 16, group.getKey()));
            if (share.known()) {
                svg.append(
                        String.format(
                                Locale.ROOT,
                                "<g><title>%s</title><rect class=\"fill\" x=\"%d\" y=\"%.1f\""
                                        + " width=\"%.1f\" height=\"%d\"/>",
                                Summary.words(share),
                                LABELS,
                                y,
                                scale * share.value(),
                                ROW - 8));
                double middle = y + (ROW - 8) / 2.0;
                svg.append(
                        line(
                                "whisker",
                                LABELS + scale * share.low(),
                                middle,
                                LABELS + scale * share.high(),
                                middle));
                svg.append("</g>").append(text("end", NARROW - 2.0, y + 16, "n " + share.of()));
            } else {
                svg.append(text("start", LABELS + 6.0, y + 16, "not measured"));
            }
            y += ROW;
        }
        return svg.append("</svg>").toString();
    }

    /** How many signals came after how many seconds. */
    static String delays(String title, List<Double> delays) {
        int last = delays.stream().mapToInt(Double::intValue).max().orElse(0);
        int columns = Math.max(10, last + 1);
        int[] counts = new int[columns];
        delays.forEach(delay -> counts[Math.max(0, delay.intValue())]++);
        int most = 1;
        for (int count : counts) {
            most = Math.max(most, count);
        }
        StringBuilder svg = open("wide-plot", title, WIDTH, 236);
        double step = (double) (RIGHT - LEFT) / columns;
        svg.append(line("grid", LEFT, 180, RIGHT, 180));
        int every = columns <= 16 ? 1 : columns <= 40 ? 5 : 10;
        for (int i = 0; i < columns; i++) {
            double height = 155.0 * counts[i] / most;
            double x = LEFT + i * step;
            if (counts[i] > 0) {
                svg.append(
                        String.format(
                                Locale.ROOT,
                                "<rect class=\"fill\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\""
                                        + " height=\"%.1f\"/>",
                                x + 1,
                                180 - height,
                                Math.max(1, step - 2),
                                height));
                svg.append(text("middle", x + step / 2, 174 - height, String.valueOf(counts[i])));
            }
            if (i % every == 0) {
                svg.append(text("middle", x, 198, String.valueOf(i)));
            }
        }
        svg.append(text("middle", (LEFT + RIGHT) / 2.0, 226, "seconds until the signal"));
        return svg.append("</svg>").toString();
    }

    private static StringBuilder open(String style, String title, int width, int height) {
        return new StringBuilder(
                "<svg class=\"%s\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
                        .formatted(style, width, height, Page.escaped(title)));
    }

    private static String line(String style, double x1, double y1, double x2, double y2) {
        return String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                style,
                x1,
                y1,
                x2,
                y2);
    }

    private static String shortened(String band) {
        return band.replace("under ", "< ").replace(" to ", "–").replace(" and over", "+");
    }
}
