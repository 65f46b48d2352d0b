package org.pukar.cluster.desk;

/** The desk understood, and said no; the message is its own. */
public final class DeskRefusedException extends Exception {
    private static final long serialVersionUID = 1;
    private final boolean key;

    DeskRefusedException(String message, boolean key) {
        super(message);
        this.key = key;
    }

    /** Whether the key opens nothing, which somebody can mend; what was sent is not at fault. */
    public boolean ofKey() {
        return key;
    }
}
