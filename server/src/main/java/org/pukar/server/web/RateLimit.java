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

    private static final Duration TIDY_EVERY = Duration.ofMinutes(1);

    private final int most;
    private final Duration within;
    private final Map<String, Deque<Instant>> seen = new HashMap<>();

    private Instant tidied = Instant.EPOCH;

    RateLimit(int most, Duration within) {
        this.most = most;
        this.within = within;
    }

    /** Whether one more is allowed; it is counted when it is. */
    synchronized boolean allows(String address, Instant now) {
        if (seen.size() > MOST_ADDRESSES && tidied.plus(TIDY_EVERY).isBefore(now)) {
            tidied = now;
            seen.values().removeIf(times -> times.getLast().isBefore(now.minus(within)));
        }
        Deque<Instant> times = seen.computeIfAbsent(network(address), a -> new ArrayDeque<>());
        while (!times.isEmpty() && times.getFirst().isBefore(now.minus(within))) {
            times.removeFirst();
        }
        if (times.size() >= most) {
            return false;
        }
        times.addLast(now);
        return true;
    }

    /** Who has one address of version 6 has all that share its first half. */
    static String network(String address) {
        return address.replaceFirst("^((?:[0-9a-fA-F]*:){4})[0-9a-fA-F:]+", "$1");
    }
}
