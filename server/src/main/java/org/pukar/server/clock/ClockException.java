package org.pukar.server.clock;

/** A clock that can't be read; the message says why. */
final class ClockException extends Exception {
    private static final long serialVersionUID = 1;

    ClockException(String message) {
        super(message);
    }
}
