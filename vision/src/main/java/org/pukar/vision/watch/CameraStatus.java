package org.pukar.vision.watch;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.pukar.camera.Camera;
import org.pukar.camera.PictureFault;
import org.pukar.cue.Abstention;
import org.pukar.vision.pipeline.Looks;

/**
 * How a camera does, as the engineer's page shows it.
 *
 * @param refused why it may not be opened, which is no fault of the camera's; empty when it may
 * @param reads what is read now
 * @param paused whether no expressions are read because nobody is on shift who would look
 * @param effort what it takes, and how late it is
 * @param fault what is wrong now; empty when it works
 * @param faultReason why, in words; empty when it works
 * @param faultSince since when; empty when it works
 * @param lastFault the last thing that was wrong, and until when; empty when nothing ever was
 * @param decoded frames decoded
 * @param read frames read
 * @param dropped frames that came due while an earlier one was still being read
 * @param faces faces found in all frames read
 * @param facesNow faces in the latest frame
 * @param abstained faces that were not read, by reason
 * @param signals signals raised
 * @param looks how often each net has run: most of what the camera costs
 */
public record CameraStatus(
        Camera camera,
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
    public CameraStatus {
        abstained = Map.copyOf(abstained);
    }

    /** Whether its street is read: allowed, without a fault, and after a first picture. */
    public boolean watches() {
        return refused.isEmpty() && fault.isEmpty() && read > 0;
    }
}
