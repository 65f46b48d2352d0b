package org.pukar.vision.face;

import static org.pukar.vision.face.Stillness.Change.NOTHING;
import static org.pukar.vision.face.Stillness.Change.UNEXPLAINED;

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
 * sizes. From then on heads that are known are looked for where they should be, in each frame, and
 * around everybody that is known within three seconds; a tile in which something has moved that
 * nobody known explains is read again at once, and any tile within ten seconds; and where nothing
 * has moved the faces that were found stand (docs/decisions/007-looking.md). For one camera and one
 * thread; the detector itself is shared.
 */
public final class FaceFinder {
    /**
     * A head under this width is not worth reading (docs/decisions/004-quality.md has the sources).
     */
    public static final int SMALLEST_HEAD = 36;

    /**
     * By then everything that has moved has been looked at again; masks wait as long, see
     * MaskQueue.
     */
    public static final Duration SWEEP = Duration.ofSeconds(3);

    /** Around everybody that is known; half a second is left for a frame that comes late. */
    private static final Duration PEOPLE_AGAIN = SWEEP.minusMillis(500);

    /** Where nothing moves, or only known people do, a look at the whole is enough now and then. */
    private static final Duration TILE_AGAIN = Duration.ofSeconds(10);

    /**
     * The tiles' turns are spread, so that no frame has to carry them all: from this age on they
     * are read one a frame, before they must be.
     */
    private static final Duration TILE_EARLY = Duration.ofSeconds(8);

    /**
     * Motion that nobody explains is not looked at more often than this in one tile: rain, leaves,
     * a flag.
     */
    private static final Duration UNEXPLAINED_AGAIN = Duration.ofMillis(600);

    private final BlazeFace detector;
    private final FloatBuffer buffer = BlazeFace.buffer();
    private List<Place> tiles = List.of();
    private List<Place> heads = List.of();
    private List<Place> people = List.of();
    private Instant peopleAt = Instant.MIN;
    private int width;
    private int height;
    private Regions regions = new Regions(0, 0);
    private boolean looksForAll;
    private Looks looks = new Looks(0, 0);

    /**
     * How often the detector has looked.
     *
     * @param tiles at parts of the street, 256 x 256
     * @param heads around heads, 96 x 96
     */
    public record Looks(long tiles, long heads) {}

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

    private record Seen(Instant at, Stillness picture, List<Merge.Candidate> faces) {
        boolean isOlder(Duration age, Instant now) {
            return !now.isBefore(at.plus(age));
        }
    }

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
            regions = new Regions(width, height);
            tiles =
                    Tile.cover(width, height, SMALLEST_HEAD).stream()
                            .map(tile -> new Place(tile, Optional.empty()))
                            .toList();
            heads = List.of();
            people = List.of();
            peopleAt = frame.at();
        }
        Stillness picture = Stillness.of(frame);
        List<Merge.Candidate> candidates = new ArrayList<>();
        lookForHeads(frame, picture, expected, candidates);
        List<Box> known = expected.stream().map(e -> e.face().box()).toList();
        lookAroundPeople(frame, picture, known, candidates);
        readTiles(frame, picture, known.stream().map(Regions::person).toList(), candidates);
        return Merge.merge(candidates);
    }

    /** Looks where heads are expected; who stands is looked for in every second frame. */
    private void lookForHeads(
            Frame frame,
            Stillness picture,
            List<Expected> expected,
            List<Merge.Candidate> candidates) {
        looksForAll = !looksForAll;
        List<Box> wanted = new ArrayList<>();
        for (Expected one : expected) {
            if (one.stands() && !looksForAll) {
                candidates.add(new Merge.Candidate(one.face(), false));
            } else {
                wanted.add(one.face().box());
            }
        }
        if (!wanted.isEmpty()) {
            heads = look(frame, picture, regions.around(wanted), heads);
            heads.forEach(head -> candidates.addAll(head.seen().orElseThrow().faces()));
        }
    }

    /** Now and then looks who else is there, beside people that are known and explain motion. */
    private void lookAroundPeople(
            Frame frame, Stillness picture, List<Box> known, List<Merge.Candidate> candidates) {
        if (frame.at().isBefore(peopleAt.plus(PEOPLE_AGAIN))) {
            return;
        }
        peopleAt = frame.at();
        people = look(frame, picture, regions.aroundPeople(known), people);
        people.forEach(person -> candidates.addAll(person.seen().orElseThrow().faces()));
    }

    /** Reads these regions; one in which nothing has moved says what it said before. */
    private List<Place> look(
            Frame frame, Stillness picture, List<Tile> wanted, List<Place> before) {
        List<Place> places = new ArrayList<>();
        for (Tile tile : wanted) {
            Seen seen =
                    before.stream()
                            .filter(place -> place.tile().equals(tile))
                            .findFirst()
                            .flatMap(Place::seen)
                            .filter(s -> !s.isOlder(TILE_AGAIN, frame.at()))
                            .filter(s -> picture.change(s.picture(), tile, List.of()) == NOTHING)
                            .orElseGet(() -> read(frame, picture, tile));
            places.add(new Place(tile, Optional.of(seen)));
        }
        return places;
    }

    /**
     * Reads the tiles that are due.
     *
     * @param known the parts of the picture in which known people move
     */
    private void readTiles(
            Frame frame, Stillness picture, List<Box> known, List<Merge.Candidate> candidates) {
        List<Place> next = new ArrayList<>(tiles);
        next.sort(Comparator.comparing(Place::readAt)); // those that have waited longest first
        boolean oneEarly = true;
        for (int i = 0; i < next.size(); i++) {
            Tile tile = next.get(i).tile();
            Optional<Seen> before = next.get(i).seen();
            Stillness.Change change =
                    before.map(s -> picture.change(s.picture(), tile, known)).orElse(UNEXPLAINED);
            boolean due = before.isEmpty() || isDue(before.get(), change, frame.at());
            boolean early = !due && oneEarly && before.get().isOlder(TILE_EARLY, frame.at());
            oneEarly &= !early;
            if (due || early) {
                next.set(i, new Place(tile, Optional.of(read(frame, picture, tile))));
            } else if (change != NOTHING) {
                continue; // what was seen there holds no longer
            }
            candidates.addAll(next.get(i).seen().orElseThrow().faces());
        }
        tiles = next;
    }

    private static boolean isDue(Seen seen, Stillness.Change change, Instant now) {
        return seen.isOlder(TILE_AGAIN, now)
                || (change == UNEXPLAINED && seen.isOlder(UNEXPLAINED_AGAIN, now));
    }

    private Seen read(Frame frame, Stillness picture, Tile tile) {
        boolean ofHead = tile.pixels() == BlazeFace.HEAD;
        looks = new Looks(looks.tiles() + (ofHead ? 0 : 1), looks.heads() + (ofHead ? 1 : 0));
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

    /** How often the detector has looked so far. */
    public Looks looks() {
        return looks;
    }
}
