package org.pukar.vision.capture;

import java.time.Duration;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Ends FFmpeg's waiting at a time that we set. FFmpeg asks this while it waits for the network; its
 * own time-outs are ignored by half of its protocols. One callback serves the whole process
 * (JavaCPP has room for only ten of a kind); the deadline itself lies in native memory that FFmpeg
 * hands back. Thread-safe.
 */
final class Deadline implements AutoCloseable {
    private static final AVIOInterruptCB.Callback_Pointer PASSED =
            new AVIOInterruptCB.Callback_Pointer() {
                @Override
                public int call(Pointer deadline) {
                    return System.nanoTime() - new LongPointer(deadline).get() > 0 ? 1 : 0;
                }
            };

    private final LongPointer nanoTime = new LongPointer(1);
    private volatile boolean cancelled;

    Deadline(Duration fromNow) {
        in(fromNow);
    }

    void attachTo(AVIOInterruptCB waiting) {
        waiting.callback(PASSED);
        waiting.opaque(nanoTime);
    }

    /** Waiting ends that much later than this call, unless {@link #cancel} came first. */
    synchronized void in(Duration fromNow) {
        if (!cancelled) {
            nanoTime.put(System.nanoTime() + fromNow.toNanos());
        }
    }

    /** Waiting ends right away, for good. */
    synchronized void cancel() {
        if (!cancelled) {
            cancelled = true;
            nanoTime.put(System.nanoTime() - 1);
        }
    }

    boolean cancelled() {
        return cancelled;
    }

    boolean passed() {
        return System.nanoTime() - nanoTime.get() > 0;
    }

    /** Gives the native memory back; only once FFmpeg no longer asks. */
    @Override
    public synchronized void close() {
        cancelled = true;
        nanoTime.deallocate();
    }
}
