package org.pukar.server.worker;

/**
 * A worker that may not read here, or a signal that can't be of this city; the message says why.
 */
public final class WorkerRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    WorkerRefusedException(String message) {
        super(message);
    }
}
