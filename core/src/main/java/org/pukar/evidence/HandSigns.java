package org.pukar.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pukar.cue.HandReading;
import org.pukar.cue.Point;

/**
 * The hands near the faces that one camera sees, each on its way through the Signal for Help or
 * not.
 *
 * @param byTrack by the id of the face's track
 */
record HandSigns(Map<Long, List<HandSign>> byTrack) {
    /** A hand moves by less than this between two reads, in head widths. */
    private static final double REACH = 1.5;

    HandSigns {
        byTrack = Map.copyOf(byTrack);
    }

    static HandSigns none() {
        return new HandSigns(Map.of());
    }

    /**
     * After one more frame.
     *
     * @param made the tracks whose sign was completed with this frame
     */
    record Step(HandSigns signs, List<Long> made) {}

    /** Gives each hand that was read to the nearest one of its track, or begins a new one. */
    Step add(Tracks tracks, List<HandReading> readings, Instant at) {
        Map<Long, List<HandSign>> next = new HashMap<>();
        List<Long> made = new ArrayList<>();
        for (Track track : tracks.list()) {
            List<HandSign> known = new ArrayList<>(byTrack.getOrDefault(track.id(), List.of()));
            known.removeIf(sign -> sign.seenAt().plus(HandSign.KEPT).isBefore(at));
            List<HandSign> now = new ArrayList<>();
            for (HandReading reading : readings) {
                if (reading.track() == track.id()) {
                    now.add(after(reading, known, REACH * track.box().width(), at));
                }
            }
            if (now.stream().anyMatch(HandSign::made)) {
                made.add(track.id());
                now.removeIf(HandSign::made);
            }
            now.addAll(known);
            if (!now.isEmpty()) {
                next.put(track.id(), List.copyOf(now));
            }
        }
        return new Step(new HandSigns(next), made);
    }

    private static HandSign after(
            HandReading reading, List<HandSign> known, double reach, Instant at) {
        Point center = reading.points().box().center();
        HandSign nearest = null;
        for (HandSign sign : known) {
            double distance = sign.center().distanceTo(center);
            if (distance < reach
                    && (nearest == null || distance < nearest.center().distanceTo(center))) {
                nearest = sign;
            }
        }
        if (nearest == null) {
            return HandSign.begin(center, at, reading.points().shape());
        }
        known.remove(nearest);
        return nearest.add(center, at, reading.points().shape());
    }
}
