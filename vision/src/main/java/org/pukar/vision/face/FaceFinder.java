package org.pukar.vision.face;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.pukar.camera.Frame;
import org.pukar.cue.Box;
import org.pukar.cue.Face;

/**
 * Finds the faces of one camera's frames: each frame whole, in one pass, and once more much smaller
 * for heads that fill it (docs/decisions/007-looking.md). For one camera and one thread; the
 * detector itself is shared.
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

    /**
     * Longer sides are halved until they fit, for time. What is lost: a head of 36 pixels in a
     * frame of 3,840 is 18 for the net, which finds four of five of them (models/faces/card.md).
     */
    private static final int LONGEST = 2560;

    /** Heads of more than 200 pixels fill more than the net sees; it sees them so much smaller. */
    private static final int SMALLER = 4;

    private final FaceNet detector;
    private List<Grey> pictures = List.of();
    private int width;
    private int height;
    private long looks;

    public FaceFinder(FaceNet detector) {
        this.detector = detector;
    }

    /**
     * Every face of the frame, those that count most first.
     *
     * @param known where heads should be by their motion so far
     */
    public List<Face> find(Frame frame, List<Box> known) {
        if (frame.width() != width || frame.height() != height) {
            width = frame.width();
            height = frame.height();
            pictures = pictures(width, height);
        }
        looks++;
        List<Face> all = new ArrayList<>();
        for (Grey picture : pictures) {
            picture.fill(frame);
            all.addAll(detector.find(picture, SURE - KNOWN_BEFORE));
        }
        return chosen(all, known);
    }

    /** What the detector looks at for one frame: the whole, and the same much smaller. */
    static List<Grey> pictures(int width, int height) {
        int shrink = 1;
        while (Math.max(width, height) / shrink > LONGEST) {
            shrink *= 2;
        }
        return List.of(
                Grey.black(width, height, shrink), Grey.black(width, height, SMALLER * shrink));
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

    /** How many frames were looked at so far. */
    public long looks() {
        return looks;
    }
}
