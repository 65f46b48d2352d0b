package org.pukar.server.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pukar.vision.worker.Report;
import org.pukar.vision.worker.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who spoke, and who was refused; what changes is logged, once. Thread-safe. */
final class Roll {
    /** Workers speak twice a second. */
    static final Duration SILENCE = Duration.ofSeconds(5);

    private static final Duration SILENT_SHOWN = Duration.ofHours(1);

    /** One that is refused asks twice a second, too. */
    private static final Duration REFUSED_SHOWN = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(Roll.class);

    private final Map<String, WorkersNow.Reading> reading = new TreeMap<>();
    private final Map<String, WorkersNow.Refused> refused = new TreeMap<>();

    synchronized void refused(Worker worker, String why, Instant now) {
        String name = worker.name();
        String key = key(worker);
        refused.values().removeIf(r -> now.isAfter(r.at().plus(REFUSED_SHOWN)));
        Optional<WorkersNow.Refused> before =
                Optional.ofNullable(refused.put(key, new WorkersNow.Refused(name, why, now)));
        if (before.filter(r -> r.why().equals(why)).isEmpty()) {
            log.warn("worker {} is refused: {}", name, why);
        }
    }

    synchronized void accepted(Worker worker) {
        refused.remove(key(worker));
    }

    /** Two jobs may call their workers alike. */
    private static String key(Worker worker) {
        return worker.name() + " " + worker.run();
    }

    /** A job's workers have nothing to do with those of the job before. */
    synchronized void begin() {
        reading.clear();
    }

    synchronized void spoke(Report report, Instant now) {
        String name = report.worker().name();
        Optional<WorkersNow.Reading> before =
                Optional.ofNullable(
                        reading.put(
                                name,
                                new WorkersNow.Reading(name, report.cameras().size(), now, false)));
        if (before.isEmpty() || before.get().silent()) {
            log.info("worker {} reads cameras", name);
        }
        hush(now);
    }

    /** Notes who has fallen silent; whoever speaks, or looks, finds out about the others. */
    private void hush(Instant now) {
        reading.values().removeIf(r -> now.isAfter(r.at().plus(SILENT_SHOWN)));
        reading.replaceAll(
                (name, r) -> {
                    if (r.silent() || now.isBefore(r.at().plus(SILENCE))) {
                        return r;
                    }
                    log.warn(
                            "worker {} has been silent since {}; it had {} cameras",
                            name,
                            r.at(),
                            r.cameras());
                    return new WorkersNow.Reading(name, r.cameras(), r.at(), true);
                });
    }

    synchronized WorkersNow now(Instant now) {
        hush(now);
        return new WorkersNow(
                List.copyOf(reading.values()),
                refused.values().stream()
                        .filter(r -> now.isBefore(r.at().plus(REFUSED_SHOWN)))
                        .toList());
    }
}
