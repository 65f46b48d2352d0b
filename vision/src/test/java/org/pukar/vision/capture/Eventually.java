package org.pukar.vision.capture;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, with an end to it. */
final class Eventually {
    private Eventually() {}

    /** How long it took, in seconds; fails after that time. */
    static double seconds(String what, Duration atMost, BooleanSupplier condition) {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begun > atMost.toNanos()) {
                throw new AssertionError(what + " within " + atMost);
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        return (System.nanoTime() - begun) / 1e9;
    }
}
