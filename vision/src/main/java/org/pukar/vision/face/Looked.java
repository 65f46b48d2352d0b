package org.pukar.vision.face;

import org.pukar.camera.Frame;

/**
 * What the detector looks at for one frame: the whole, and the same much smaller, for heads that
 * fill more of it than the net sees at once. Kept and filled again for the next frame of that size.
 */
record Looked(Grey whole, Grey smaller) {
    /**
     * Longer sides are halved until they fit, for time. What is lost: a head of 36 pixels in a
     * frame of 3,840 is 18 for the net, which finds four of five of them (models/faces/card.md).
     */
    private static final int LONGEST = 2560;

    /** Heads of more than 200 pixels fill more than the net sees; it sees them so much smaller. */
    private static final int SMALLER = 4;

    /** Black pictures for frames of that size. */
    static Looked at(int frameWidth, int frameHeight) {
        int shrink = 1;
        while (Math.max(frameWidth, frameHeight) / shrink > LONGEST) {
            shrink *= 2;
        }
        return new Looked(
                Grey.black(frameWidth, frameHeight, shrink),
                Grey.black(frameWidth, frameHeight, SMALLER * shrink));
    }

    /** Takes a frame of the size it was made for. */
    void fill(Frame frame) {
        whole.fill(frame);
        smaller.fill(whole, frame.width() / smaller.shrink(), frame.height() / smaller.shrink());
    }
}
