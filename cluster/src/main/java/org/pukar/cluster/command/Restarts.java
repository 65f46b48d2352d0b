package org.pukar.cluster.command;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Starts workers that have ended anew, and says so. */
final class Restarts {
    /** Their cameras have found another worker by then, and stay there. */
    private static final Duration WHILE_OTHERS_READ = Duration.ofSeconds(30);

    /** The manager knows by then that the old one is gone. */
    private static final Duration WHILE_NOBODY_READS = Duration.ofSeconds(10);

    private final LocalCluster cluster;
    private final Consumer<String> told;
    private final Map<Integer, Instant> due = new HashMap<>();
    private final Set<Integer> coming = new HashSet<>();

    Restarts(LocalCluster cluster, Consumer<String> told) {
        this.cluster = cluster;
        this.told = told;
    }

    /**
     * Returns when the cluster is told to end.
     *
     * @throws FailedException when the manager ends by itself
     */
    void untilClosed() throws IOException, InterruptedException {
        while (!cluster.closing()) {
            look(Instant.now());
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    private void look(Instant now) throws IOException {
        if (!cluster.manager().isAlive()) {
            if (cluster.closing()) {
                return;
            }
            throw new FailedException("the manager ended; see its log");
        }
        for (int number = 1; number <= cluster.workers().size(); number++) {
            Process worker = cluster.workers().get(number - 1);
            if (!worker.isAlive()) {
                ended(number, worker, now);
            } else if (coming.contains(number) && cluster.registered(number)) {
                coming.remove(number);
                told.accept("worker %d is back".formatted(number));
            }
        }
    }

    private void ended(int number, Process worker, Instant now) throws IOException {
        if (cluster.closing()) {
            return;
        }
        Instant again = due.get(number);
        if (again == null) {
            boolean others = cluster.workers().stream().anyMatch(Process::isAlive);
            Duration wait = others ? WHILE_OTHERS_READ : WHILE_NOBODY_READS;
            due.put(number, now.plus(wait));
            told.accept(
                    "worker %d (process %d) ended; %s its cameras, it is started again in %d s"
                            .formatted(
                                    number,
                                    worker.pid(),
                                    others ? "others read" : "nobody reads",
                                    wait.toSeconds()));
        } else if (!now.isBefore(again)) {
            due.remove(number);
            coming.add(number);
            told.accept(
                    "worker %d is started again: process %d"
                            .formatted(number, cluster.startAgain(number).pid()));
        }
    }
}
