package org.pukar.vision.capture;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.pukar.camera.Frame;

/** Room for one frame: a later one replaces it, for late is worse than skipped. Thread-safe. */
final class LatestFrame {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Optional<Frame> frame = Optional.empty();
    private boolean closed;
    private long dropped;

    /** Puts a frame there; the one that it replaces, which nobody took. */
    Optional<Frame> put(Frame next) {
        lock.lock();
        try {
            Optional<Frame> replaced = frame;
            if (replaced.isPresent()) {
                dropped++;
            }
            frame = Optional.of(next);
            changed.signalAll();
            return replaced;
        } finally {
            lock.unlock();
        }
    }

    /** The frame, as soon as there is one; empty after that time or once closed. */
    Optional<Frame> take(Duration atMost) {
        lock.lock();
        try {
            long nanos = atMost.toNanos();
            while (frame.isEmpty() && !closed && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            Optional<Frame> taken = frame;
            frame = Optional.empty();
            return taken;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Waits that long, or until closed; whether it is closed. */
    boolean closedWithin(long nanos) {
        lock.lock();
        try {
            long end = System.nanoTime() + nanos;
            while (!closed && end - System.nanoTime() > 0) {
                changed.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            return closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }
}
