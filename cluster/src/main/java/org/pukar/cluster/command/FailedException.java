package org.pukar.cluster.command;

/** An expected failure: one line for the operator. */
final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    FailedException(String message) {
        super(message);
    }
}
