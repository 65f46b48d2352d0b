package org.pukar.server.export;

/** An export that can't be made; the message says why, and the mend. */
public final class ExportException extends Exception {
    private static final long serialVersionUID = 1;

    ExportException(String message) {
        super(message);
    }
}
