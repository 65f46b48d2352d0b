package org.pukar.server.web;

import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/** A call that can't be done, and why; the caller gets it as problem+json (RFC 9457). */
final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final HttpStatus status;
    private final transient Optional<Duration> again;

    ApiException(HttpStatus status, String message) {
        this(status, message, Optional.empty());
    }

    /**
     * @param again after how long asking again may help
     */
    ApiException(HttpStatus status, String message, Optional<Duration> again) {
        super(message);
        this.status = status;
        this.again = again;
    }

    Optional<Duration> again() {
        return again;
    }

    HttpStatus status() {
        return status;
    }
}
