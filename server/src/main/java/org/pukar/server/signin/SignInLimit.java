package org.pukar.server.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How often somebody may try a wrong password. Whoever tries other people's passwords must not lock
 * those out: a browser that has signed in as someone before has a count of its own (OWASP's device
 * cookies), and so has each network. Counts are this server's. Thread-safe.
 */
public final class SignInLimit {
    private static final Duration WITHIN = Duration.ofMinutes(15);

    /** Wrong ones within {@link #WITHIN}, after which it says wait. Our choice. */
    private static final int OF_A_DEVICE = 10;

    private static final int OF_A_NETWORK_FOR_ONE = 5;
    private static final int OF_A_NETWORK = 30;
    private static final int FOR_ONE = 50;

    private static final int MOST_COUNTS = 20_000;

    private final Map<String, Deque<Instant>> wrong =
            new LinkedHashMap<>(64, .75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
                    return size() > MOST_COUNTS;
                }
            };

    /**
     * Who tries.
     *
     * @param name the account
     * @param device the browser's own mark, if it has signed in as that account before
     * @param network where from
     */
    public record Try(String name, Optional<String> device, String network) {}

    /** Whether a try may be made now. */
    public synchronized boolean allows(Try who, Instant now) {
        if (who.device.isPresent()) {
            return count(device(who), now) < OF_A_DEVICE;
        }
        return count(networkForOne(who), now) < OF_A_NETWORK_FOR_ONE
                && count(network(who), now) < OF_A_NETWORK
                && count(forOne(who), now) < FOR_ONE;
    }

    /** Counts a wrong one. */
    public synchronized void failed(Try who, Instant now) {
        if (who.device.isPresent()) {
            add(device(who), now);
            return;
        }
        add(networkForOne(who), now);
        add(network(who), now);
        add(forOne(who), now);
    }

    /** A right one: what was wrong before it is forgotten, of this device or network alone. */
    public synchronized void succeeded(Try who) {
        wrong.remove(who.device.isPresent() ? device(who) : networkForOne(who));
    }

    private static String device(Try who) {
        return "device " + who.name + " " + who.device.orElse("");
    }

    private static String networkForOne(Try who) {
        return "network " + who.network + " " + who.name;
    }

    private static String network(Try who) {
        return "network " + who.network;
    }

    private static String forOne(Try who) {
        return "account " + who.name;
    }

    private int count(String key, Instant now) {
        Deque<Instant> times = wrong.getOrDefault(key, new ArrayDeque<>());
        while (!times.isEmpty() && times.getFirst().isBefore(now.minus(WITHIN))) {
            times.removeFirst();
        }
        return times.size();
    }

    private void add(String key, Instant now) {
        Deque<Instant> times = wrong.computeIfAbsent(key, k -> new ArrayDeque<>());
        times.addLast(now);
        if (times.size() > FOR_ONE) {
            times.removeFirst();
        }
    }
}
