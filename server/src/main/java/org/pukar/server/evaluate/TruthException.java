package org.pukar.server.evaluate;

/** A truth that can't be measured by: the message has the rule, the value, the place, the mend. */
public final class TruthException extends Exception {
    private static final long serialVersionUID = 1;

    TruthException(String rule, String value, String place, String mend) {
        super("%s, got %s (%s); %s".formatted(rule, value, place, mend));
    }
}
