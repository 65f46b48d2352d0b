package org.pukar.server.channel;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stops waiting for work that takes too long, whatever the other side does: one byte a minute keeps
 * to every time-out of a socket. Work that still hangs holds one thread, never a second one.
 */
final class Limited implements AutoCloseable {
    /** A try that may fail. */
    interface Work {
        void run() throws DeliveryException;
    }

    private final ExecutorService thread;
    private final Duration most;
    private final AtomicBoolean busy = new AtomicBoolean();

    Limited(String name, Duration most) {
        this.most = most;
        this.thread =
                Executors.newSingleThreadExecutor(
                        work -> {
                            Thread made = new Thread(work, name);
                            made.setDaemon(true);
                            return made;
                        });
    }

    /** Runs it, or says that it took too long. */
    void run(Work work) throws DeliveryException, InterruptedException {
        if (!busy.compareAndSet(false, true)) {
            throw new DeliveryException("the try before this one still hangs");
        }
        AtomicBoolean begun = new AtomicBoolean();
        Future<?> running =
                thread.submit(
                        () -> {
                            if (begun.compareAndSet(false, true)) {
                                try {
                                    work.run();
                                } finally {
                                    busy.set(false); // before whoever waits hears of it
                                }
                            }
                            return null;
                        });
        try {
            running.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            running.cancel(true);
            throw new DeliveryException("no answer within %.1f s".formatted(most.toMillis() / 1e3));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DeliveryException known) {
                throw known;
            }
            throw new DeliveryException("a mistake of ours", e);
        } catch (InterruptedException e) {
            leave(running, begun);
            throw e;
        }
    }

    /**
     * What has not begun never will; what has is interrupted, and frees the thread when it ends.
     */
    private void leave(Future<?> running, AtomicBoolean begun) {
        running.cancel(true);
        if (begun.compareAndSet(false, true)) {
            busy.set(false);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
