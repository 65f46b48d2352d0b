package org.pukar.vision.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A step that is measured.
 *
 * @param method of {@link Steps}
 * @param words what it is
 * @param times how often it runs for a frame
 * @param counts whether it is part of the sum; the others are parts of one that is
 */
record Step(String method, String words, ToDoubleFunction<Frames> times, boolean counts) {
    /**
     * What is done of each, a frame.
     *
     * @param faces found
     * @param read through the expression net
     * @param palms looks for palms
     * @param hands looks at a hand
     */
    record Frames(double faces, double read, double palms, double hands) {}

    /** In the order in which a frame goes through them. */
    static List<Step> all() {
        return List.of(
                sum("findFaces", "find faces in a frame: grey, detector, boxes, points", f -> 1),
                part("grey", "  of it making the frame grey", f -> 1),
                part("detector", "  of it the detector alone", f -> 1),
                part("points", "  of it a face's points put right", Frames::faces),
                sum("judgeFace", "cut and judge a face", Frames::faces),
                sum("cutFace", "cut a face to be read", Frames::read),
                sum("expression", "read a face's expression", Frames::read),
                sum("motion", "see what moved around four faces", f -> 1),
                sum("cutPalm", "cut the square around a face", Frames::palms),
                sum("palms", "find palms in it", Frames::palms),
                sum("cutHand", "cut a hand", Frames::hands),
                sum("hand", "find a hand's points", Frames::hands),
                sum("evidence", "evidence step (CameraWatch.add)", f -> 1),
                sum("masks", "make a picture small and mask it", f -> 1),
                sum("jpeg", "JPEG of a masked picture", f -> 1));
    }

    private static Step sum(String method, String words, ToDoubleFunction<Frames> times) {
        return new Step(method, words, times, true);
    }

    private static Step part(String method, String words, ToDoubleFunction<Frames> times) {
        return new Step(method, words, times, false);
    }
}
