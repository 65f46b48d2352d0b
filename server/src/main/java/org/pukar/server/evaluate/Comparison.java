package org.pukar.server.evaluate;

import static org.pukar.server.evaluate.Page.escaped;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pukar.server.evaluate.Tally.Measure;

/**
 * The page's part that sets Pukar beside other programs: one table a dimension, shares as shade.
 */
final class Comparison {
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
        programs.put(Other.OWN, results);
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
        IN_ALL.forEach(m -> page.append("<th>").append(m.words()).append("</th>"));
        page.append("<th>faces where no head is</th></tr>");
        programs.forEach(
                (name, results) -> {
                    page.append("<tr><td>").append(escaped(name)).append("</td>");
                    IN_ALL.forEach(
                            m -> page.append(ShareTable.cell(results.total().all().share(m))));
                    page.append("<td>").append(results.total().strays()).append("</td></tr>");
                });
        page.append("</table></div>");
        for (Dimension dimension : DIMENSIONS) {
            if (own.total().groups(dimension).size() > 1) {
                page.append("<h3>By ").append(dimension.words()).append("</h3>");
                BY_GROUP.forEach(measure -> page.append(table(dimension, measure)));
            }
        }
        return page.toString();
    }

    private String table(Dimension dimension, Measure measure) {
        return ShareTable.byGroup(
                measure.words(),
                dimension,
                programs.entrySet().stream()
                        .map(e -> new ShareTable.Column(e.getKey(), e.getValue(), measure))
                        .toList());
    }
}
