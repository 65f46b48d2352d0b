package org.pukar.server.store;

/**
 * Something about the data folder, the database or the master key that its owner must put right.
 */
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1;

    public StoreException(String message) {
        super(message);
    }
}
