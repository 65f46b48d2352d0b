package org.pukar.server.desk;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the desk's time pass four times a second, and goes on when the database was away. */
public final class Clockwork implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Clockwork.class);
    private static final long STEP_MILLIS = 250;
    private static final long STEP_WHILE_FAILING_MILLIS = 1_000;

    /** Shifts are looked at this seldom, in steps: every ten seconds. */
    private static final int SHIFTS_EVERY = 40;

    /** What is no longer needed is erased this seldom, in steps: about once an hour. */
    private static final int FORGET_EVERY = 14_400;

    private final Desk desk;
    private final Shifts shifts;
    private final Runnable forget;
    private final Thread thread = new Thread(this::run, "clockwork");
    private volatile boolean closed;

    /**
     * For one desk.
     *
     * @param forget erases what is no longer needed
     */
    public Clockwork(Desk desk, Shifts shifts, Runnable forget) {
        this.desk = desk;
        this.shifts = shifts;
        this.forget = forget;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        boolean failing = false;
        for (long step = 0; !closed; step++) {
            try {
                desk.tick();
                if (step % SHIFTS_EVERY == 0) {
                    shifts.endSilent().forEach(who -> log.info("a shift ended unsaid: {}", who));
                }
                if (step % FORGET_EVERY == 0) {
                    forgetElsewhere();
                }
                if (failing) {
                    log.info("deadlines run again");
                }
                failing = false;
            } catch (RuntimeException e) {
                if (!failing) {
                    log.error(
                            "deadlines stand still, the database does not answer: {}",
                            e.getMessage());
                }
                failing = true;
            }
            try {
                Thread.sleep(failing ? STEP_WHILE_FAILING_MILLIS : STEP_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** On a thread of its own: deadlines wait for no erasure. */
    private void forgetElsewhere() {
        Thread eraser =
                new Thread(
                        () -> {
                            try {
                                forget.run();
                            } catch (RuntimeException e) {
                                log.warn(
                                        "what is no longer needed is erased later: {}",
                                        e.getMessage());
                            }
                        },
                        "forget");
        eraser.setDaemon(true);
        eraser.start();
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
