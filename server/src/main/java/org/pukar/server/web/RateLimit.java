package org.pukar.server.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** So many of something from one address within a while. Thread-safe. */
final class RateLimit {
    /** Beyond this many addresses those that were quiet are forgotten. */
    private static final int MOST_ADDRESSES = 10_000;

    private final int most;
    private final Duration within;
    private final Map<String, Deque<Instant>> seen = new HashMap<>();

    RateLimit(int most, Duration within) {
        this.most = most;
        this.within = within;
    }

    /** Whether one more is allowed; it is counted when it is. */
    synchronized boolean allows(String address, Instant now) {
        if (seen.size() > MOST_ADDRESSES) {
            seen.values().removeIf(times -> times.getLast().isBefore(now.minus(within)));
        }
        Deque<Instant> times = seen.computeIfAbsent(address, a -> new ArrayDeque<>());
        while (!times.isEmpty() && times.getFirst().isBefore(now.minus(within))) {
            times.removeFirst();
        }
        if (times.size() >= most) {
            return false;
        }
        times.addLast(now);
        return true;
    }
}
