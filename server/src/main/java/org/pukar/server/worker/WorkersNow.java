package org.pukar.server.worker;

import java.time.Instant;
import java.util.List;

/**
 * The workers that speak to the desk, as the engineer's page shows them.
 *
 * @param reading by their names; those that fell silent in the last hour with them, while nobody
 *     else has their cameras
 * @param refused by their names: those that asked in the last half minute and may not read
 */
public record WorkersNow(List<Reading> reading, List<Refused> refused) {
    public WorkersNow {
        reading = List.copyOf(reading);
        refused = List.copyOf(refused);
    }

    /**
     * One that was let in.
     *
     * @param cameras how many it has
     * @param at when it spoke last
     * @param silent whether it should have spoken since
     */
    public record Reading(String name, int cameras, Instant at, boolean silent) {}

    /**
     * One that was not.
     *
     * @param why in one sentence
     * @param at when it asked last
     */
    public record Refused(String name, String why, Instant at) {}
}
