package org.pukar.server.channel;

import java.time.Duration;
import java.util.UUID;

/** How long to wait after a failed try: doubled each time, spread a little, up to five minutes. */
final class Waits {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final long FIRST_MILLIS = 1_000;
    private static final int LAST_DOUBLING = 9;

    private Waits() {}

    /**
     * The wait before the next try.
     *
     * @param attempt the one that failed, from 1 on
     * @param id spreads the waits of different alerts by up to a fifth, so that they do not all
     *     come at once
     */
    static Duration after(int attempt, UUID id) {
        long millis = FIRST_MILLIS << Math.min(LAST_DOUBLING, Math.max(0, attempt - 1));
        long capped = Math.min(millis, LONGEST.toMillis());
        return Duration.ofMillis(capped + capped / 5 * Math.floorMod(id.hashCode(), 100) / 100);
    }
}
