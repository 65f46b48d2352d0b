package org.pukar.vision.net;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * One model's sessions on the graphics card, one for each shape of input. A session chooses its
 * kernels whenever an input has another shape than the one before: .1 to 1 s, where a run takes 3
 * ms (an H200; docs/gpu.md). So each shape has its own and keeps them, and whoever runs a net there
 * uses few shapes. Thread-safe; nobody may run while it is closed.
 */
final class CardSessions {
    /** More shapes than that share one session, which goes on choosing. */
    static final int MOST = 32;

    /** Opens one more. */
    interface Opening {
        OrtSession open() throws OrtException;
    }

    private final Opening opening;
    private final OrtSession first;
    private final Map<List<Long>, OrtSession> byShape = new HashMap<>();

    /**
     * @param first is closed by who made it
     */
    CardSessions(OrtSession first, Opening opening) {
        this.first = first;
        this.opening = opening;
    }

    /** The session for inputs of that shape. */
    synchronized OrtSession of(long... shape) throws OrtException {
        List<Long> key = LongStream.of(shape).boxed().toList();
        OrtSession known = byShape.get(key);
        if (known != null) {
            return known;
        }
        if (byShape.size() >= MOST) {
            return first;
        }
        OrtSession next = byShape.isEmpty() ? first : opening.open();
        byShape.put(key, next);
        return next;
    }

    /** Closes all but the first. */
    synchronized void close() throws OrtException {
        for (OrtSession session : byShape.values()) {
            if (session != first) {
                session.close();
            }
        }
        byShape.clear();
    }
}
