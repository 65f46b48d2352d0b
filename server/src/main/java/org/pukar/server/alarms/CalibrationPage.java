package org.pukar.server.alarms;

import static org.pukar.server.evaluate.Page.escaped;
import static org.pukar.server.evaluate.Page.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.pukar.evidence.Calibration;
import org.pukar.evidence.Evidence;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.evidence.Rank;
import org.pukar.server.evaluate.Page;

/**
 * What quiet footage says of the threshold, for people and for programs.
 *
 * @param quiet the footage
 * @param before the settings that it was read with, as if looks were independent
 */
public record CalibrationPage(Films quiet, EvidenceSettings before, Calibration calibration) {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 250;
    private static final int LEFT = 60;
    private static final int FLOOR = 200;

    /** Measures the films. */
    public static CalibrationPage of(Films quiet, EvidenceSettings before) {
        List<double[]> faces =
                quiet.films().stream().flatMap(film -> film.weights().stream()).toList();
        return new CalibrationPage(quiet, before, Calibration.of(faces, before));
    }

    private EvidenceSettings after() {
        return new EvidenceSettings(
                before.lookLength(), before.falseAlarmsPerCameraDay(), calibration.exponent());
    }

    /** The exponent as it goes into the settings: rounded down, so that no promise is lost. */
    private double exponent() {
        return Math.max(
                EvidenceSettings.LEAST_EXPONENT, Math.floor(calibration.exponent() * 1e3) / 1e3);
    }

    /** {@code calibrate} as JSON. */
    public Map<String, Object> json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "calibration");
        object.put("hours", rounded(quiet.hours()));
        object.put("films", quiet.films().size());
        object.put("faces", calibration.faces());
        object.put("looks", calibration.looks());
        object.put("falseAlarmsPerCameraDay", before.falseAlarmsPerCameraDay());
        object.put("signals", falseSignals().size());
        object.put(
                "falseSignals",
                falseSignals().stream()
                        .map(s -> Map.of("film", s.film(), "seconds", rounded(s.seconds())))
                        .toList());
        object.put("thresholdIndependent", rounded(before.threshold(1)));
        object.put("threshold", rounded(calibration.threshold()));
        object.put("thresholdAsked", rounded(calibration.asked()));
        object.put("kept", calibration.kept());
        object.put("exponent", exponent());
        object.put("secondsOfClearestDistress", Evidence.shortest(after()).toMillis() / 1e3);
        List<Map<String, Object>> blocks = new ArrayList<>();
        for (Calibration.Blocks block : calibration.blocks()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("looks", block.length());
            one.put("count", block.count());
            one.put("threshold", rounded(block.threshold()));
            one.put("high95", rounded(block.high()));
            blocks.add(one);
        }
        object.put("blocks", blocks);
        object.put("unreadable", quiet.unreadable());
        return object;
    }

    private record FalseSignal(String film, double seconds) {}

    private List<FalseSignal> falseSignals() {
        return quiet.films().stream()
                .flatMap(
                        film ->
                                film.alarms().stream()
                                        .filter(alarm -> alarm.rank() == Rank.EXPRESSION)
                                        .map(a -> new FalseSignal(film.name(), a.seconds())))
                .toList();
    }

    /** {@code calibrate}, a figure a line. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                words(
                        "watched: %.2f h in %d films, %d faces, %d looks; %d false signals as it"
                                + " is set now",
                        quiet.hours(),
                        quiet.films().size(),
                        calibration.faces(),
                        calibration.looks(),
                        falseSignals().size()));
        for (FalseSignal signal : falseSignals()) {
            lines.add(
                    words(
                            "  false signal: %s at %.1f s; if someone is in distress there, leave"
                                    + " that film out",
                            signal.film(), signal.seconds()));
        }
        lines.add(
                words(
                        "threshold for one face at %s a camera and day: %.1f if looks were"
                                + " independent, %.1f by this footage",
                        before.falseAlarmsPerCameraDay(),
                        before.threshold(1),
                        calibration.threshold()));
        for (Calibration.Blocks block : calibration.blocks()) {
            lines.add(
                    words(
                            "  blocks of %d looks: %d of them, threshold %.1f, under %.1f in 95 of"
                                    + " 100",
                            block.length(), block.count(), block.threshold(), block.high()));
        }
        lines.add(
                words(
                        "the clearest distress makes a signal after %d s (%d s now)",
                        Evidence.shortest(after()).toSeconds(),
                        Evidence.shortest(before).toSeconds()));
        lines.add(words("for the settings:  budget: {exponent: %.3f}", exponent()));
        notKept().ifPresent(lines::add);
        lines.add(limits());
        return lines;
    }

    /**
     * The settings take no threshold that nobody's distress could pass: then a promise is broken.
     */
    private Optional<String> notKept() {
        return calibration.kept()
                ? Optional.empty()
                : Optional.of(
                        words(
                                "THE RATE IS NOT KEPT: this footage asks for a threshold of %.1f,"
                                        + " the settings take %.1f at most; leave out films in"
                                        + " which someone is in distress, promise more false"
                                        + " signals (--budget), or leave expression off here",
                                calibration.asked(), calibration.threshold()));
    }

    private String limits() {
        return words(
                "%.2f h show nothing of what happens less than once in %.2f h: a day of each camera"
                        + " is the least to calibrate on",
                quiet.hours(), quiet.hours() / 3);
    }

    /** {@code calibrate} as a page. */
    public String page() {
        StringBuilder page = new StringBuilder("<h1>The threshold, by quiet footage</h1>");
        page.append(words("<p class=\"soft\">%s</p>", escaped(lines().get(0))));
        page.append(
                words(
                        "<p class=\"note\"><strong>What this does not show.</strong> %s. Another"
                                + " place, another season, another model: measure again.</p>",
                        escaped(limits())));
        notKept()
                .ifPresent(
                        why ->
                                page.append(
                                        words(
                                                "<p class=\"note\"><strong>%s</strong></p>",
                                                escaped(why))));
        page.append("<div class=\"figures\">");
        Page.plain(page, words("%.3f", exponent()), "exponent, for the settings' budget");
        Page.plain(
                page,
                words("%.1f", calibration.threshold()),
                words(
                        "threshold for one face, %.1f if looks were independent",
                        before.threshold(1)));
        Page.plain(
                page,
                words("%d s", Evidence.shortest(after()).toSeconds()),
                "of the clearest distress make a signal");
        page.append("</div><h2>How high calm faces came</h2><div class=\"plot\">")
                .append(plot())
                .append("</div><h2>By length of block</h2><div class=\"wide\"><table>")
                .append(
                        "<tr><th>looks in a block</th><th>blocks</th><th>threshold</th>"
                                + "<th>under, in 95 of 100 resamples</th></tr>");
        for (Calibration.Blocks block : calibration.blocks()) {
            page.append(
                    words(
                            "<tr><td>%d</td><td>%d</td><td>%.2f</td><td>%.2f</td></tr>",
                            block.length(), block.count(), block.threshold(), block.high()));
        }
        page.append("</table></div>");
        quiet.unreadable()
                .forEach(
                        (file, why) ->
                                page.append(
                                        words("<p>Not read: %s</p>", escaped(file + ": " + why))));
        return Page.of("The threshold, by quiet footage", page.toString());
    }

    /** Faces by the highest sum that they reached, and the two thresholds. */
    private String plot() {
        double widest = Math.max(calibration.threshold(), before.threshold(1)) * 1.1;
        int columns = (int) Math.ceil(widest);
        int[] counts = new int[columns];
        int most = 1;
        for (Film film : quiet.films()) {
            for (double[] weights : film.weights()) {
                if (weights.length == 0) {
                    continue;
                }
                int column = Math.min(columns - 1, (int) highest(weights));
                most = Math.max(most, ++counts[column]);
            }
        }
        double step = (WIDTH - LEFT - 14.0) / columns;
        StringBuilder svg =
                new StringBuilder(
                        words(
                                "<svg class=\"wide-plot\" viewBox=\"0 0 %d %d\" role=\"img\""
                                        + " aria-label=\"faces by the highest sum they reached\">",
                                WIDTH, HEIGHT));
        for (int i = 0; i < columns; i++) {
            // Logarithmic: one face among a thousand must be seen.
            double height = counts[i] == 0 ? 0 : 6 + 140 * Math.log1p(counts[i]) / Math.log1p(most);
            double x = LEFT + i * step;
            if (counts[i] > 0) {
                svg.append(
                        words(
                                "<rect class=\"fill\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\""
                                        + " height=\"%.1f\"/>",
                                x + 1, FLOOR - height, Math.max(1, step - 2), height));
                svg.append(text("middle", x + step / 2, FLOOR - height - 6, "" + counts[i]));
            }
            if (i % 2 == 0) {
                svg.append(text("middle", x, FLOOR + 18.0, "" + i));
            }
        }
        line(svg, LEFT + before.threshold(1) * step, 20, "independent");
        line(svg, LEFT + calibration.threshold() * step, 38, "by this footage");
        svg.append(
                text(
                        "middle",
                        WIDTH / 2.0,
                        HEIGHT - 8.0,
                        "highest sum that a face reached (faces)"));
        return svg.append("</svg>").toString();
    }

    private static double highest(double[] weights) {
        double sum = 0;
        double highest = 0;
        for (double weight : weights) {
            sum = Math.max(0, sum + weight);
            highest = Math.max(highest, sum);
        }
        return highest;
    }

    private static void line(StringBuilder svg, double x, double y, String what) {
        svg.append(
                words(
                        "<line class=\"whisker\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%d\"/>",
                        x, y, x, FLOOR));
        svg.append(text("end", x - 4, y + 8, what));
    }

    private static String words(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }
}
