package org.pukar.evidence;

/**
 * How far a signal is a person's own wish, most wished-for first. It decides order, deadlines and
 * what may happen.
 */
public enum Rank {
    /** A button, a phone, the web: a person asked. Station and unit are alerted at once. */
    REQUEST,
    /** The one-handed Signal for Help: to a reviewer on a fast lane, the station stands by. */
    SIGN,
    /** A face that looks like distress, unverified: a person is asked to look, nothing more. */
    EXPRESSION;

    /** Whether this one is more of a person's own wish than the other. */
    public boolean before(Rank other) {
        return compareTo(other) < 0;
    }
}
