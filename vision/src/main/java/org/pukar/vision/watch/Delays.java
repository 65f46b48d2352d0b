package org.pukar.vision.watch;

import java.time.Duration;
import java.util.Arrays;

/** How long frames take from the camera until their step of evidence is done: the last thousand. */
final class Delays {
    private final long[] millis = new long[1000];
    private int count;

    synchronized void add(Duration delay) {
        millis[count++ % millis.length] = Math.max(0, delay.toMillis());
    }

    /** That share of frames takes no longer; zero before the first. */
    synchronized Duration at(double share) {
        long[] sorted = Arrays.copyOf(millis, Math.min(count, millis.length));
        Arrays.sort(sorted);
        return sorted.length == 0
                ? Duration.ZERO
                : Duration.ofMillis(sorted[(int) Math.ceil(share * sorted.length) - 1]);
    }
}
