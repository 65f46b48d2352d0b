package org.pukar.cluster.desk;

import java.util.OptionalLong;

/** The desk understood, and said no; the message is its own. */
public final class DeskRefusedException extends Exception {
    private static final long serialVersionUID = 1;
    private final boolean key;
    private final long againSeconds;

    /**
     * @param againSeconds after how long asking again may help; 0 where it does not
     */
    DeskRefusedException(String message, boolean key, long againSeconds) {
        super(message);
        this.key = key;
        this.againSeconds = againSeconds;
    }

    /** After how many seconds asking again may help; empty where it does not. */
    public OptionalLong againSeconds() {
        return againSeconds == 0 ? OptionalLong.empty() : OptionalLong.of(againSeconds);
    }

    /** Whether the key opens nothing, which somebody can mend; what was sent is not at fault. */
    public boolean ofKey() {
        return key;
    }
}
