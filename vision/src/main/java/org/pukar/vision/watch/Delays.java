package org.pukar.vision.watch;

import java.time.Duration;
import java.util.Arrays;
import org.pukar.camera.Gear;

/** How long frames take from the camera until their step of evidence is done: the last thousand. */
final class Delays {
    private final long[] millis = new long[1000];
    private int count;

    synchronized void add(Duration delay) {
        millis[count++ % millis.length] = Math.max(0, delay.toMillis());
    }

    /** What came before counts no more. */
    synchronized void forget() {
        count = 0;
    }

    /**
     * A camera's effort with what half and what 99 of 100 of these frames took at most; 0 before.
     */
    synchronized Effort effort(Gear gear, double cores) {
        long[] sorted = Arrays.copyOf(millis, Math.min(count, millis.length));
        Arrays.sort(sorted);
        return new Effort(gear, cores, at(sorted, .5), at(sorted, .99));
    }

    private static long at(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
