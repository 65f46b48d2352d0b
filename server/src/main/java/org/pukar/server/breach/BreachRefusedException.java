package org.pukar.server.breach;

/** What can't be done with a breach; the message says why. */
public final class BreachRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    public BreachRefusedException(String message) {
        super(message);
    }
}
