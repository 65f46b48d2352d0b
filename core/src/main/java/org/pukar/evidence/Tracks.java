package org.pukar.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pukar.cue.Box;
import org.pukar.cue.Face;

/**
 * The faces that one camera sees now, each followed by overlap and motion.
 *
 * @param list in the order of their ids
 * @param nextId the id that the next new face gets
 */
public record Tracks(List<Track> list, long nextId) {
    /** A track is dropped once its face has not been seen for this long. */
    public static final Duration KEPT_AFTER_LAST_SIGHT = Duration.ofSeconds(2);

    /** A head does not grow or shrink by more than this between two reads. */
    private static final double LARGEST_SIZE_RATIO = 1.7;

    public Tracks {
        list = List.copyOf(list);
    }

    public static Tracks none() {
        return new Tracks(List.of(), 1);
    }

    /**
     * The tracks after one more frame.
     *
     * @param tracks all that are still followed, seen in this frame or not
     * @param ids the track of each face, in the order of the faces
     */
    public record Step(Tracks tracks, List<Long> ids) {
        public Step {
            ids = List.copyOf(ids);
        }
    }

    private record Pair(Track track, int face, double cost) {}

    /**
     * Gives each face of a frame to the track whose expected place it fits best, or begins a new
     * one. The closest pair goes first.
     */
    public Step add(List<Face> faces, Instant at) {
        List<Track> alive =
                list.stream()
                        .filter(t -> !t.lastSeen().plus(KEPT_AFTER_LAST_SIGHT).isBefore(at))
                        .toList();
        Track[] found = new Track[faces.size()];
        Set<Long> taken = new HashSet<>();
        for (Pair pair : pairs(alive, faces, at)) {
            if (found[pair.face] == null && taken.add(pair.track.id())) {
                found[pair.face] = pair.track.seen(faces.get(pair.face), at);
            }
        }
        long id = nextId;
        List<Track> next =
                new ArrayList<>(alive.stream().filter(t -> !taken.contains(t.id())).toList());
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
            Track track = found[i] != null ? found[i] : Track.begin(id++, faces.get(i), at);
            next.add(track);
            ids.add(track.id());
        }
        next.sort(Comparator.comparingLong(Track::id));
        return new Step(new Tracks(next, id), ids);
    }

    private static List<Pair> pairs(List<Track> tracks, List<Face> faces, Instant at) {
        List<Pair> pairs = new ArrayList<>();
        for (Track track : tracks) {
            Box expected = track.boxAt(at);
            double reach = track.reach(at);
            for (int i = 0; i < faces.size(); i++) {
                Box box = faces.get(i).box();
                double ratio = box.width() / expected.width();
                double distance = box.center().distanceTo(expected.center());
                if (distance <= reach
                        && ratio < LARGEST_SIZE_RATIO
                        && ratio > 1 / LARGEST_SIZE_RATIO) {
                    pairs.add(
                            new Pair(
                                    track, i, distance / expected.width() - box.overlap(expected)));
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(Pair::cost));
        return pairs;
    }
}
