package org.pukar.routing;

import java.time.LocalTime;

/**
 * When a station's desk is staffed, each day alike. From and until the same: always.
 *
 * @param from the desk opens
 * @param until the desk closes; before {@code from} when it closes after midnight
 */
public record OpeningHours(LocalTime from, LocalTime until) {
    public static OpeningHours always() {
        return new OpeningHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
    }

    /** Whether the desk is staffed at that time of the city's day. */
    public boolean holds(LocalTime time) {
        if (from.equals(until)) {
            return true;
        }
        boolean afterFrom = !time.isBefore(from);
        boolean beforeUntil = time.isBefore(until);
        return from.isBefore(until) ? afterFrom && beforeUntil : afterFrom || beforeUntil;
    }
}
