package org.pukar.vision.fitness;

import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * The picture of a camera as places, each with its pixels per metre: green where faces are large
 * enough and read, yellow where they are large enough but hardly read, red where they are too far
 * off. As SVG, with or without a masked picture beneath.
 */
public final class FitnessMap {
    private static final double GOOD_READ = .5;

    private FitnessMap() {}

    /**
     * Draws it, with its words in English.
     *
     * @param picture a masked picture as a data address; empty for none
     */
    public static String svg(Fitness fitness, String picture) {
        return svg(fitness, picture, UnaryOperator.identity());
    }

    /**
     * Draws it.
     *
     * @param picture a masked picture as a data address; empty for none
     * @param say turns an English sentence into the reader's language
     */
    public static String svg(Fitness fitness, String picture, UnaryOperator<String> say) {
        int width = 960;
        int height =
                fitness.width() == 0
                        ? 540
                        : (int) Math.round(960.0 * fitness.height() / fitness.width());
        double across = (double) width / Fitness.across();
        double down = (double) height / Fitness.down();
        StringBuilder svg =
                new StringBuilder(
                        words(
                                "<svg class=\"fitness\" viewBox=\"0 0 %d %d\" role=\"img\""
                                        + " aria-label=\"%s\"><rect class=\"ground\" width=\"%d\""
                                        + " height=\"%d\"/>",
                                width,
                                height,
                                say.apply("pixels per metre by place of the picture"),
                                width,
                                height));
        if (!picture.isEmpty()) {
            svg.append(
                    words(
                            "<image href=\"%s\" width=\"%d\" height=\"%d\""
                                    + " preserveAspectRatio=\"none\"/>",
                            picture, width, height));
        }
        for (Fitness.Place place : fitness.places()) {
            svg.append(
                    words(
                            "<g class=\"%s\"><rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\""
                                    + " height=\"%.1f\"/><text text-anchor=\"middle\" x=\"%.1f\""
                                    + " y=\"%.1f\">%.0f</text><title>%s</title></g>",
                            kind(place),
                            place.column() * across + 1,
                            place.row() * down + 1,
                            across - 2,
                            down - 2,
                            (place.column() + .5) * across,
                            (place.row() + .5) * down + 7,
                            place.pixelsPerMetre(),
                            say.apply(
                                    words(
                                            "%d heads, %d read, %.0f pixels wide, turned by %.0f"
                                                    + " degrees, looking down by %.0f",
                                            place.heads(),
                                            place.read(),
                                            place.headWidth(),
                                            place.yaw(),
                                            place.pitch()))));
        }
        fitness.readableFromRow()
                .ifPresent(row -> svg.append(line(row * width / fitness.width(), width, say)));
        return svg.append("</svg>").toString();
    }

    private static String line(double row, int width, UnaryOperator<String> say) {
        return words(
                "<g class=\"limit\"><line x1=\"0\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/><text"
                        + " x=\"8\" y=\"%.1f\">%s</text></g>",
                width,
                row,
                row,
                row - 8,
                say.apply(
                        words(
                                "heads below this line are large enough to read: %.0f pixels per"
                                        + " metre",
                                Fitness.LEAST_PIXELS_PER_METRE)));
    }

    /** The class of a place, for its colour. */
    static String kind(Fitness.Place place) {
        if (place.pixelsPerMetre() < Fitness.LEAST_PIXELS_PER_METRE) {
            return "far";
        }
        return place.read() >= GOOD_READ * place.heads() ? "good" : "poor";
    }

    private static String words(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
