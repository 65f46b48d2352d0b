package org.pukar.vision.net;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * ONNX Runtime, started once. It goes deep when it starts and when it opens a model, and a stack
 * that is too small for it ends the whole process without a word: so both are done on threads with
 * room. It runs only where it was told not to report to its makers.
 */
public final class OnnxRuntime {
    private static final long STACK_BYTES = 16L << 20;

    /**
     * From 1.29 on its builds for Linux tell Microsoft of each session, under a lasting id of the
     * machine, unless this is 1 before it starts (its pull request 27379); nothing of Pukar may.
     */
    private static final String SILENCE = "ORT_DISABLE_TELEMETRY";

    private OnnxRuntime() {}

    /** Whether it may start: asked before anything of it is used. */
    static void checkSilence() throws ModelException {
        String set = System.getenv(SILENCE);
        if (!"1".equals(set)) {
            throw new ModelException(
                    "ONNX Runtime must not report to its makers: "
                            + SILENCE
                            + " must be 1 in Pukar's environment, it is "
                            + (set == null ? "not set" : "\"" + set + '"')
                            + "; start it with ./pukar, or first: export "
                            + SILENCE
                            + "=1");
        }
    }

    /** Started with the first call. */
    private static final class Started {
        static final OrtEnvironment ENVIRONMENT = started();
    }

    static OrtEnvironment environment() {
        return Started.ENVIRONMENT;
    }

    /**
     * Its version.
     *
     * @throws ModelException when it was not told to report to nobody
     */
    public static String version() throws ModelException {
        checkSilence();
        return environment().getVersion();
    }

    private static OrtEnvironment started() {
        try {
            return withRoom(OnnxRuntime::start); // not of Started, which is not ready before
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime can't be started", e);
        }
    }

    /** Warnings of the runtime say nothing to the operator at 3 a.m. */
    private static OrtEnvironment start() {
        return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "pukar");
    }

    /** A thread with room, not started. */
    static Thread thread(Runnable work, String name) {
        return new Thread(null, work, name, STACK_BYTES);
    }

    /** Does it on a thread with room, and waits. */
    static <T> T withRoom(Callable<T> work) throws OrtException {
        FutureTask<T> done = new FutureTask<>(work);
        thread(done, "onnx-runtime").start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return done.get();
                } catch (InterruptedException e) {
                    interrupted = true; // what it works on must not be closed under it
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OrtException cause) {
                throw cause;
            }
            if (e.getCause() instanceof LinkageError cause) {
                throw cause;
            }
            throw new IllegalStateException("ONNX Runtime failed", e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
