package org.pukar.server.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.pukar.server.store.Erasures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Destroys keys once a second, erases what is due and tells the backup folder once a minute, sweeps
 * once an hour: on a thread of its own, so that no deadline waits for a disk. Whatever fails is
 * tried again.
 */
public final class Eraser implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Eraser.class);
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final Duration RETENTION_EVERY = Duration.ofMinutes(1);
    private static final Duration SWEEP_EVERY = Duration.ofHours(1);

    private final Retention retention;
    private final Erasures erasures;
    private final InstantSource clock;
    private final Thread thread = new Thread(this::run, "eraser");
    private Instant retentionDue = Instant.MIN;
    private Instant sweepDue = Instant.MIN;
    private boolean failing;
    private boolean mirrorAway;
    private volatile boolean closed;

    public Eraser(Retention retention, Erasures erasures, InstantSource clock) {
        this.retention = retention;
        this.erasures = erasures;
        this.clock = clock;
        thread.setDaemon(true);
    }

    /** Does all that is overdue, and then goes on by itself. */
    public void start() {
        step();
        thread.start();
    }

    private void run() {
        while (!closed) {
            try {
                Thread.sleep(STEP.toMillis());
            } catch (InterruptedException e) {
                return;
            }
            step();
        }
    }

    /** One step, as once a second; never throws. */
    void step() {
        try {
            Instant now = clock.instant();
            erasures.tick();
            // A clock that was set back must not put it off.
            if (!now.isBefore(retentionDue) || retentionDue.isAfter(now.plus(RETENTION_EVERY))) {
                retention.tick();
                erasures.tick();
                retentionDue = now.plus(RETENTION_EVERY);
                mirror();
            }
            if (!now.isBefore(sweepDue) || sweepDue.isAfter(now.plus(SWEEP_EVERY))) {
                erasures.sweep(now);
                sweepDue = now.plus(SWEEP_EVERY);
            }
            if (failing) {
                log.info("erasure goes on");
            }
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                log.error("erasure stands still, next try every second: {}", e.getMessage());
            }
            failing = true;
        }
    }

    private void mirror() {
        boolean away = !erasures.mirror();
        if (away && !mirrorAway) {
            log.warn(
                    "the backup folder is out of reach: what is erased meanwhile is told to it once"
                            + " it is back");
        } else if (!away && mirrorAway) {
            log.info("the backup folder is up to date again");
        }
        mirrorAway = away;
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
