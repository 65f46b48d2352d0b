package org.pukar.vision.watch;

import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import org.pukar.camera.Camera;
import org.pukar.evidence.Signal;
import org.pukar.vision.mask.Ring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals on their way to the desk, in order, offered again until they are taken: a database that
 * goes away and comes back loses none. A camera never waits for it. Thread-safe.
 */
final class Outbox implements SignalTaker, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    /** Beyond this many waiting parcels the pictures are left out; the signals never are. */
    private static final int MOST_WITH_PICTURES = 40;

    private static final long RETRY_MILLIS = 1_000;

    private final SignalTaker taker;
    private final BlockingDeque<Parcel> waiting = new LinkedBlockingDeque<>();
    private final Thread thread = new Thread(this::run, "outbox");
    private volatile boolean closed;

    private record Parcel(Signal signal, Camera camera, List<Ring.Shot> pictures) {}

    Outbox(SignalTaker taker) {
        this.taker = taker;
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes it at once, whatever the desk does. */
    @Override
    public void take(Signal signal, Camera camera, List<Ring.Shot> pictures) {
        boolean crowded = waiting.size() > MOST_WITH_PICTURES;
        waiting.addLast(new Parcel(signal, camera, crowded ? List.of() : pictures));
    }

    private void run() {
        boolean failing = false;
        while (!closed) {
            try {
                Parcel parcel = waiting.takeFirst();
                try {
                    taker.take(parcel.signal, parcel.camera, parcel.pictures);
                    if (failing) {
                        log.info("signals reach the desk again");
                    }
                    failing = false;
                } catch (RuntimeException e) {
                    waiting.addFirst(parcel);
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
