package org.pukar.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pukar.cue.FaceReading;
import org.pukar.cue.HandReading;

/**
 * All that is known of one camera's present: who is in view, and what it adds up to. One step a
 * frame; the same line on one machine and on a cluster.
 *
 * @param tracks the faces in view
 * @param evidence by track id, only for tracks that are alive
 * @param hands near the faces in view
 * @param standingUntil until when a situation that was already signalled counts as the same one
 * @param signStandingUntil the same for the Signal for Help, which says more than an expression
 */
public record CameraWatch(
        Tracks tracks,
        Map<Long, Evidence> evidence,
        HandSigns hands,
        Optional<Instant> standingUntil,
        Optional<Instant> signStandingUntil) {
    /**
     * Calm for this long, and the situation is over: the next signal is a new one. The same time in
     * which someone walks through a camera's view.
     */
    private static final Duration SITUATION_ENDS_AFTER_CALM = Duration.ofSeconds(30);

    public CameraWatch {
        evidence = Map.copyOf(evidence);
    }

    public static CameraWatch start() {
        return new CameraWatch(
                Tracks.none(), Map.of(), HandSigns.none(), Optional.empty(), Optional.empty());
    }

    /**
     * One frame later.
     *
     * @param ids the track of each reading, in the readings' order
     * @param signals at most one a rank: what nobody has been asked to look at yet
     */
    public record Step(CameraWatch watch, List<Long> ids, List<Signal> signals) {
        public Step {
            ids = List.copyOf(ids);
            signals = List.copyOf(signals);
        }
    }

    /**
     * Follows every face into the next frame and adds what was read.
     *
     * @param cameraId whose frame
     * @param at when it was taken; not before the last one
     * @param readings every face of it
     * @param seen the hands near faces that were followed before it
     * @param trusted whether the picture is sound; a frozen one adds no evidence
     */
    public Step add(
            String cameraId,
            Instant at,
            List<FaceReading> readings,
            List<HandReading> seen,
            EvidenceSettings settings,
            boolean trusted) {
        Tracks.Step followed = tracks.add(readings.stream().map(FaceReading::face).toList(), at);
        double threshold = settings.threshold(followed.tracks().list().size());
        Map<Long, Evidence> next = new HashMap<>();
        for (Track track : followed.tracks().list()) {
            next.put(track.id(), evidence.getOrDefault(track.id(), Evidence.none()));
        }
        for (int i = 0; trusted && i < readings.size(); i++) {
            Long id = followed.ids().get(i);
            readings.get(i)
                    .expression()
                    .ifPresent(
                            e ->
                                    next.computeIfPresent(
                                            id, (key, was) -> was.add(at, e, settings, threshold)));
        }
        Optional<Instant> standing = standingUntil;
        List<Signal> signals = new ArrayList<>();
        for (Track track : followed.tracks().list()) {
            Evidence now = next.getOrDefault(track.id(), Evidence.none());
            if (now.sum() >= threshold) {
                if (standing.isEmpty() || !at.isBefore(standing.get())) {
                    signals.add(Signal.expression(cameraId, at, track.id(), now, threshold));
                }
                standing = Optional.of(at.plus(SITUATION_ENDS_AFTER_CALM));
            }
        }
        HandSigns.Step moved = hands.add(followed.tracks(), trusted ? seen : List.of(), at);
        Optional<Instant> signStanding = signStandingUntil;
        for (Long track : moved.made()) {
            if (signStanding.isEmpty() || !at.isBefore(signStanding.get())) {
                signals.add(Signal.sign(cameraId, at, track));
            }
            signStanding = Optional.of(at.plus(SITUATION_ENDS_AFTER_CALM));
        }
        return new Step(
                new CameraWatch(followed.tracks(), next, moved.signs(), standing, signStanding),
                followed.ids(),
                signals);
    }
}
