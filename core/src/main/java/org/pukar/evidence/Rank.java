package org.pukar.evidence;

/**
 * How far a signal is a person's own wish, most wished-for first. It decides order, deadlines and
 * what may happen.
 */
public enum Rank {
    /** A button, a phone, the web: a person asked. Station and unit are alerted at once. */
    REQUEST("a person asks for help"),
    /** The one-handed Signal for Help: to a reviewer on a fast lane, the station stands by. */
    SIGN("the Signal for Help, unverified"),
    /** A face that looks like distress, unverified: a person is asked to look, nothing more. */
    EXPRESSION("like distress, unverified");

    private final String words;

    Rank(String words) {
        this.words = words;
    }

    /** What a signal of it says, and no more. */
    public String words() {
        return words;
    }

    /** Whether this one is more of a person's own wish than the other. */
    public boolean before(Rank other) {
        return compareTo(other) < 0;
    }
}
