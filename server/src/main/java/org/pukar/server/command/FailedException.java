package org.pukar.server.command;

/**
 * A command that can't go on, for a reason its user can do something about: the message is all they
 * see.
 */
final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    FailedException(String message) {
        super(message);
    }

    FailedException(Exception cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
