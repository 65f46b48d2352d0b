package org.pukar.cluster.command;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.pukar.cluster.desk.DeskAwayException;
import org.pukar.cluster.desk.DeskClient;
import org.pukar.cluster.desk.DeskRefusedException;
import org.pukar.cluster.settings.JobSettings;
import org.pukar.vision.worker.Worker;

/** One job at a time may read the cameras; the desk is asked before anything is started. */
final class Place {
    /** A job that lives speaks twice a second, so its place is free later each time one asks. */
    private static final long LISTEN_SECONDS = 3;

    private Place() {}

    /**
     * Takes it. A job that has just ended has left it taken for some seconds, which are waited for.
     *
     * @param told what it waits for
     * @throws FailedException when the desk refuses, in its words
     */
    static void take(JobSettings settings, Consumer<String> told) {
        try {
            DeskClient desk =
                    new DeskClient(
                            settings.desk(),
                            settings.key(),
                            Worker.ofThis("submission", settings.run()));
            OptionalLong first = freeIn(desk);
            if (first.isEmpty()) {
                return;
            }
            told.accept("another job reads the cameras; a look whether it has ended ...");
            TimeUnit.SECONDS.sleep(LISTEN_SECONDS);
            OptionalLong second = freeIn(desk);
            if (second.isEmpty()) {
                return;
            }
            if (second.getAsLong() < first.getAsLong() - 1) {
                told.accept(
                        "it has ended; its place is free in %d s".formatted(second.getAsLong()));
                TimeUnit.SECONDS.sleep(second.getAsLong());
            }
            desk.task();
        } catch (DeskRefusedException | IOException e) {
            throw new FailedException(String.valueOf(e.getMessage()));
        } catch (DeskAwayException e) {
            told.accept(e.getMessage() + "; workers wait for it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedException("it was told to end");
        }
    }

    /** In how many seconds at the soonest; empty once it is taken by this job. */
    private static OptionalLong freeIn(DeskClient desk)
            throws DeskAwayException, DeskRefusedException {
        try {
            desk.task();
            return OptionalLong.empty();
        } catch (DeskRefusedException e) {
            if (e.againSeconds().isEmpty()) {
                throw e;
            }
            return e.againSeconds();
        }
    }
}
