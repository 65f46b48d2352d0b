package org.pukar.server.worker;

import java.util.Map;
import java.util.Optional;
import org.pukar.camera.Camera;
import org.pukar.vision.pipeline.Looks;
import org.pukar.vision.watch.Effort;
import org.pukar.vision.worker.Report;

/** What a worker says of a camera that it reads without a fault. */
public final class BusyCamera {
    private BusyCamera() {}

    /**
     * The counts of one with somebody in view.
     *
     * @param faces found in all, three of them now
     */
    public static Report.OfCamera of(
            String id, Effort effort, long decoded, long read, long dropped, long faces) {
        return new Report.OfCamera(
                id,
                Optional.empty(),
                Camera.Cues.all(),
                false,
                effort,
                Optional.empty(),
                "",
                Optional.empty(),
                "",
                decoded,
                read,
                dropped,
                faces,
                3,
                Map.of(),
                1,
                Looks.none());
    }
}
