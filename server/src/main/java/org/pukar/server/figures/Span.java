package org.pukar.server.figures;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;

/**
 * Whole days of the city.
 *
 * @param from the first
 * @param until the first that is no longer of it
 */
public record Span(LocalDate from, LocalDate until, ZoneId zone) {
    public Span {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException(
                    "a span needs at least one day, got " + from + " until " + until);
        }
    }

    public static Span of(YearMonth month, ZoneId zone) {
        return new Span(month.atDay(1), month.plusMonths(1).atDay(1), zone);
    }

    /** That many whole months, the last of them being that one. */
    public static Span months(int count, YearMonth last, ZoneId zone) {
        return new Span(last.minusMonths(count - 1L).atDay(1), last.plusMonths(1).atDay(1), zone);
    }

    Instant begin() {
        return from.atStartOfDay(zone).toInstant();
    }

    Instant end() {
        return until.atStartOfDay(zone).toInstant();
    }
}
