package org.pukar.server.drill;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.pukar.server.desk.DeskFeed;
import org.pukar.server.store.Database;
import org.pukar.server.store.DrillStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the exercises' time pass on a thread of its own, and notes when open pages heard of a drill.
 */
public final class DrillClock implements DeskFeed.Listener, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DrillClock.class);
    private static final long STEP_MILLIS = 1_000;

    /** Something that is looked at every second. */
    public interface Step {
        /** Does what is due; returns how much that was. */
        int tick();
    }

    private final List<Step> steps;
    private final DrillStore store;
    private final InstantSource clock;
    private final Map<UUID, Instant> heard = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::run, "drills");
    private volatile boolean closed;

    public DrillClock(Database database, InstantSource clock, Step... steps) {
        this.steps = List.of(steps);
        this.store = new DrillStore(database.jdbc());
        this.clock = clock;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Costs the feed nothing: the database is asked later, for all of a second at once. */
    @Override
    public void changed(String incidentId) {
        if (!incidentId.isEmpty()) {
            heard.putIfAbsent(UUID.fromString(incidentId), clock.instant());
        }
    }

    private void run() {
        boolean failing = false;
        while (!closed) {
            try {
                noteListed();
                steps.forEach(Step::tick);
                failing = false;
            } catch (RuntimeException e) {
                if (!failing) {
                    log.error("exercises stand still, next try every second: {}", e.getMessage());
                }
                failing = true;
            }
            try {
                Thread.sleep(STEP_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    void noteListed() {
        List<UUID> ids = new ArrayList<>(heard.keySet());
        Map<UUID, Instant> times = new java.util.HashMap<>();
        ids.forEach(
                id ->
                        java.util.Optional.ofNullable(heard.remove(id))
                                .ifPresent(at -> times.put(id, at)));
        store.unlisted(ids)
                .forEach(id -> store.listed(id, times.getOrDefault(id, clock.instant())));
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
