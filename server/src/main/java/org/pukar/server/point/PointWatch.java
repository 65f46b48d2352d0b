package org.pukar.server.point;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.pukar.server.settings.City;
import org.pukar.server.store.PointStore;

/** How panic points do. A silent one is a fault that the desk sees, never a quiet street. */
public final class PointWatch {
    /** A point says that it is there every few minutes; after this it is a fault. */
    public static final Duration SILENCE = Duration.ofMinutes(15);

    /** Every point's press is tried once a day, with two hours to spare. */
    private static final Duration TEST_EVERY = Duration.ofHours(26);

    /** Below this share the battery is to be changed. */
    private static final double LOW_BATTERY = .2;

    /** Every page asks; the database need not be asked each time. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private record Looked(Instant at, List<Status> all) {}

    private final ReentrantLock asking = new ReentrantLock();
    private volatile Looked looked = new Looked(Instant.EPOCH, List.of());

    private final City city;
    private final PointStore points;
    private final InstantSource clock;
    private final Instant since;

    public PointWatch(City city, PointStore points, InstantSource clock) {
        this.city = city;
        this.points = points;
        this.clock = clock;
        this.since = clock.instant();
    }

    /** What is wrong with a point. */
    public enum Trouble {
        NO_KEY,
        SILENT,
        TEST_OVERDUE,
        LOW_BATTERY
    }

    /**
     * How a point does.
     *
     * @param trouble what is wrong, the worst only
     */
    public record Status(City.Point point, PointStore.State state, Optional<Trouble> trouble) {
        /** Whether a press would not come through, as far as can be known. */
        public boolean down() {
            return trouble.filter(t -> t == Trouble.NO_KEY || t == Trouble.SILENT).isPresent();
        }
    }

    /** Every point, in the settings' order; as it was a few seconds ago at most. */
    public List<Status> statuses() {
        Instant now = clock.instant();
        Looked last = looked;
        if (last.at().plus(FRESH).isAfter(now)) {
            return last.all();
        }
        // One asks the database; the others make do with what was known before.
        if (!asking.tryLock()) {
            return last.all();
        }
        try {
            List<Status> all = look(now);
            looked = new Looked(now, all);
            return all;
        } finally {
            asking.unlock();
        }
    }

    private List<Status> look(Instant now) {
        List<String> ids = city.points().stream().map(City.Point::id).toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<String, PointStore.State> states = points.states(ids, now, SILENCE);
        return city.points().stream()
                .map(
                        p -> {
                            PointStore.State state =
                                    Optional.ofNullable(states.get(p.id())).orElseThrow();
                            return new Status(p, state, trouble(state, now));
                        })
                .toList();
    }

    private Optional<Trouble> trouble(PointStore.State state, Instant now) {
        if (!state.hasKey()) {
            return Optional.of(Trouble.NO_KEY);
        }
        // A Pukar that was itself away can't know of a point's silence before.
        Instant heard = state.heardAt().orElse(Instant.MIN);
        Instant latest = heard.isAfter(since) ? heard : since;
        if (latest.isBefore(now.minus(SILENCE))) {
            return Optional.of(Trouble.SILENT);
        }
        if (state.battery().filter(b -> b < LOW_BATTERY).isPresent()) {
            return Optional.of(Trouble.LOW_BATTERY);
        }
        boolean tested =
                state.testedAt().filter(t -> t.isAfter(now.minus(TEST_EVERY))).isPresent()
                        || state.pressedAt()
                                .filter(t -> t.isAfter(now.minus(TEST_EVERY)))
                                .isPresent();
        return tested ? Optional.empty() : Optional.of(Trouble.TEST_OVERDUE);
    }
}
