package org.pukar.server.clock;

import java.time.Duration;

/**
 * How another clock stood to ours.
 *
 * @param offset what must be added to our clock to have the other's
 * @param roundTrip how long the answer took; the offset is uncertain by half of it
 */
record Reading(Duration offset, Duration roundTrip) {}
