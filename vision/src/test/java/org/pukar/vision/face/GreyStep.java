package org.pukar.vision.face;

import org.pukar.camera.Frame;

/** What the detector's pictures of a whole frame cost, for the bench of the steps. */
public final class GreyStep {
    private final Looked looked;

    /** For frames of that size. */
    public GreyStep(int width, int height) {
        looked = Looked.at(width, height);
    }

    public void run(Frame frame) {
        looked.smaller().fill(frame);
        var unused = looked.part(frame, new Window(0, 0, looked.width(), looked.height()));
    }
}
