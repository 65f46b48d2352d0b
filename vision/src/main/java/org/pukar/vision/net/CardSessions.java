package org.pukar.vision.net;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.pukar.vision.gpu.Gpu;

/**
 * One model's sessions on the graphics card, one for each shape of input. A session chooses its
 * kernels whenever an input has another shape than the one before: .1 to 2 s, where a run takes 1
 * to 5 ms (an H200; docs/gpu.md). So each shape has its own and keeps them, and whoever runs a net
 * there uses few shapes. Thread-safe; nobody may run while it is closed.
 */
final class CardSessions {
    /** More shapes than that share one session, which goes on choosing. */
    static final int MOST = 64;

    /** Opens one more. */
    interface Opening {
        OrtSession open() throws OrtException;
    }

    private final Gpu gpu;
    private final CardSession first;
    private final Opening opening;
    private final Map<List<Long>, CardSession> byShape = new ConcurrentHashMap<>();
    private Optional<CardSession> shared = Optional.empty();
    private boolean closed;

    /**
     * @param first is closed by who made it
     */
    CardSessions(Gpu gpu, OrtSession first, Opening opening) {
        this.gpu = gpu;
        this.first = new CardSession(first);
        this.opening = opening;
    }

    /** The session for inputs of that shape. Those that are known wait for nobody. */
    CardSession of(long... shape) {
        List<Long> key = LongStream.of(shape).boxed().toList();
        CardSession known = byShape.get(key);
        return known == null ? added(key) : known;
    }

    private synchronized CardSession added(List<Long> key) {
        CardSession known = byShape.get(key);
        if (known != null) {
            return known;
        }
        if (closed) {
            throw new IllegalStateException("a net that is closed can't be run");
        }
        if (byShape.size() >= MOST) {
            if (shared.isEmpty()) {
                shared = Optional.of(opened());
            }
            return shared.get();
        }
        CardSession next = byShape.isEmpty() ? first : opened();
        byShape.put(key, next);
        return next;
    }

    /** One more; where the card has no room for it, the first is shared. */
    private CardSession opened() {
        try {
            return gpu.usable() ? new CardSession(opening.open()) : first;
        } catch (OrtException e) {
            return first;
        }
    }

    /** Closes all but the first, whatever they say; then the first of what they said is thrown. */
    synchronized void close() throws OrtException {
        List<CardSession> open = new ArrayList<>(byShape.values());
        shared.ifPresent(open::add);
        byShape.clear();
        closed = true;
        shared = Optional.empty();
        Optional<OrtException> failure = Optional.empty();
        first.end();
        for (CardSession one : open.stream().filter(s -> s != first).distinct().toList()) {
            one.end();
            try {
                one.session().close();
            } catch (OrtException e) {
                failure = failure.or(() -> Optional.of(e));
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }
}
