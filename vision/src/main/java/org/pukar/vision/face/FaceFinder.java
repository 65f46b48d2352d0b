package org.pukar.vision.face;

import java.nio.FloatBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pukar.camera.Frame;
import org.pukar.cue.Box;
import org.pukar.cue.Face;

/**
 * Finds the faces of one camera's frames, over the whole frame and over tiles. A tile in which
 * nothing has moved is not read again for two seconds: its faces stand. For one camera and one
 * thread; the detector itself is shared.
 */
public final class FaceFinder {
    /**
     * A head under this width is not worth reading (docs/decisions/002-distress.md has the
     * sources).
     */
    public static final int SMALLEST_HEAD = 36;

    private static final Duration LONGEST_STAND = Duration.ofSeconds(2);

    private final BlazeFace detector;
    private final FloatBuffer buffer = BlazeFace.buffer();
    private List<Tile> tiles = List.of();
    private List<Optional<Seen>> seen = List.of();
    private int width;
    private int height;
    private long tilesRead;

    /** What a tile showed when it was last read. */
    private record Seen(Instant at, Stillness picture, List<Merge.Candidate> faces) {}

    public FaceFinder(BlazeFace detector) {
        this.detector = detector;
    }

    /** Every face of the frame, in no particular order. */
    public List<Face> find(Frame frame) {
        if (frame.width() != width || frame.height() != height) {
            width = frame.width();
            height = frame.height();
            tiles = Tile.cover(width, height, SMALLEST_HEAD);
            seen = new ArrayList<>(tiles.stream().map(t -> Optional.<Seen>empty()).toList());
        }
        Stillness picture = Stillness.of(frame);
        List<Merge.Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < tiles.size(); i++) {
            Tile tile = tiles.get(i);
            boolean stands =
                    seen.get(i)
                            .filter(s -> frame.at().isBefore(s.at().plus(LONGEST_STAND)))
                            .filter(s -> picture.sameAs(s.picture(), tile))
                            .isPresent();
            if (!stands) {
                seen.set(i, Optional.of(new Seen(frame.at(), picture, read(frame, tile))));
            }
            candidates.addAll(seen.get(i).orElseThrow().faces());
        }
        return Merge.merge(candidates);
    }

    private List<Merge.Candidate> read(Frame frame, Tile tile) {
        tilesRead++;
        return detector.find(frame, tile, buffer).stream()
                .map(face -> new Merge.Candidate(face, cut(face.box(), tile)))
                .toList();
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
