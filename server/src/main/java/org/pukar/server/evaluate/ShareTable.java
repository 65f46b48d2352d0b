package org.pukar.server.evaluate;

import static org.pukar.server.evaluate.Page.escaped;

import java.util.List;
import java.util.Locale;
import org.pukar.server.evaluate.Tally.Measure;

/** A table for the page: a row for each group, a share in each cell, shaded by its size. */
final class ShareTable {
    /** What a column counts, and of what results. */
    record Column(String title, Results results, Measure measure) {}

    private ShareTable() {}

    /** The rows are the groups of the first column's results; the last row has the gaps. */
    static String byGroup(String caption, Dimension dimension, List<Column> columns) {
        StringBuilder table =
                new StringBuilder("<div class=\"wide\"><table><caption>")
                        .append(escaped(caption))
                        .append("</caption><tr><th></th>");
        columns.forEach(c -> table.append("<th>").append(escaped(c.title())).append("</th>"));
        table.append("</tr>");
        for (String group : columns.get(0).results().total().groups(dimension).keySet()) {
            table.append("<tr><td>").append(escaped(group)).append("</td>");
            for (Column column : columns) {
                ClipResult total = column.results().total();
                table.append(cell(total.counted(dimension, group).share(column.measure())));
            }
            table.append("</tr>");
        }
        table.append("<tr><td>gap, points</td>");
        for (Column column : columns) {
            table.append("<td>")
                    .append(
                            Gap.of(column.results(), dimension, column.measure())
                                    .map(ShareTable::words)
                                    .orElse("–"))
                    .append("</td>");
        }
        return table.append("</tr></table></div>").toString();
    }

    private static String words(Gap gap) {
        return points(gap.value())
                + gap.interval()
                        .map(
                                i ->
                                        "<br/><small>%s to %s</small>"
                                                .formatted(points(i.low()), points(i.high())))
                        .orElse("");
    }

    private static String points(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }

    static String cell(Share share) {
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
