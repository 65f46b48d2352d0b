package org.pukar.server.drill;

/** A drill that can't be started, with why. */
public final class DrillRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    DrillRefusedException(String why) {
        super(why);
    }

    /** Why, as a sentence for whoever tried. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
