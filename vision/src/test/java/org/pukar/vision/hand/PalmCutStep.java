package org.pukar.vision.hand;

import java.nio.FloatBuffer;
import org.pukar.camera.Frame;
import org.pukar.vision.face.FaceCrop;

/** What the square for the palm net costs, for the bench of the steps. */
public final class PalmCutStep {
    private final FloatBuffer buffer = HandNets.buffer();

    public void run(Frame frame, FaceCrop square) {
        PalmPixels.fill(frame, square, HandNets.PALM_SIDE, buffer);
    }
}
