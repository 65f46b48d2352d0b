package org.pukar.server.web;

import java.util.List;
import java.util.Locale;
import org.pukar.evidence.Rank;
import org.pukar.server.figures.FiguresStore.Bar;

/**
 * Bars as SVG, made here so that they need no script. Colours come from the style sheet by class. A
 * table beside it says the same in numbers.
 */
final class Bars {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 170;
    private static final int LEFT = 34;
    private static final int TOP = 12;
    private static final int BOTTOM = 146;
    private static final int EVERY = 5;

    private Bars() {}

    /** Bars of the ranks, one upon the other; named by {@code title}, already in words. */
    static String svg(List<Bar> bars, String title) {
        long most = Math.max(1, bars.stream().mapToLong(Bar::all).max().orElse(1));
        double step = (double) (WIDTH - LEFT) / bars.size();
        StringBuilder svg = new StringBuilder();
        svg.append(
                        "<svg class=\"bars\" role=\"img\" viewBox=\"0 0 %d %d\">"
                                .formatted(WIDTH, HEIGHT))
                .append("<title>" + escaped(title) + "</title>");
        grid(svg, most, most);
        if (most > 1) {
            grid(svg, most / 2, most);
        }
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            double x = LEFT + i * step;
            double y = BOTTOM;
            for (Rank rank : List.of(Rank.EXPRESSION, Rank.SIGN, Rank.REQUEST)) {
                double height = (double) bar.of(rank) / most * (BOTTOM - TOP);
                y -= height;
                if (height > 0) {
                    svg.append(
                            String.format(
                                    Locale.ROOT,
                                    "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\""
                                            + " height=\"%.1f\"/>",
                                    rank.name().toLowerCase(Locale.ROOT),
                                    x + step * .12,
                                    y,
                                    step * .76,
                                    height));
                }
            }
            if (bar.at() % EVERY == 0 || i == 0) {
                text(svg, x + step / 2, BOTTOM + 17, "middle", bar.at());
            }
        }
        return svg.append("</svg>").toString();
    }

    private static void grid(StringBuilder svg, long value, long most) {
        double y = BOTTOM - (double) value / most * (BOTTOM - TOP);
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/><line x1=\"%d\""
                                + " x2=\"%d\" y1=\"%d\" y2=\"%d\"/>",
                        LEFT,
                        WIDTH,
                        y,
                        y,
                        LEFT,
                        WIDTH,
                        BOTTOM,
                        BOTTOM));
        text(svg, LEFT - 6, y + 5, "end", value);
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, long value) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%d</text>",
                        x,
                        y,
                        anchor,
                        value));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
