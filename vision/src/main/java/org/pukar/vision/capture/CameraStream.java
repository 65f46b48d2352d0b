package org.pukar.vision.capture;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.pukar.camera.Camera;
import org.pukar.camera.Frame;
import org.pukar.camera.Gear;
import org.pukar.camera.PrivacyZone;

/**
 * An open camera: one thread takes frames, the rest may be asked by any. {@link #close} may be
 * called from any thread and ends a waiting {@link #next}.
 */
public interface CameraStream extends AutoCloseable {
    /** How a camera is opened; its privacy zones are black in every frame that is handed over. */
    interface Opening {
        CameraStream open(Camera camera, List<PrivacyZone> zones, InstantSource clock);
    }

    /** The latest frame, within that time. */
    Optional<Frame> next(Duration atMost);

    /** A frame's pixels may be filled with another picture: nobody reads them any more. */
    void done(Frame frame);

    /** How much is decoded and handed over from now on. */
    CameraStream shift(Gear gear);

    /** When the last picture came; the start when none has. */
    Instant lastFrameAt();

    /** Why no picture comes, if none does and one should. */
    Optional<String> trouble();

    /**
     * Nanoseconds that decoding has taken of the processor on a thread of its own, if it has one.
     */
    long processorNanos();

    /** How far decoding is behind what the camera sends. */
    Duration behind();

    /** How many frames were decoded. */
    long decoded();

    /**
     * Frames that came due while an earlier one was still being read, or were left out because
     * decoding was late.
     */
    long dropped();

    @Override
    void close();
}
