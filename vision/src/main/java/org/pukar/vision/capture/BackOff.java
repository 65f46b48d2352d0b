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
    private final Duration first;
    private final Duration longest;
    private int tries;

    BackOff(RandomGenerator random) {
        this(random, FIRST, LONGEST);
    }

    /** With other waits, for tests that can't wait so long. */
    BackOff(RandomGenerator random, Duration first, Duration longest) {
        this.random = random;
        this.first = first;
        this.longest = longest;
    }

    /**
     * The wait before the next try; spread, so that cameras that went down together do not come
     * back together.
     */
    Duration next() {
        double millis =
                Math.min((double) longest.toMillis(), first.toMillis() * Math.pow(2, tries));
        tries = Math.min(tries + 1, 16);
        return Duration.ofMillis(Math.round(millis * (.5 + random.nextDouble())));
    }

    /** The camera is well again. */
    void reset() {
        tries = 0;
    }
}
