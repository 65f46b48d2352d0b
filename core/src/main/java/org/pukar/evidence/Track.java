package org.pukar.evidence;

import java.time.Duration;
import java.time.Instant;
import org.pukar.cue.Box;
import org.pukar.cue.Face;

/**
 * One face followed across the frames of one camera, in memory. Never an identity, never across
 * cameras: gone two seconds after the face was last seen.
 *
 * @param id counts up from 1 for each camera since its start
 * @param first where it was first seen
 * @param firstSeen when that was
 * @param box around its head as last seen
 * @param lastSeen when that was
 * @param across its centre's way from left to right
 * @param down its centre's way from top to bottom
 */
public record Track(
        long id, Box first, Instant firstSeen, Box box, Instant lastSeen, Axis across, Axis down) {
    /**
     * How far off the detector's box centre is from one frame to the next, as a share of the head's
     * width: about 4 % on the sample clips with the detector that was used before.
     */
    private static final double MEASUREMENT_SHARE = .06;

    /** Someone who runs moves a head's width (16 cm) thirty times a second at most: 5 m/s. */
    private static final double SPEED_SHARE = 10;

    /** A walk starts or stops within a second: 1.5 m/s², in head widths. */
    private static final double ACCELERATION_SHARE = 10;

    static Track begin(long id, Face face, Instant at) {
        double width = face.headWidth();
        return new Track(
                id,
                face.box(),
                at,
                face.box(),
                at,
                Axis.at(face.box().center().x(), MEASUREMENT_SHARE * width, SPEED_SHARE * width),
                Axis.at(
                        face.box().center().y(),
                        MEASUREMENT_SHARE * width,
                        SPEED_SHARE * width / 2));
    }

    Track seen(Face next, Instant at) {
        double deviation = MEASUREMENT_SHARE * next.headWidth();
        return new Track(
                id,
                first,
                firstSeen,
                next.box(),
                at,
                moved(across, at).seenAt(next.box().center().x(), deviation),
                moved(down, at).seenAt(next.box().center().y(), deviation));
    }

    /** Where the head should be at that time, by its last box and its motion. */
    public Box boxAt(Instant at) {
        return box.moved(
                moved(across, at).position() - box.center().x(),
                moved(down, at).position() - box.center().y());
    }

    /**
     * Where the head should have been before it was first seen, had it come at the speed it has
     * now.
     */
    public Box boxBefore(Instant at) {
        double seconds = Duration.between(at, firstSeen).toNanos() / 1e9;
        return first.moved(-seconds * across.velocity(), -seconds * down.velocity());
    }

    private Axis moved(Axis axis, Instant at) {
        double seconds = Duration.between(lastSeen, at).toNanos() / 1e9;
        return axis.after(Math.max(0, seconds), ACCELERATION_SHARE * box.width());
    }

    /**
     * How far the centre may be from where it is expected, in pixels: three deviations, at least
     * half a head.
     */
    double reach(Instant at) {
        double deviation =
                Math.sqrt(
                        Math.max(
                                moved(across, at).positionVariance(),
                                moved(down, at).positionVariance()));
        return Math.min(1.5 * box.width(), Math.max(.5 * box.width(), 3 * deviation));
    }
}
