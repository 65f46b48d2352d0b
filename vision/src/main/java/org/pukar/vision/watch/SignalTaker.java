package org.pukar.vision.watch;

import java.util.List;
import org.pukar.camera.Camera;
import org.pukar.evidence.Signal;
import org.pukar.vision.mask.Ring;

/** Where signals go. */
public interface SignalTaker {
    /**
     * Takes a signal with masked pictures around it. Called again with the same signal and later
     * pictures, or after a failure; a repeat does no harm.
     *
     * @throws RuntimeException when it can't be taken now: it will be offered again
     */
    void take(Signal signal, Camera camera, List<Ring.Shot> pictures);
}
