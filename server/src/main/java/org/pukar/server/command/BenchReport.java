package org.pukar.server.command;

import java.util.List;
import java.util.Locale;
import org.pukar.server.evaluate.Page;

/** The bench as a page: every figure with its limit, and the growth as plots. */
final class BenchReport {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 300;
    private static final int LEFT = 60;
    private static final int BOTTOM = 250;
    private static final int BAR = 28;

    private BenchReport() {}

    static String page(
            List<BenchFigure> figures, List<BenchCrowd.Cell> cells, BenchCommand.Growths growths) {
        StringBuilder body = new StringBuilder("<h1>What Pukar costs on this machine</h1>");
        body.append(
                "<p class=\"soft\">%d cores. Each figure as it was measured, beside what it must reach.</p>"
                        .formatted(Runtime.getRuntime().availableProcessors()));
        body.append("<div class=\"wide\"><table><tr><th>what<th>measured<th>unit<th>limit</tr>");
        for (BenchFigure figure : figures) {
            body.append(
                    "<tr><td>%s<td>%s<td>%s<td>%s</tr>"
                            .formatted(
                                    Page.escaped(figure.words()),
                                    figure.number(),
                                    Page.escaped(figure.unit()),
                                    figure.verdict()));
        }
        body.append("</table></div><h2>One camera</h2>");
        body.append(bars("Cores of one camera, by size and people in view", cells));
        body.append("<h2>More cameras</h2><div class=\"pair\">");
        body.append(plot("Empty streets, 360p: processor", growths.quiet()));
        body.append(plot("One person in each, 360p: processor", growths.one()));
        if (!growths.busy().isEmpty()) {
            body.append(plot("Four people in each, 1080p: processor", growths.busy()));
        }
        return Page.of("Pukar: bench", body.append("</div>").toString());
    }

    /** A bar for each crowd in each size, its cores beside it. */
    private static String bars(String title, List<BenchCrowd.Cell> cells) {
        double most = cells.stream().mapToDouble(c -> c.cost().cores()).max().orElse(1);
        int height = 20 + BAR * cells.size();
        StringBuilder svg =
                new StringBuilder(
                        "<div class=\"plot\"><h3>%s</h3><svg class=\"bars\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
                                .formatted(title, 2 * WIDTH, height, title));
        for (int i = 0; i < cells.size(); i++) {
            BenchCrowd.Cell cell = cells.get(i);
            double length = Math.max(1, (2 * WIDTH - 260) * cell.cost().cores() / most);
            int y = 10 + BAR * i;
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<text x=\"150\" y=\"%d\" text-anchor=\"end\">%s, people: %d</text>"
                                    + "<rect class=\"fill\" x=\"160\" y=\"%d\" width=\"%.1f\""
                                    + " height=\"%d\"/><text x=\"%.1f\" y=\"%d\">%.3f</text>",
                            y + 16,
                            cell.size(),
                            cell.people().count(),
                            y,
                            length,
                            BAR - 6,
                            168 + length,
                            y + 16,
                            cell.cost().cores()));
        }
        return svg.append("</svg></div>").toString();
    }

    /** Cores over cameras, both on scales of doublings; the line is what no growth would be. */
    private static String plot(String title, List<BenchCamera.Cost> steps) {
        StringBuilder svg =
                new StringBuilder(
                        "<div class=\"plot\"><h3>%s</h3><svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
                                .formatted(title, WIDTH, HEIGHT, title));
        double first = steps.get(0).cores();
        double step = (double) (WIDTH - LEFT - 30) / Math.max(1, steps.size() - 1);
        double up = (double) (BOTTOM - 30) / Math.max(1, steps.size());
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<line class=\"grid\" x1=\"%d\" y1=\"%d\" x2=\"%.1f\" y2=\"%.1f\"/>",
                        LEFT,
                        BOTTOM - 20,
                        LEFT + step * (steps.size() - 1),
                        BOTTOM - 20 - up * (steps.size() - 1)));
        for (int i = 0; i < steps.size(); i++) {
            BenchCamera.Cost cost = steps.get(i);
            double x = LEFT + step * i;
            double y = BOTTOM - 20 - up * Math.log(cost.cores() / first) / Math.log(2);
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"/><text"
                                + " x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%.2f</text><text"
                                + " x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>",
                            x,
                            y,
                            x,
                            y - 12,
                            cost.cores(),
                            x,
                            BOTTOM + 18,
                            cost.cameras()));
        }
        return svg.append(
                        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">cameras; above, cores of all</text></svg></div>"
                                .formatted(WIDTH / 2, HEIGHT - 8))
                .toString();
    }
}
