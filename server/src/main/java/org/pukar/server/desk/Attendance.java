package org.pukar.server.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.pukar.camera.Camera;
import org.pukar.routing.Roads;
import org.pukar.routing.Routing;
import org.pukar.server.settings.City;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which cameras somebody would look after: a camera asks with every frame, and is answered from
 * what was known a second ago. While the database is away the last answer holds for {@link #BLIND},
 * then nobody is there. Thread-safe.
 */
public final class Attendance implements Predicate<Camera>, AutoCloseable {
    /** As long as an authorisation holds without the database: decision 014. */
    private static final Duration BLIND = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(Attendance.class);

    private final City city;
    private final Shifts shifts;
    private final InstantSource clock;
    private final Routing routing;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        Thread made = new Thread(work, "attendance");
                        made.setDaemon(true);
                        return made;
                    });
    private volatile Looked looked = new Looked(Instant.MIN, Set.of());
    private boolean failing;

    /** The sites that somebody would look after. */
    private record Looked(Instant at, Set<String> sites) {}

    public Attendance(City city, Shifts shifts, InstantSource clock) {
        this.city = city;
        this.shifts = shifts;
        this.clock = clock;
        this.routing = new Routing(city.stations(), city.zone(), Roads.unknown());
    }

    /** Looks, and goes on looking once a second. */
    public Attendance start() {
        look();
        var unused = thread.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
        return this;
    }

    private void look() {
        try {
            Instant now = clock.instant();
            Set<String> sites =
                    city.sites().stream()
                            .filter(
                                    site ->
                                            shifts.watched(
                                                    Optional.of(
                                                            routing.station(site.place(), now)
                                                                    .id())))
                            .map(City.Site::id)
                            .collect(Collectors.toSet());
            looked = new Looked(now, sites);
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                log.error("who is on shift can't be read: {}", e.getMessage());
            }
            failing = true;
        }
    }

    @Override
    public boolean test(Camera camera) {
        Looked last = looked;
        return !last.at().equals(Instant.MIN)
                && !clock.instant().isAfter(last.at().plus(BLIND))
                && last.sites().contains(camera.siteId());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
