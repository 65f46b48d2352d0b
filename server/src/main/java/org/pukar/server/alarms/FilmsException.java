package org.pukar.server.alarms;

/** A folder that can't be measured by: the message has the rule, the value, the place, the mend. */
public final class FilmsException extends Exception {
    private static final long serialVersionUID = 1;

    public FilmsException(String rule, String value, Object place, String mend) {
        super("%s, got %s (%s); %s".formatted(rule, value, place, mend));
    }
}
