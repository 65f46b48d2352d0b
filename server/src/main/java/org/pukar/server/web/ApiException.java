package org.pukar.server.web;

import org.springframework.http.HttpStatus;

/** A call that can't be done, and why; the caller gets it as problem+json (RFC 9457). */
final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final HttpStatus status;

    ApiException(HttpStatus status, String message) {
        super(message);
        this.status = status;
    }

    HttpStatus status() {
        return status;
    }
}
