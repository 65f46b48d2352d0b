package org.pukar.vision.capture;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: doubling from one second to thirty, each spread by half
 * either way.
 */
final class BackOff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final RandomGenerator random;
    private int tries;

    BackOff(RandomGenerator random) {
        this.random = random;
    }

    /**
     * The wait before the next try; spread, so that cameras that went down together do not come
     * back together.
     */
    Duration next() {
        double millis =
                Math.min((double) LONGEST.toMillis(), FIRST.toMillis() * Math.pow(2, tries));
        tries = Math.min(tries + 1, 16);
        return Duration.ofMillis(Math.round(millis * (.5 + random.nextDouble())));
    }

    /** The camera is well again. */
    void reset() {
        tries = 0;
    }
}
