package org.pukar.camera;

import java.time.Duration;
import java.time.Instant;

/**
 * In which gear a camera is read. A pure step a frame.
 *
 * @param activeUntil until when all of the stream is read unless somebody is seen again
 */
public record Gearing(Instant activeUntil) {
    /**
     * So long after the last sight of anybody it goes on: someone who turned away, or bent down, is
     * still there.
     */
    public static final Duration HELD = Duration.ofSeconds(10);

    /**
     * Nobody has been seen, and a picture that stands so long may be frozen: that is decided on all
     * frames.
     */
    public static final Duration STANDS = Duration.ofSeconds(2);

    /** As a camera begins: nobody has been seen. */
    public static Gearing idle() {
        return new Gearing(Instant.MIN);
    }

    /**
     * One frame later.
     *
     * @param at when it was taken
     * @param somebody whether anybody is in view, or was a moment ago
     * @param stands for how long the picture has not changed
     */
    public Gearing add(Instant at, boolean somebody, Duration stands) {
        if (somebody) {
            return new Gearing(at.plus(HELD));
        }
        boolean still = stands.compareTo(STANDS) >= 0;
        return still && gear(at) == Gear.IDLE ? new Gearing(at.plus(STANDS)) : this;
    }

    /**
     * The gear for what comes after that time. A clock that was set back does not hold it for ever.
     */
    public Gear gear(Instant at) {
        boolean active =
                at.isBefore(activeUntil) && !at.plus(HELD).plus(HELD).isBefore(activeUntil);
        return active ? Gear.ACTIVE : Gear.IDLE;
    }
}
