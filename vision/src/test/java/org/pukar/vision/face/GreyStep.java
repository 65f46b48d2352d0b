package org.pukar.vision.face;

import org.pukar.camera.Frame;

/** What the detector's pictures of a frame cost, for the bench of the steps. */
public final class GreyStep {
    private final Looked looked;

    /** For frames of that size. */
    public GreyStep(int width, int height) {
        looked = Looked.at(width, height);
    }

    public void run(Frame frame) {
        looked.fill(frame);
    }
}
