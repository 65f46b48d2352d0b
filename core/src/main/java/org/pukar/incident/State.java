package org.pukar.incident;

/** Where an incident stands. The order is that of a life without a hitch. */
public enum State {
    /** It rings on the desk and nobody has taken it. */
    WAITING,
    /** A named person is looking. */
    CLAIMED,
    /** Someone looked and could not tell; others may still decide until the deadline. */
    UNDECIDED,
    /** Help is to be sent: a person confirmed it, or somebody asked for it. */
    READY,
    /** A station or unit was told to go and has not answered. */
    DISPATCHED,
    /** Someone answered and is on the way. */
    ACKNOWLEDGED,
    /** Someone is there. */
    ON_SCENE,
    /** Over, with an outcome. */
    CLOSED,
    /** A person looked and dismissed it. */
    DISMISSED,
    /** Whoever asked for help said that none is needed any more, and nothing else was seen. */
    WITHDRAWN,
    /** A named person called back whoever had been told to go. */
    RECALLED,
    /** Nobody decided in time. Never so for a request. */
    EXPIRED;

    /** Whether nothing more can happen. */
    public boolean ended() {
        return this == CLOSED || erases();
    }

    /** Whether it ended without need of help, so that its pictures go at once. */
    public boolean erases() {
        return this == DISMISSED || this == WITHDRAWN || this == RECALLED || this == EXPIRED;
    }

    /** Whether it waits for a person at a desk. */
    public boolean underReview() {
        return this == WAITING || this == CLAIMED || this == UNDECIDED;
    }

    /** Whether help is wanted and nobody has answered yet. */
    public boolean helpWanted() {
        return this == READY || this == DISPATCHED;
    }

    /** Whether help is wanted, on its way or there. */
    public boolean helpGoesOn() {
        return this == READY || helpSent();
    }

    /** Whether help was sent and has not reported its end. */
    public boolean helpSent() {
        return this == DISPATCHED || this == ACKNOWLEDGED || this == ON_SCENE;
    }
}
