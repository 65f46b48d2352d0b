package org.pukar.vision.face;

import java.time.Duration;
import java.util.ArrayList;
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
    public static final Duration SWEEP = Duration.ofSeconds(3);

    /** How sure the detector has to be of somebody new; models/faces/card.md has the curve. */
    private static final double SURE = .5;

    /** And of somebody who should be there by their motion. */
    private static final double SURE_OF_KNOWN = .3;

    /**
     * What a box and the one expected share of both together: a torso below a known head is not the
     * head.
     */
    private static final double AT_KNOWN = .25;

    /** Longer sides are halved until they fit: heads that are read are far larger then. */
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
     * Every face of the frame, the surest first.
     *
     * @param known where heads should be by their motion so far
     */
    public List<Face> find(Frame frame, List<Box> known) {
        if (frame.width() != width || frame.height() != height) {
            width = frame.width();
            height = frame.height();
            int shrink = 1;
            while (Math.max(width, height) / shrink > LONGEST) {
                shrink *= 2;
            }
            pictures =
                    List.of(
                            Grey.black(width, height, shrink),
                            Grey.black(width, height, SMALLER * shrink));
        }
        looks++;
        List<Face> all = new ArrayList<>();
        for (Grey picture : pictures) {
            picture.fill(frame);
            all.addAll(detector.find(picture, SURE_OF_KNOWN));
        }
        return FaceNet.one(all).stream()
                .filter(face -> face.confidence() >= SURE || isKnown(face.box(), known))
                .toList();
    }

    /** Whether a box is where one of these heads should be. */
    static boolean isKnown(Box box, List<Box> known) {
        return known.stream().anyMatch(k -> box.overlap(k) >= AT_KNOWN);
    }

    /** How many frames were looked at so far. */
    public long looks() {
        return looks;
    }
}
