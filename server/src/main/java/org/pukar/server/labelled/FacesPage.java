package org.pukar.server.labelled;

import static org.pukar.server.evaluate.Page.escaped;
import static org.pukar.server.evaluate.Page.plain;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.pukar.server.evaluate.Page;

/** The figures for people: lines for a terminal, and a page with plots. */
public final class FacesPage {
    private static final double WIDTH = 430;
    private static final double HEIGHT = 320;
    private static final double LEFT = 60;
    private static final double BOTTOM = 270;
    private static final double SIDE = 250;

    private FacesPage() {}

    /** A summary, a figure a line. */
    public static List<String> lines(FaceFigures figures, Map<String, String> unreadable) {
        String percent = "%d of %d";
        return List.of(
                "pictures: %d%s"
                        .formatted(
                                figures.pictures(),
                                unreadable.isEmpty()
                                        ? ""
                                        : ", and %d that could not be read"
                                                .formatted(unreadable.size())),
                "faces found: " + percent.formatted(figures.found().hits(), figures.found().of()),
                "abstained: "
                        + percent.formatted(figures.abstained().hits(), figures.abstained().of())
                        + " "
                        + figures.why(),
                "accuracy of those read: " + share(figures),
                "fear: AUC "
                        + words(figures.fearArea())
                        + ", recall at 1 % false positives "
                        + words(figures.fearRecall()),
                "distress: AUC "
                        + words(figures.distressArea())
                        + ", recall at 1 % false positives "
                        + words(figures.distressRecall()),
                "calibration: ECE "
                        + words(figures.calibrationError())
                        + ", Brier "
                        + words(figures.brier()));
    }

    private static String share(FaceFigures figures) {
        return figures.accuracy().known()
                ? String.format(
                        Locale.ROOT,
                        "%.3f [%.3f, %.3f]",
                        figures.accuracy().value(),
                        figures.accuracy().low(),
                        figures.accuracy().high())
                : "not measured";
    }

    private static String words(Optional<Estimate> estimate) {
        return estimate.map(
                        e ->
                                String.format(
                                        Locale.ROOT,
                                        "%.3f [%.3f, %.3f]",
                                        e.value(),
                                        e.low(),
                                        e.high()))
                .orElse("not measured");
    }

    /** The page. */
    public static String of(FaceFigures figures, Map<String, String> unreadable) {
        StringBuilder page = new StringBuilder("<h1>Faces with a label, read by Pukar</h1>");
        page.append(
                ("<p class=\"soft\">%d pictures of one face, each read by itself as a camera's"
                     + " first frame is. A label is what people said the face looks like, never"
                     + " what someone felt.</p>")
                        .formatted(figures.pictures()));
        page.append(
                "<p class=\"note\"><strong>What this does not show.</strong> A full expression"
                    + " comes with the feeling it is named after about one time in eight (Durán and"
                    + " Fernández-Dols 2021). Pictures of a set are alike: on another set, or on a"
                    + " street, every figure may be far lower. The intervals count every picture by"
                    + " itself. Pictures under "
                        + PictureReading.SMALL
                        + " pixels were given a margin and enlarged.</p>");
        page.append("<div class=\"figures\">");
        Page.figure(page, "of faces found", figures.found());
        Page.figure(page, "of found faces not read: Pukar abstained", figures.abstained());
        Page.figure(page, "of readings right", figures.accuracy());
        plain(
                page,
                value(figures.fearRecall()),
                "of fear found at 1 % false positives" + interval(figures.fearRecall()));
        plain(
                page,
                value(figures.fearArea()),
                "area under the curve, fear" + interval(figures.fearArea()));
        plain(
                page,
                value(figures.distressArea()),
                "area under the curve, distress; sadness left out"
                        + interval(figures.distressArea()));
        plain(
                page,
                value(figures.calibrationError()),
                "calibration error (ECE)" + interval(figures.calibrationError()));
        plain(page, value(figures.brier()), "Brier score" + interval(figures.brier()));
        page.append(
                        "</div><div class=\"pair\"><div class=\"plot\"><h3>Is it as right as it is"
                                + " sure?</h3>")
                .append(reliability(figures))
                .append("</div><div class=\"plot\"><h3>How wrong are the surest answers?</h3>")
                .append(risk(figures))
                .append("</div></div>");
        confusion(page, figures);
        if (!unreadable.isEmpty()) {
            page.append("<h2>Not read, for they are no pictures</h2><ul>");
            unreadable.forEach(
                    (file, why) ->
                            page.append("<li>").append(escaped(file + ": " + why)).append("</li>"));
            page.append("</ul>");
        }
        return Page.of("Faces with a label, read by Pukar", page.toString());
    }

    private static String value(Optional<Estimate> estimate) {
        return estimate.map(e -> String.format(Locale.ROOT, "%.3f", e.value()))
                .orElse("not measured");
    }

    private static String interval(Optional<Estimate> estimate) {
        return estimate.map(e -> String.format(Locale.ROOT, "; %.3f to %.3f", e.low(), e.high()))
                .orElse("");
    }

    private static void confusion(StringBuilder page, FaceFigures figures) {
        page.append(
                "<h2>What was read as what</h2><div class=\"wide\"><table><caption>Rows: the label."
                        + " Columns: what Pukar said.</caption><tr><th>label</th>");
        for (Label label : Label.values()) {
            page.append("<th>").append(label.word()).append("</th>");
        }
        page.append("<th>not read</th><th>not found</th></tr>");
        for (Label label : Label.values()) {
            List<Integer> row = figures.confusion().get(label.place());
            int n = Math.max(1, row.stream().mapToInt(Integer::intValue).sum());
            page.append("<tr><td>").append(label.word()).append("</td>");
            for (int count : row) {
                page.append(
                        String.format(
                                Locale.ROOT,
                                "<td class=\"shade\" style=\"--share:%.2f\">%d</td>",
                                (double) count / n,
                                count));
            }
            page.append("</tr>");
        }
        page.append("</table></div>");
    }

    private static String reliability(FaceFigures figures) {
        StringBuilder svg = axes("confidence and accuracy", "how sure", "how often right");
        svg.append(line("grid", 0, 0, 1, 1));
        int most = figures.bins().stream().mapToInt(Scores.Bin::count).max().orElse(1);
        for (Scores.Bin bin : figures.bins()) {
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"><title>%d"
                                    + " pictures: sure %.2f, right %.2f</title></circle>",
                            LEFT + SIDE * bin.confidence(),
                            BOTTOM - SIDE * bin.accuracy(),
                            3 + 7 * Math.sqrt((double) bin.count() / most),
                            bin.count(),
                            bin.confidence(),
                            bin.accuracy()));
        }
        return svg.append("</svg>").toString();
    }

    private static String risk(FaceFigures figures) {
        StringBuilder svg =
                axes("risk and coverage", "share of pictures answered", "share of answers wrong");
        List<Scores.Risk> risks = FacesJson.thinned(figures.risks());
        for (int i = 1; i < risks.size(); i++) {
            svg.append(
                    line(
                            "bar",
                            risks.get(i - 1).coverage(),
                            risks.get(i - 1).risk(),
                            risks.get(i).coverage(),
                            risks.get(i).risk()));
        }
        return svg.append("</svg>").toString();
    }

    private static StringBuilder axes(String title, String across, String up) {
        StringBuilder svg =
                new StringBuilder(
                        String.format(
                                Locale.ROOT,
                                "<svg class=\"bars\" viewBox=\"0 0 %.0f %.0f\" role=\"img\""
                                        + " aria-label=\"%s\">",
                                WIDTH,
                                HEIGHT,
                                escaped(title)));
        for (int percent = 0; percent <= 100; percent += 25) {
            double share = percent / 100.0;
            svg.append(line("grid", 0, share, 1, share));
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<text text-anchor=\"end\" x=\"%.0f\" y=\"%.0f\">%d %%</text>",
                            LEFT - 6,
                            BOTTOM - SIDE * share + 4,
                            percent));
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<text text-anchor=\"middle\" x=\"%.0f\" y=\"%.0f\">%d</text>",
                            LEFT + SIDE * share,
                            BOTTOM + 18,
                            percent));
        }
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text text-anchor=\"middle\" x=\"%.0f\" y=\"%.0f\">%s, %%</text>",
                        LEFT + SIDE / 2,
                        BOTTOM + 38,
                        escaped(across)));
        return svg.append(
                String.format(
                        Locale.ROOT, "<text x=\"%.0f\" y=\"12\">%s</text>", LEFT, escaped(up)));
    }

    /** A line between two places in [0, 1] of both axes. */
    private static String line(String style, double x1, double y1, double x2, double y2) {
        return String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                style,
                LEFT + SIDE * x1,
                BOTTOM - SIDE * y1,
                LEFT + SIDE * x2,
                BOTTOM - SIDE * y2);
    }
}
