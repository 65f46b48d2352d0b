package org.pukar.vision.mask;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.pukar.cue.Box;
import org.pukar.evidence.Track;
import org.pukar.evidence.Tracks;

/**
 * Where a picture is covered: every head that is seen, and every head that was seen within the last
 * two seconds, where it was and where its motion should have taken it. Where unsure, more is
 * covered. Pure.
 */
public final class Masks {
    /**
     * A mask is wider than the head by this on each side: hair, ears and a scarf are covered too.
     */
    private static final double GROWN = .3;

    /**
     * A head that was not found in this frame may have moved by this much more of its width a
     * second.
     */
    private static final double UNSURE_A_SECOND = .25;

    private Masks() {}

    /**
     * Boxes to cover in an earlier picture for heads that were found only later: someone who came
     * into view between two looks is covered from the start.
     *
     * @param tracks as they were last known
     * @param at the earlier picture's time
     */
    static List<Box> before(Collection<Track> tracks, Instant at) {
        List<Box> boxes = new ArrayList<>();
        for (Track track : tracks) {
            double unseen = Duration.between(at, track.firstSeen()).toNanos() / 1e9;
            if (unseen > 0) {
                boxes.add(track.first().grown(GROWN + UNSURE_A_SECOND * unseen));
                boxes.add(track.boxBefore(at).grown(GROWN + UNSURE_A_SECOND * unseen));
            }
        }
        return boxes;
    }

    /** Boxes to cover, in pixels of the frame; they may overlap and reach past it. */
    public static List<Box> of(Tracks tracks, Instant at) {
        List<Box> boxes = new ArrayList<>();
        for (Track track : tracks.list()) {
            double unseen = Duration.between(track.lastSeen(), at).toNanos() / 1e9;
            boxes.add(track.box().grown(GROWN + UNSURE_A_SECOND * unseen));
            if (unseen > 0) {
                boxes.add(track.boxAt(at).grown(GROWN + UNSURE_A_SECOND * unseen));
            }
        }
        return boxes;
    }
}
