package org.pukar.server.worker;

import java.time.Duration;
import java.util.Optional;

/**
 * A worker that may not read here, or a signal that can't be of this city; the message says why.
 */
public final class WorkerRefusedException extends Exception {
    private static final long serialVersionUID = 1;
    private final long againSeconds;

    WorkerRefusedException(String message) {
        this(message, Duration.ZERO);
    }

    /**
     * @param again after which it would be let in, were nobody to speak but it; zero where waiting
     *     is no help
     */
    WorkerRefusedException(String message, Duration again) {
        super(message);
        this.againSeconds = again.plusMillis(999).toSeconds();
    }

    /** After how long asking again may help; empty where it does not. */
    public Optional<Duration> again() {
        return againSeconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(againSeconds));
    }
}
