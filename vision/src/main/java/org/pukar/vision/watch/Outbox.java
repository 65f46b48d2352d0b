package org.pukar.vision.watch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.pukar.camera.Camera;
import org.pukar.evidence.Signal;
import org.pukar.vision.mask.Ring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals on their way to the desk, in order, offered again until they are taken: a database that
 * goes away and comes back loses none. A camera never waits for it. Thread-safe.
 */
public final class Outbox implements SignalTaker, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    /** Beyond this many waiting parcels the pictures are left out; the signals never are. */
    private static final int MOST_WITH_PICTURES = 40;

    private static final long RETRY_MILLIS = 1_000;

    private final SignalTaker taker;
    private final Deque<Parcel> waiting = new ArrayDeque<>();
    private final Thread thread = new Thread(this::run, "outbox");
    private volatile boolean closed;

    private record Parcel(Signal signal, Camera camera, List<Ring.Shot> pictures) {}

    /** Begins to offer at once. */
    public Outbox(SignalTaker taker) {
        this.taker = taker;
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes it at once, whatever the desk does. */
    @Override
    public synchronized void take(Signal signal, Camera camera, List<Ring.Shot> pictures) {
        boolean crowded = waiting.size() > MOST_WITH_PICTURES;
        waiting.addLast(new Parcel(signal, camera, crowded ? List.of() : pictures));
        notifyAll();
    }

    /** The signals that are not taken yet, the one being offered among them. */
    public synchronized List<Signal> waiting() {
        return waiting.stream().map(Parcel::signal).distinct().toList();
    }

    private synchronized Parcel first() throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
        return waiting.getFirst();
    }

    private synchronized void taken() {
        waiting.removeFirst();
    }

    private void run() {
        boolean failing = false;
        while (!closed) {
            try {
                Parcel parcel = first();
                try {
                    taker.take(parcel.signal, parcel.camera, parcel.pictures);
                    taken();
                    if (failing) {
                        log.info("signals reach the desk again");
                    }
                    failing = false;
                } catch (RuntimeException e) {
                    if (!failing) {
                        log.error(
                                "a signal can't reach the desk, it is kept and offered again: {}",
                                e.getMessage());
                    }
                    failing = true;
                    Thread.sleep(RETRY_MILLIS);
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
