package org.pukar.vision.face;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.pukar.camera.Frame;
import org.pukar.cue.Box;
import org.pukar.cue.Face;

/**
 * Finds the faces of one camera's frames: where something changed, where heads are known, each
 * second everywhere, and in every frame once more much smaller for heads that fill it
 * (docs/decisions/007-looking.md). For one camera and one thread; the detector itself is shared.
 */
public final class FaceFinder {
    /**
     * A head under this width is not worth reading (docs/decisions/004-quality.md has the sources).
     */
    public static final int SMALLEST_HEAD = 36;

    /**
     * Somebody who is missed in single frames is found by then; masks wait as long, see MaskQueue.
     */
    public static final Duration FOUND_WITHIN = Duration.ofSeconds(3);

    /**
     * How sure the detector has to be of somebody new: where models/faces/card.md's table bends. It
     * was not chosen on anything else.
     */
    private static final double SURE = .5;

    /**
     * So much less is enough of somebody who should be there by their motion, and so much surer
     * must another box be to take their place. Our choice, not measured.
     */
    private static final double KNOWN_BEFORE = .2;

    /**
     * What a box and the one expected share of both together: a torso below a known head is not the
     * head. Our choice, not measured.
     */
    private static final double AT_KNOWN = .25;

    private final FaceNet detector;
    private final FacePoints points;
    private final Changes changes = new Changes();
    private FaceNet.Looks looks = FaceNet.Looks.none();

    public FaceFinder(FaceNet detector, FacePoints points) {
        this.detector = detector;
        this.points = points;
    }

    /**
     * Every face of the frame, those that count most first.
     *
     * @param known where heads should be by their motion so far
     */
    public List<Face> find(Frame frame, List<Box> known) {
        FaceNet.Found found = detector.find(frame, SURE - KNOWN_BEFORE, changes, known);
        looks = looks.and(found.looks());
        return points.putRight(frame, chosen(found.faces(), known));
    }

    /** Those that are sure enough; of several that say one face, the one that counts most. */
    static List<Face> chosen(List<Face> all, List<Box> known) {
        return FaceNet.one(
                all.stream()
                        .filter(face -> weight(face, known) >= SURE)
                        .sorted(Comparator.comparingDouble(face -> -weight(face, known)))
                        .toList());
    }

    private static double weight(Face face, List<Box> known) {
        boolean isKnown = known.stream().anyMatch(k -> face.box().overlap(k) >= AT_KNOWN);
        return face.confidence() + (isKnown ? KNOWN_BEFORE : 0);
    }

    /** How much was looked at so far. */
    public FaceNet.Looks looks() {
        return looks;
    }
}
