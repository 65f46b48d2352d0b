package org.pukar.vision.watch;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** What a camera's threads take of the processor, over the last ten seconds. For one thread. */
final class Cost {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long SPAN = Duration.ofSeconds(10).toNanos();

    private long since = System.nanoTime();
    private long spent;
    private double cores;

    /**
     * Notes the time.
     *
     * @param capture nanoseconds that the capture has taken of the processor since it was opened
     * @return processor seconds a second; 0 in the first ten seconds
     */
    double note(long capture) {
        long now = System.nanoTime();
        if (now - since >= SPAN) {
            long total = THREADS.getCurrentThreadCpuTime() + capture;
            cores = Math.max(0, (double) (total - spent) / (now - since)); // opened anew: less
            spent = total;
            since = now;
        }
        return cores;
    }
}
