package org.pukar.server.audit;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the log grow twice a second, and signs and publishes its head once a minute. A witness that
 * does not answer holds nothing up but itself.
 */
public final class LogClock implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LogClock.class);
    private static final Duration STEP = Duration.ofMillis(500);
    private static final int SIGN_EVERY = 120;

    private final PublishedLog published;
    private final List<Told> told = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "log");
    private volatile boolean closed;

    /**
     * What a witness has.
     *
     * @param name where it is
     * @param head the last one it took; empty: none since the start
     * @param trouble why it did not take the last one; empty when it did
     */
    public record WitnessStatus(String name, Optional<Head> head, Optional<String> trouble) {}

    /** For a log and the witnesses of the settings. */
    public LogClock(PublishedLog published, List<String> witnesses) {
        this.published = published;
        witnesses.forEach(place -> told.add(new Told(Witness.of(place, published))));
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
        told.forEach(w -> w.thread.start());
    }

    /** What every witness has, in the settings' order. */
    public List<WitnessStatus> witnesses() {
        return told.stream().map(Told::status).toList();
    }

    private void run() {
        boolean failing = false;
        for (long step = 0; !closed; step++) {
            try {
                if (step % SIGN_EVERY == 0) {
                    SignedHead head = published.sign();
                    told.forEach(w -> w.offer(head));
                } else {
                    published.append();
                }
                if (failing) {
                    log.info("the log grows again");
                }
                failing = false;
            } catch (RuntimeException e) {
                if (!failing) {
                    log.error(
                            "the log can't grow now, entries wait in the database: {}",
                            e.getMessage());
                }
                failing = true;
            }
            try {
                Thread.sleep(STEP.toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** A witness with the latest head it should have, on a thread of its own. */
    private final class Told {
        private static final Duration RETRY = Duration.ofSeconds(5);

        private final Witness witness;
        private final Thread thread = new Thread(this::run, "witness");
        private Optional<SignedHead> waiting = Optional.empty();
        private Optional<Head> taken = Optional.empty();
        private Optional<String> trouble = Optional.empty();

        Told(Witness witness) {
            this.witness = witness;
            thread.setDaemon(true);
        }

        synchronized void offer(SignedHead head) {
            waiting = Optional.of(head);
            notifyAll();
        }

        synchronized WitnessStatus status() {
            return new WitnessStatus(witness.name(), taken, trouble);
        }

        private synchronized SignedHead next() throws InterruptedException {
            while (waiting.isEmpty()) {
                wait();
            }
            return waiting.get();
        }

        private synchronized void took(SignedHead head) {
            taken = Optional.of(head.head());
            trouble.ifPresent(
                    t -> log.info("the log's witness takes heads again: {}", witness.name()));
            trouble = Optional.empty();
            waiting = waiting.filter(w -> !w.equals(head));
        }

        private synchronized void refused(String why) {
            if (trouble.isEmpty()) {
                log.warn("a witness does not take the log's head: {}", why);
            }
            trouble = Optional.of(why);
        }

        private void run() {
            while (!closed) {
                try {
                    SignedHead head = next();
                    try {
                        witness.take(head);
                        took(head);
                    } catch (IOException | RuntimeException e) {
                        refused(String.valueOf(e.getMessage()));
                        Thread.sleep(RETRY.toMillis());
                    }
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        told.forEach(w -> w.thread.interrupt());
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
