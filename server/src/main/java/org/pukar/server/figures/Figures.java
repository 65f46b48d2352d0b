package org.pukar.server.figures;

import java.util.Map;
import java.util.Optional;

/**
 * The figures of one site or of all, in one month or in several.
 *
 * @param key whose: a site's id, a month such as 2026-11, or empty
 * @param counts all of them
 * @param waits all of them
 * @param cameraDays how long cameras were watched for expressions, added up, in days
 */
public record Figures(
        String key, Map<Count, Long> counts, Map<Wait, Times> waits, double cameraDays) {
    public Figures {
        counts = Map.copyOf(counts);
        waits = Map.copyOf(waits);
    }

    /**
     * How long something took.
     *
     * @param of how many it could have happened to
     * @param n to how many it did
     * @param percentiles seconds, interpolated; empty when n is 0
     */
    public record Times(long of, long n, Optional<Percentiles> percentiles) {}

    /** Half of them within this many seconds, 90 and 99 of 100. */
    public record Percentiles(double half, double ninety, double ninetyNine) {}

    /** Figures of nothing. */
    static Figures none(String key) {
        return new Figures(key, Map.of(), Map.of(), 0);
    }

    Figures watched(double days) {
        return new Figures(key, counts, waits, days);
    }

    public long of(Count count) {
        return counts.getOrDefault(count, 0L);
    }

    public Times of(Wait wait) {
        return waits.getOrDefault(wait, new Times(0, 0, Optional.empty()));
    }

    /** False alarms by expressions, per camera and day watched. */
    public Rate falseAlarms() {
        return new Rate(of(Count.FALSE_EXPRESSIONS), cameraDays);
    }
}
