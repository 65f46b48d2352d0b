package org.pukar.server.installer;

import static org.pukar.server.evaluate.Page.escaped;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.pukar.server.evaluate.Page;
import org.pukar.vision.fitness.Fitness;
import org.pukar.vision.fitness.FitnessMap;

/**
 * What a camera can read, for people and for programs.
 *
 * @param name of the camera or file
 * @param wallClock whether its hours are those of the day; of a file they are hours into it
 */
public record FitnessPage(String name, boolean wallClock, Fitness fitness) {
    private static final String STYLE =
            """
            <style>.fitness{border-radius:8px}.fitness .ground{fill:#39424c}.fitness text{font:600 21px system-ui,sans-serif;fill:#fff;paint-order:stroke;stroke:#0009;stroke-width:4px}
            .fitness g rect{fill-opacity:.45}.fitness .good rect{fill:#2e9e5b}.fitness .poor rect{fill:#d9a400}.fitness .far rect{fill:#c8452f}
            .fitness .limit line{stroke:#fff;stroke-width:3;stroke-dasharray:10 7}.on{color:#2e9e5b}.off{color:#c8452f}</style>
            """;

    /** {@code fitness} as JSON. */
    public Map<String, Object> json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "fitness");
        object.put("camera", name);
        object.put("width", fitness.width());
        object.put("height", fitness.height());
        object.put("frames", fitness.frames());
        object.put("seconds", rounded(fitness.seconds()));
        object.put("faultFrames", fitness.faults());
        object.put("heads", fitness.heads());
        object.put("read", fitness.read());
        object.put("headWidth", rounded(fitness.headWidth()));
        object.put("pixelsPerMetre", rounded(fitness.pixelsPerMetre()));
        object.put("largeEnough", rounded(fitness.largeEnough()));
        object.put("abstained", fitness.abstained());
        Map<String, Object> cues = new LinkedHashMap<>();
        cues.put("expression", advice(fitness.expression()));
        cues.put("sign", advice(fitness.sign()));
        object.put("cues", cues);
        fitness.readableFromRow().ifPresent(row -> object.put("readableFromRow", rounded(row)));
        object.put("places", fitness.places().stream().map(FitnessPage::place).toList());
        object.put("hours", fitness.hours().stream().map(FitnessPage::hour).toList());
        return object;
    }

    private static Map<String, Object> advice(Fitness.Advice advice) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("on", advice.on());
        object.put("known", advice.known());
        object.put("why", advice.why());
        return object;
    }

    private static Map<String, Object> place(Fitness.Place place) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("column", place.column());
        object.put("row", place.row());
        object.put("heads", place.heads());
        object.put("read", place.read());
        object.put("pixelsPerMetre", rounded(place.pixelsPerMetre()));
        object.put("yaw", rounded(place.yaw()));
        object.put("pitch", rounded(place.pitch()));
        return object;
    }

    private static Map<String, Object> hour(Fitness.Hour hour) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("hour", hour.hour());
        object.put("frames", hour.frames());
        object.put("brightness", rounded(hour.brightness()));
        object.put("heads", hour.heads());
        object.put("read", hour.read());
        object.put("dark", hour.dark());
        return object;
    }

    /** {@code fitness}, a figure a line. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                words(
                        "%s: %d x %d, %.0f s watched, %d faces found, %d read",
                        name,
                        fitness.width(),
                        fitness.height(),
                        fitness.seconds(),
                        fitness.heads(),
                        fitness.read()));
        if (fitness.faults() > 0) {
            lines.add(words("the picture was frozen or blind in %d frames", fitness.faults()));
        }
        if (fitness.heads() > 0) {
            lines.add(
                    words(
                            "heads: %.0f pixels wide in the middle, %.0f pixels per metre; %.0f %%"
                                    + " are large enough to read (%.0f)",
                            fitness.headWidth(),
                            fitness.pixelsPerMetre(),
                            100 * fitness.largeEnough(),
                            Fitness.LEAST_PIXELS_PER_METRE));
        }
        fitness.readableFromRow()
                .ifPresent(
                        row ->
                                lines.add(
                                        words(
                                                "where: on the whole, faces below row %.0f of %d"
                                                        + " are large enough",
                                                row, fitness.height())));
        if (!fitness.abstained().isEmpty()) {
            lines.add("not read: " + reasons());
        }
        lines.add("expression: " + words(fitness.expression()));
        lines.add("sign: " + words(fitness.sign()));
        return lines;
    }

    private String reasons() {
        return fitness.abstained().entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(
                        e ->
                                e.getKey().toString().toLowerCase(Locale.ROOT).replace('_', ' ')
                                        + " "
                                        + e.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String words(Fitness.Advice advice) {
        return (advice.known() ? advice.on() ? "on" : "OFF" : "can't say yet")
                + ", "
                + advice.why();
    }

    /**
     * {@code fitness} as a page.
     *
     * @param picture a masked picture as a data address; empty for none
     */
    public String page(String picture) {
        StringBuilder page = new StringBuilder(STYLE);
        page.append(words("<h1>What %s can read</h1>", escaped(name)));
        page.append(words("<p class=\"soft\">%s</p>", escaped(lines().get(0))));
        page.append("<div class=\"figures\">");
        cue(page, "Expression", fitness.expression());
        cue(page, "Signal for Help", fitness.sign());
        Page.plain(
                page,
                fitness.heads() == 0 ? "none seen" : words("%.0f", fitness.pixelsPerMetre()),
                words(
                        "pixels per metre at the faces' distance; %.0f are needed",
                        Fitness.LEAST_PIXELS_PER_METRE));
        page.append("</div><h2>Where</h2>").append(FitnessMap.svg(fitness, picture));
        page.append(
                "<p>Pixels per metre at each place in which faces were found. Green: large enough,"
                    + " and mostly read. Yellow: large enough, and mostly not read. Red: too far"
                    + " off. Every head in the picture is covered; nothing of it is kept but this"
                    + " page.</p><h2>Why faces were not read</h2><p>");
        page.append(fitness.abstained().isEmpty() ? "None was left out." : escaped(reasons()));
        page.append("</p><h2>Light</h2><div class=\"wide\"><table><tr><th>")
                .append(wallClock ? "hour of the day" : "hour into the file")
                .append(
                        "</th><th>brightness, of 255</th><th>faces</th><th>read</th><th>too little"
                                + " contrast</th></tr>");
        for (Fitness.Hour hour : fitness.hours()) {
            page.append(
                    words(
                            "<tr><td>%02d</td><td>%.0f</td><td>%d</td><td>%d</td><td>%d</td></tr>",
                            hour.hour(),
                            hour.brightness(),
                            hour.heads(),
                            hour.read(),
                            hour.dark()));
        }
        page.append("</table></div>");
        page.append(
                "<p class=\"note\"><strong>What this does not show.</strong> Hours that were not"
                    + " watched: night, rain, low sun. A head is taken as 18 cm wide with its ears."
                    + " That a face is large enough says nothing of how often its expression is"
                    + " told rightly.</p>");
        return Page.of("What " + name + " can read", page.toString());
    }

    private static void cue(StringBuilder page, String what, Fitness.Advice advice) {
        page.append(
                words(
                        "<div class=\"figure\"><b class=\"%s\">%s</b><span>%s: %s</span></div>",
                        advice.known() ? advice.on() ? "on" : "off" : "",
                        advice.known() ? advice.on() ? "on" : "off" : "can't say yet",
                        what,
                        escaped(advice.why())));
    }

    private static String words(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static double rounded(double value) {
        return Math.round(value * 1e2) / 1e2;
    }
}
