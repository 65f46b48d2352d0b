package org.pukar.vision.face;

import java.nio.FloatBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.pukar.camera.Frame;
import org.pukar.cue.Box;
import org.pukar.cue.Face;

/**
 * Finds the faces of one camera's frames. The first frame is read whole, over tiles of several
 * sizes. From then on the heads that are expected are looked for where they should be, in each
 * frame; a tile in which something has moved is read again at once when none of the expected people
 * explains it, and within three seconds in any case; and where nothing has moved the faces that
 * were found stand. For one camera and one thread; the detector itself is shared.
 */
public final class FaceFinder {
    /**
     * A head under this width is not worth reading (docs/decisions/004-quality.md has the sources).
     */
    public static final int SMALLEST_HEAD = 36;

    /**
     * By then every tile in which anything has moved is read again; masks wait as long, see
     * MaskQueue.
     */
    public static final Duration SWEEP = Duration.ofSeconds(3);

    /** Where nothing moves at all, a look now and then is enough. */
    private static final Duration STANDS = Duration.ofSeconds(10);

    /**
     * Motion that nobody explains is not looked at more often than this in one tile: rain, leaves,
     * a flag.
     */
    private static final Duration UNEXPLAINED_AGAIN = Duration.ofMillis(600);

    private static final int EARLY_A_FRAME = 1;

    private final BlazeFace detector;
    private final FloatBuffer buffer = BlazeFace.buffer();
    private List<Place> places = List.of();
    private List<Place> regions = List.of();
    private int width;
    private int height;
    private boolean looksForAll;
    private long tilesRead;

    /**
     * A face where it should be now.
     *
     * @param face as last seen, moved as its motion says
     * @param stands whether it hardly moves: then it is looked for in every second frame only
     */
    public record Expected(Face face, boolean stands) {}

    /** A tile and what it showed when it was last read. */
    private record Place(Tile tile, Optional<Seen> seen) {
        Instant readAt() {
            return seen.map(Seen::at).orElse(Instant.MIN);
        }
    }

    private record Seen(Instant at, Stillness picture, List<Merge.Candidate> faces) {}

    public FaceFinder(BlazeFace detector) {
        this.detector = detector;
    }

    /**
     * Every face of the frame, in no particular order.
     *
     * @param expected where heads should be by their motion so far
     */
    public List<Face> find(Frame frame, List<Expected> expected) {
        if (frame.width() != width || frame.height() != height) {
            width = frame.width();
            height = frame.height();
            places =
                    Tile.cover(width, height, SMALLEST_HEAD).stream()
                            .map(tile -> new Place(tile, Optional.empty()))
                            .toList();
            regions = List.of();
        }
        Stillness picture = Stillness.of(frame);
        List<Merge.Candidate> candidates = new ArrayList<>();
        looksForAll = !looksForAll;
        List<Box> heads = new ArrayList<>();
        for (Expected one : expected) {
            if (one.stands() && !looksForAll) {
                candidates.add(new Merge.Candidate(one.face(), false));
            } else {
                heads.add(one.face().box());
            }
        }
        readRegions(frame, picture, heads, candidates);
        sweep(frame, picture, expected.stream().map(e -> e.face().box()).toList(), candidates);
        return Merge.merge(candidates);
    }

    /**
     * Looks where heads are expected; a region in which nothing has moved says what it said before.
     */
    private void readRegions(
            Frame frame, Stillness picture, List<Box> heads, List<Merge.Candidate> candidates) {
        List<Place> next = new ArrayList<>();
        for (Tile tile : Regions.around(heads, width, height)) {
            Optional<Seen> before =
                    regions.stream()
                            .filter(r -> r.tile().equals(tile))
                            .findFirst()
                            .flatMap(Place::seen)
                            .filter(s -> stands(s, picture, tile, frame.at()));
            Seen seen = before.orElseGet(() -> read(frame, picture, tile));
            next.add(new Place(tile, Optional.of(seen)));
            candidates.addAll(seen.faces());
        }
        if (!heads.isEmpty()) {
            regions = next;
        }
    }

    /** Reads the tiles that are due. */
    private void sweep(
            Frame frame, Stillness picture, List<Box> expected, List<Merge.Candidate> candidates) {
        List<Box> people = expected.stream().map(FaceFinder::body).toList();
        List<Place> next = new ArrayList<>(places);
        next.sort(Comparator.comparing(Place::readAt)); // those that have waited longest first
        // The tiles' turns are spread, so that no frame has to carry them all: some are read before
        // they must be.
        int early = EARLY_A_FRAME;
        for (int i = 0; i < next.size(); i++) {
            Place place = next.get(i);
            Optional<Seen> seen =
                    place.seen().filter(s -> !isDue(s, picture, place.tile(), people, frame.at()));
            boolean soon =
                    seen.filter(s -> !stands(s, picture, place.tile(), frame.at()))
                            .filter(s -> !frame.at().isBefore(s.at().plus(SWEEP.dividedBy(2))))
                            .isPresent();
            if (seen.isEmpty() || (soon && early-- > 0)) {
                next.set(
                        i,
                        new Place(place.tile(), Optional.of(read(frame, picture, place.tile()))));
            }
        }
        places = next;
        for (Place place : places) {
            Seen seen = place.seen().orElseThrow();
            if (seen.at().equals(frame.at()) || stands(seen, picture, place.tile(), frame.at())) {
                candidates.addAll(seen.faces());
            }
        }
    }

    private static boolean isDue(
            Seen seen, Stillness picture, Tile tile, List<Box> people, Instant now) {
        if (stands(seen, picture, tile, now)) {
            return false;
        }
        Duration age = Duration.between(seen.at(), now);
        return age.compareTo(SWEEP) >= 0
                || (age.compareTo(UNEXPLAINED_AGAIN) >= 0
                        && picture.movedOutside(seen.picture(), tile, people));
    }

    private static boolean stands(Seen seen, Stillness picture, Tile tile, Instant now) {
        return now.isBefore(seen.at().plus(STANDS)) && picture.sameAs(seen.picture(), tile);
    }

    /**
     * The part of the picture that someone with this head moves in: two heads to each side, eight
     * down.
     */
    private static Box body(Box head) {
        return new Box(
                head.left() - 2 * head.width(),
                head.top() - .5 * head.height(),
                5 * head.width(),
                8.5 * head.height());
    }

    private Seen read(Frame frame, Stillness picture, Tile tile) {
        tilesRead++;
        List<Merge.Candidate> faces =
                detector.find(frame, tile, buffer).stream()
                        .map(face -> new Merge.Candidate(face, cut(face.box(), tile)))
                        .toList();
        return new Seen(frame.at(), picture, faces);
    }

    /** Whether the box reaches over a side of the tile beyond which the frame goes on. */
    private boolean cut(Box box, Tile tile) {
        double margin = .02 * tile.side();
        return (tile.left() > 0 && box.left() < tile.left() + margin)
                || (tile.top() > 0 && box.top() < tile.top() + margin)
                || (tile.left() + tile.side() < width
                        && box.right() > tile.left() + tile.side() - margin)
                || (tile.top() + tile.side() < height
                        && box.bottom() > tile.top() + tile.side() - margin);
    }

    /** How many tiles went through the detector so far. */
    public long tilesRead() {
        return tilesRead;
    }
}
