package org.pukar.vision.worker;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pukar.camera.Camera;
import org.pukar.camera.PictureFault;
import org.pukar.cue.Abstention;
import org.pukar.vision.pipeline.Looks;
import org.pukar.vision.watch.CameraStatus;
import org.pukar.vision.watch.Effort;

/**
 * What a worker says twice a second.
 *
 * @param worker who says it
 * @param cameras those that it has, read or not
 */
public record Report(Worker worker, List<OfCamera> cameras) {
    public Report {
        if (worker == null || cameras == null) {
            throw new IllegalArgumentException(
                    "a report must say which worker speaks and which cameras it has");
        }
        cameras = List.copyOf(cameras);
    }

    /** A {@link CameraStatus} without the camera's address. */
    public record OfCamera(
            String id,
            Optional<String> refused,
            Camera.Cues reads,
            boolean paused,
            Effort effort,
            Optional<PictureFault> fault,
            String faultReason,
            Optional<Instant> faultSince,
            String lastFault,
            long decoded,
            long read,
            long dropped,
            long faces,
            int facesNow,
            Map<Abstention, Long> abstained,
            long signals,
            Looks looks) {
        public OfCamera {
            abstained = Map.copyOf(abstained);
        }

        public static OfCamera of(CameraStatus s) {
            return new OfCamera(
                    s.camera().id(),
                    s.refused(),
                    s.reads(),
                    s.paused(),
                    s.effort(),
                    s.fault(),
                    s.faultReason(),
                    s.faultSince(),
                    s.lastFault(),
                    s.decoded(),
                    s.read(),
                    s.dropped(),
                    s.faces(),
                    s.facesNow(),
                    s.abstained(),
                    s.signals(),
                    s.looks());
        }

        /** One that is not read, and why. */
        public static OfCamera closed(String id, String why) {
            return new OfCamera(
                    id,
                    Optional.of(why),
                    new Camera.Cues(false, false),
                    false,
                    Effort.none(),
                    Optional.empty(),
                    "",
                    Optional.empty(),
                    "",
                    0,
                    0,
                    0,
                    0,
                    0,
                    Map.of(),
                    0,
                    Looks.none());
        }

        /** As the desk shows it. */
        public CameraStatus of(Camera camera) {
            return new CameraStatus(
                    camera,
                    refused,
                    reads,
                    paused,
                    effort,
                    fault,
                    faultReason,
                    faultSince,
                    lastFault,
                    decoded,
                    read,
                    dropped,
                    faces,
                    facesNow,
                    abstained,
                    signals,
                    looks);
        }
    }
}
