package org.pukar.server.evaluate;

import static org.pukar.server.evaluate.ReportPage.escaped;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.pukar.server.evaluate.Tally.Measure;

/**
 * The page's part that sets Pukar beside other programs: one table a dimension, shares as shade.
 */
final class Comparison {
    private static final Map<Measure, String> SHOWN =
            Map.of(
                    Measure.FOUND,
                    "Heads found",
                    Measure.DISTRESS_READ,
                    "Readings that say distress while it is shown",
                    Measure.DISTRESS_FALSE,
                    "Readings that say distress while none is shown");

    private static final List<Measure> IN_ALL =
            List.of(Measure.FOUND, Measure.DISTRESS_READ, Measure.DISTRESS_FALSE);
    private static final List<Measure> BY_GROUP = List.of(Measure.FOUND, Measure.DISTRESS_READ);
    private static final List<Dimension> DIMENSIONS =
            List.of(
                    Dimension.SKIN,
                    Dimension.SEX,
                    Dimension.WEARS,
                    Dimension.LIGHT,
                    Dimension.HEAD_WIDTH);

    private final Results own;
    private final Map<String, Results> programs = new LinkedHashMap<>();

    private Comparison(Results results) {
        own = results;
        programs.put("Pukar", results);
        programs.putAll(results.others());
    }

    /** Empty when there is nothing to compare with. */
    static String of(Results results) {
        return results.others().isEmpty() ? "" : new Comparison(results).page();
    }

    private String page() {
        StringBuilder page =
                new StringBuilder(
                        "<h2>Beside other programs</h2><p>The same frames, counted by the same"
                            + " rules. Pukar abstains where it cannot tell; the others read every"
                            + " face they find. A reading says distress when its score is above one"
                            + " half.</p>");
        page.append("<div class=\"wide\"><table><tr><th>program</th>");
        IN_ALL.forEach(m -> page.append("<th>").append(SHOWN.get(m)).append("</th>"));
        page.append("<th>faces where no head is</th></tr>");
        programs.forEach(
                (name, results) -> {
                    page.append("<tr><td>").append(escaped(name)).append("</td>");
                    IN_ALL.forEach(m -> page.append(cell(results.total().all().share(m))));
                    page.append("<td>").append(results.total().strays()).append("</td></tr>");
                });
        page.append("</table></div>");
        for (Dimension dimension : DIMENSIONS) {
            if (own.total().groups(dimension).size() > 1) {
                page.append("<h3>By ").append(dimension.words()).append("</h3>");
                BY_GROUP.forEach(measure -> table(page, dimension, measure));
            }
        }
        return page.toString();
    }

    private void table(StringBuilder page, Dimension dimension, Measure measure) {
        page.append("<div class=\"wide\"><table><caption>")
                .append(SHOWN.get(measure))
                .append("</caption><tr><th></th>");
        programs.keySet()
                .forEach(name -> page.append("<th>").append(escaped(name)).append("</th>"));
        page.append("</tr>");
        for (String group : own.total().groups(dimension).keySet()) {
            page.append("<tr><td>").append(escaped(group)).append("</td>");
            programs.values()
                    .forEach(
                            r ->
                                    page.append(
                                            cell(
                                                    r.total()
                                                            .counted(dimension, group)
                                                            .share(measure))));
            page.append("</tr>");
        }
        page.append("<tr><td>gap</td>");
        programs.values()
                .forEach(
                        r ->
                                page.append("<td>")
                                        .append(
                                                Gap.of(r, dimension, measure)
                                                        .map(Comparison::gap)
                                                        .orElse("not measured"))
                                        .append("</td>"));
        page.append("</tr></table></div>");
    }

    private static String gap(Gap gap) {
        return String.format(Locale.ROOT, "%.1f", 100 * gap.value())
                + gap.interval()
                        .map(
                                i ->
                                        String.format(
                                                Locale.ROOT,
                                                "<br/><small>%.1f to %.1f</small>",
                                                100 * i.low(),
                                                100 * i.high()))
                        .orElse("");
    }

    private static String cell(Share share) {
        return share.known()
                ? String.format(
                        Locale.ROOT,
                        "<td class=\"shade\" style=\"--share:%.3f\" title=\"%s\">%s</td>",
                        share.value(),
                        Summary.words(share),
                        Summary.percent(share.value()))
                : "<td>–</td>";
    }
}
