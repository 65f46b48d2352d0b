package org.pukar.vision.net;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A session on the graphics card, run by a thread of its own: for each thread that runs a session
 * ONNX Runtime seems to make what it needs of CUDA anew, and to keep it: runs of many threads by
 * turns took 11 to 18 ms each on an H200, where one thread's took 1 to 4, and 45 GB of its memory
 * (docs/gpu.md). Thread-safe.
 */
final class CardSession {
    private final OrtSession session;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    work -> {
                        Thread one = OnnxRuntime.thread(work, "card");
                        one.setDaemon(true);
                        return one;
                    });

    CardSession(OrtSession session) {
        this.session = session;
    }

    /** What is done with the session. */
    interface Work<T> {
        T with(OrtSession session) throws OrtException;
    }

    OrtSession session() {
        return session;
    }

    /** Does it on the session's thread, and waits for it, whatever interrupts. */
    <T> T run(Work<T> work) throws OrtException {
        CompletableFuture<T> done = new CompletableFuture<>();
        thread.execute(
                () -> {
                    try {
                        done.complete(work.with(session));
                    } catch (OrtException | RuntimeException | Error e) {
                        done.completeExceptionally(e);
                    }
                });
        try {
            return done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof OrtException failure) {
                throw failure;
            }
            throw new IllegalStateException("a session on the card failed", e.getCause());
        }
    }

    /** Ends the thread; the session is closed by who opened it. */
    void end() {
        thread.shutdown();
    }
}
