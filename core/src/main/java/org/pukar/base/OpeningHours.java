package org.pukar.base;

import java.time.LocalTime;

/**
 * Hours of a day, each day alike, such as those of a station's desk. From and until the same:
 * always.
 *
 * @param from it opens
 * @param until it closes; before {@code from} when that is after midnight
 */
public record OpeningHours(LocalTime from, LocalTime until) {
    public static OpeningHours always() {
        return new OpeningHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
    }

    /** Whether it is open at that time of the city's day. */
    public boolean holds(LocalTime time) {
        if (from.equals(until)) {
            return true;
        }
        boolean afterFrom = !time.isBefore(from);
        boolean beforeUntil = time.isBefore(until);
        return from.isBefore(until) ? afterFrom && beforeUntil : afterFrom || beforeUntil;
    }
}
