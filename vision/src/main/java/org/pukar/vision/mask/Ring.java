package org.pukar.vision.mask;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The last half minute of one camera's masked pictures, in memory and nowhere else. Thread-safe.
 */
public final class Ring {
    /** How far back it reaches. */
    public static final Duration LENGTH = Duration.ofSeconds(30);

    private final Deque<Shot> shots = new ArrayDeque<>();

    /**
     * One masked picture.
     *
     * @param at when it was taken
     * @param jpeg a JPEG file
     */
    @SuppressWarnings("ArrayRecordComponent") // sealed or dropped, never changed
    public record Shot(Instant at, byte[] jpeg) {}

    /** Adds a picture and forgets those that have become too old. */
    public synchronized void add(Shot shot) {
        shots.addLast(shot);
        while (shots.getFirst().at().plus(LENGTH).isBefore(shot.at())) {
            shots.removeFirst();
        }
    }

    /** The pictures from one time to another, both included, oldest first. */
    public synchronized List<Shot> between(Instant from, Instant until) {
        List<Shot> found = new ArrayList<>();
        for (Shot shot : shots) {
            if (!shot.at().isBefore(from) && !shot.at().isAfter(until)) {
                found.add(shot);
            }
        }
        return found;
    }
}
