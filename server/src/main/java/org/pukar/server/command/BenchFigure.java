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
 * @param most at most this; empty where nothing is promised
 * @param least at least this; empty where nothing is promised
 */
record BenchFigure(
        String name,
        String words,
        double value,
        String unit,
        Optional<Double> most,
        Optional<Double> least) {
    static BenchFigure of(String name, String words, double value, String unit) {
        return new BenchFigure(name, words, value, unit, Optional.empty(), Optional.empty());
    }

    /** One that can't be measured on this machine, and why. */
    static BenchFigure missing(String name, String words, String why) {
        return of(name, words, Double.NaN, why);
    }

    BenchFigure atMost(double limit) {
        return new BenchFigure(name, words, value, unit, Optional.of(limit), least);
    }

    BenchFigure atLeast(double limit) {
        return new BenchFigure(name, words, value, unit, most, Optional.of(limit));
    }

    boolean isMissing() {
        return Double.isNaN(value);
    }

    boolean within() {
        return most.filter(limit -> value > limit).isEmpty()
                && least.filter(limit -> value < limit).isEmpty();
    }

    String number() {
        return isMissing() ? "-" : String.format(Locale.ROOT, value >= 20 ? "%.0f" : "%.3f", value);
    }

    /** The limit and whether it is kept, in words; empty where there is none. */
    String verdict() {
        if (isMissing()) {
            return "";
        }
        return most.map(limit -> (within() ? "at most " : "OVER ") + shown(limit))
                .or(() -> least.map(limit -> (within() ? "at least " : "UNDER ") + shown(limit)))
                .orElse("");
    }

    private static String shown(double limit) {
        return limit >= 20 ? String.valueOf((int) limit) : String.valueOf(limit);
    }

    Map<String, Object> json() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", name);
        map.put("what", words);
        map.put("value", isMissing() ? unit : Math.round(value * 1000) / 1000.0);
        map.put("unit", isMissing() ? "" : unit);
        most.ifPresent(limit -> map.put("atMost", limit));
        least.ifPresent(limit -> map.put("atLeast", limit));
        if (!isMissing() && (most.isPresent() || least.isPresent())) {
            map.put("within", within());
        }
        return map;
    }
}
