package org.pukar.cluster.desk;

/** The desk gave no answer, or can't do anything just now: the same call again, later. */
public final class DeskAwayException extends Exception {
    private static final long serialVersionUID = 1;

    DeskAwayException(String message) {
        super(message);
    }
}
