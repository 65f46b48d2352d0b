package org.pukar.server.clock;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pukar.server.settings.ClockSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Compares this server's clock with the database's and a time server's, once a minute. What differs
 * by more than a second is on the desk and in the log until it does no more. Thread-safe.
 */
public final class ClockWatch implements AutoCloseable {
    /** CERT-In's directions ask for synchronised clocks; a second is our choice (G18). */
    static final Duration MOST = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(ClockWatch.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final String DATABASE = "";

    /** The quickest of so many says it best. */
    private static final int QUESTIONS = 3;

    /** A time server that is silent for so many looks is a fault of its own. */
    private static final int SILENT_LOOKS = 3;

    private final JdbcClient jdbc;
    private final ClockSettings settings;
    private final InstantSource clock;
    private final Thread thread = new Thread(this::run, "clocks");
    private final Map<String, Integer> silent = new HashMap<>();
    private volatile List<ClockFault> faults = List.of();

    public ClockWatch(JdbcClient jdbc, ClockSettings settings, InstantSource clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** What differs now. */
    public List<ClockFault> faults() {
        return faults;
    }

    private void run() {
        try {
            while (true) {
                look();
                Thread.sleep(EVERY.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /** A clock that can be asked. */
    private interface Other {
        Reading ask() throws ClockException;
    }

    /** Compares once. */
    synchronized void look() {
        List<ClockFault> found = new ArrayList<>();
        compare(DATABASE, this::database).ifPresent(found::add);
        settings.ntp()
                .flatMap(ntp -> compare(ntp.host(), () -> Sntp.ask(ntp, clock)))
                .ifPresent(found::add);
        tell(faults, found);
        faults = List.copyOf(found);
    }

    private Optional<ClockFault> compare(String name, Other other) {
        Optional<Reading> best = Optional.empty();
        String why = "";
        for (int i = 0; i < QUESTIONS && why.isEmpty(); i++) {
            try {
                Reading reading = other.ask();
                if (best.isEmpty() || reading.roundTrip().compareTo(best.get().roundTrip()) < 0) {
                    best = Optional.of(reading);
                }
            } catch (ClockException e) {
                why = String.valueOf(e.getMessage());
            }
        }
        if (best.isEmpty()) {
            int looks = silent.merge(name, 1, Integer::sum);
            if (looks == 1) {
                log.info("a clock could not be read: {}: {}", shown(name), why);
            }
            // A database that is away is told of elsewhere, and at once.
            boolean fault = looks >= SILENT_LOOKS && !name.equals(DATABASE);
            return fault ? Optional.of(new ClockFault(name, Optional.empty())) : before(name);
        }
        silent.remove(name);
        return best.map(Reading::offset)
                .filter(o -> o.abs().compareTo(MOST) > 0)
                .map(o -> new ClockFault(name, Optional.of(o)));
    }

    /** What was known of a clock stays known until it can be read again. */
    private Optional<ClockFault> before(String name) {
        return faults.stream().filter(f -> f.name().equals(name)).findFirst();
    }

    private Reading database() throws ClockException {
        Instant sent = clock.instant();
        long began = System.nanoTime();
        try {
            Instant there =
                    jdbc.sql("select clock_timestamp()")
                            .query(Timestamp.class)
                            .single()
                            .toInstant();
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            return new Reading(Duration.between(sent.plus(took.dividedBy(2)), there), took);
        } catch (DataAccessException e) {
            throw new ClockException("the database does not answer");
        }
    }

    private static void tell(List<ClockFault> before, List<ClockFault> now) {
        for (ClockFault fault : now) {
            if (before.stream().noneMatch(b -> same(b, fault))) {
                if (fault.offset().isPresent()) {
                    log.error(
                            "clocks must agree within 1 s, set this server's or the other: {} is"
                                    + " {} s ahead",
                            shown(fault.name()),
                            fault.seconds());
                } else {
                    log.error("the time server does not answer: {}", shown(fault.name()));
                }
            }
        }
        for (ClockFault fault : before) {
            if (now.stream().noneMatch(n -> n.name().equals(fault.name()))) {
                log.info("clocks agree again: {}", shown(fault.name()));
            }
        }
    }

    private static boolean same(ClockFault one, ClockFault other) {
        return one.name().equals(other.name())
                && one.offset().isPresent() == other.offset().isPresent();
    }

    private static String shown(String name) {
        return name.equals(DATABASE) ? "the database's clock" : name;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(2_500); // a question to a time server takes 2 s at most
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
