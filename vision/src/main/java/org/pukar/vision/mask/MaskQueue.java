package org.pukar.vision.mask;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pukar.camera.Frame;
import org.pukar.camera.Spare;
import org.pukar.cue.Box;
import org.pukar.evidence.Track;
import org.pukar.evidence.Tracks;
import org.pukar.vision.face.FaceFinder;

/**
 * Holds pictures back, in memory, for three seconds: a head that is found only then is covered in
 * the pictures from before, too. For one camera and one thread.
 *
 * @param <T> what belongs to each picture and comes out with it
 */
public final class MaskQueue<T> {
    private final int mostPixelsWide;
    private final Deque<Waiting<T>> waiting = new ArrayDeque<>();

    /** Of pictures that were handed out and given back. */
    private final Spare spare = new Spare(2);

    /** Everybody who was first seen while a picture waits, also those who are gone again. */
    private final Map<Long, Track> newcomers = new HashMap<>();

    private record Waiting<T>(
            Frame small, int frameWidth, int frameHeight, List<Box> masks, T belongs) {}

    /**
     * A picture whose masks are complete.
     *
     * @param belongs what was handed in with it
     */
    public record Ready<T>(Instant at, Picture picture, T belongs) {}

    /**
     * @param mostPixelsWide pictures come out no wider than this
     */
    public MaskQueue(int mostPixelsWide) {
        this.mostPixelsWide = mostPixelsWide;
    }

    /**
     * Takes a frame and gives those whose time has come, oldest first.
     *
     * @param masks what must be covered by what is known with this frame, in its pixels
     * @param tracks the faces in view with this frame
     */
    public List<Ready<T>> add(Frame frame, List<Box> masks, Tracks tracks, T belongs) {
        Frame small = Picture.shrunk(frame, mostPixelsWide, spare);
        waiting.addLast(new Waiting<>(small, frame.width(), frame.height(), masks, belongs));
        remember(tracks);
        List<Ready<T>> ready = new ArrayList<>();
        while (!waiting.getFirst().small.at().plus(FaceFinder.FOUND_WITHIN).isAfter(frame.at())) {
            ready.add(cover(waiting.removeFirst()));
        }
        return ready;
    }

    /** Gives all that still wait: there will be no later frame. */
    public List<Ready<T>> finish(Tracks tracks) {
        remember(tracks);
        List<Ready<T>> ready = new ArrayList<>();
        while (!waiting.isEmpty()) {
            ready.add(cover(waiting.removeFirst()));
        }
        return ready;
    }

    /** A picture's bytes may be filled with another: nobody reads them any more. */
    public void done(Picture picture) {
        spare.give(picture.pixels().bytes());
    }

    private void remember(Tracks tracks) {
        tracks.list().forEach(track -> newcomers.put(track.id(), track));
        if (!waiting.isEmpty()) {
            Instant oldest = waiting.getFirst().small.at();
            newcomers.values().removeIf(track -> !track.firstSeen().isAfter(oldest));
        }
    }

    private Ready<T> cover(Waiting<T> held) {
        Instant at = held.small.at();
        List<Box> masks = new ArrayList<>(held.masks);
        masks.addAll(Masks.before(newcomers.values(), at));
        return new Ready<>(
                at,
                Picture.masked(held.small, masks, held.frameWidth, held.frameHeight),
                held.belongs);
    }
}
