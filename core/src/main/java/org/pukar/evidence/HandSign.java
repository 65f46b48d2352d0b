package org.pukar.evidence;

import java.time.Duration;
import java.time.Instant;
import org.pukar.cue.HandShape;
import org.pukar.cue.Point;

/**
 * How far one hand has come in the Signal for Help (Canadian Women's Foundation 2020): the open
 * palm to the camera, the thumb tucked, the fingers folded over it, each held, in this order.
 *
 * @param center where the hand was last seen, in pixels
 * @param seenAt when that was
 * @param shape the shape it has held
 * @param since since when
 * @param stage what has been held so far, in order
 * @param openAt when the palm was last held open; only while the stage is not NONE
 */
record HandSign(
        Point center, Instant seenAt, HandShape shape, Instant since, Stage stage, Instant openAt) {
    enum Stage {
        NONE,
        OPEN_HELD,
        TUCKED_HELD,
        MADE
    }

    /**
     * A shape that is passed through on the way to another is not held: from its first read to its
     * last, three at five a second when each of them tells.
     */
    private static final Duration HELD = Duration.ofMillis(300);

    /** From the open palm to the folded fingers. */
    private static final Duration WHOLE = Duration.ofSeconds(6);

    /** A hand that was not seen for so long is another one. */
    static final Duration KEPT = Duration.ofMillis(1500);

    static HandSign begin(Point center, Instant at, HandShape shape) {
        return new HandSign(center, at, shape, at, Stage.NONE, at);
    }

    /** One reading later. A shape that can't be told is no step back: a hand moves between two. */
    HandSign add(Point where, Instant at, HandShape next) {
        if (next == HandShape.OTHER) {
            return new HandSign(where, at, shape, since, stage, openAt).inTime(at);
        }
        HandSign now =
                new HandSign(where, at, next, next == shape ? since : at, stage, openAt).inTime(at);
        return now.since.plus(HELD).isAfter(at) ? now : now.held(at);
    }

    private HandSign inTime(Instant at) {
        return stage != Stage.NONE && openAt.plus(WHOLE).isBefore(at)
                ? with(Stage.NONE, openAt)
                : this;
    }

    private HandSign held(Instant at) {
        return switch (shape) {
            case OPEN -> with(Stage.OPEN_HELD, at);
            case THUMB_TUCKED -> stage == Stage.OPEN_HELD ? with(Stage.TUCKED_HELD, openAt) : this;
            case FOLDED -> with(stage == Stage.TUCKED_HELD ? Stage.MADE : Stage.NONE, openAt);
            case OTHER -> this;
        };
    }

    private HandSign with(Stage next, Instant open) {
        return new HandSign(center, seenAt, shape, since, next, open);
    }

    boolean made() {
        return stage == Stage.MADE;
    }
}
