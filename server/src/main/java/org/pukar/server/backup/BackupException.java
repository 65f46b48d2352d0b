package org.pukar.server.backup;

/** A backup that can't be made or restored; the message says why, and the mend. */
public final class BackupException extends Exception {
    private static final long serialVersionUID = 1;

    BackupException(String message) {
        super(message);
    }
}
