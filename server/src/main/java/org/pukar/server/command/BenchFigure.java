package org.pukar.server.command;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One measured figure, against what it must reach.
 *
 * @param name in the JSON
 * @param words what it is, for people
 * @param value the figure; NaN where it can't be measured
 * @param unit of the figure, or why there is none
 * @param limit at most this; empty where nothing is promised
 */
record BenchFigure(String name, String words, double value, String unit, Optional<Double> limit) {
    static BenchFigure of(String name, String words, double value, String unit) {
        return new BenchFigure(name, words, value, unit, Optional.empty());
    }

    /** One that can't be measured on this machine, and why. */
    static BenchFigure missing(String name, String words, String why) {
        return new BenchFigure(name, words, Double.NaN, why, Optional.empty());
    }

    BenchFigure atMost(double most) {
        return new BenchFigure(name, words, value, unit, Optional.of(most));
    }

    boolean within() {
        return limit.filter(most -> value > most).isEmpty();
    }

    String number() {
        return Double.isNaN(value)
                ? "-"
                : String.format(Locale.ROOT, value >= 20 ? "%.0f" : "%.3f", value);
    }

    /** The limit and whether it is kept, in words; empty where there is none. */
    String verdict() {
        return limit.map(
                        most ->
                                String.format(
                                        Locale.ROOT,
                                        "%s %s",
                                        within() ? "at most" : "OVER",
                                        most >= 20 ? String.valueOf(most.intValue()) : most))
                .orElse("");
    }

    Map<String, Object> json() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", name);
        map.put("what", words);
        map.put("value", Double.isNaN(value) ? unit : Math.round(value * 1000) / 1000.0);
        map.put("unit", Double.isNaN(value) ? "" : unit);
        limit.ifPresent(
                most -> {
                    map.put("atMost", most);
                    map.put("within", within());
                });
        return map;
    }
}
