package org.pukar.vision.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.pukar.camera.Camera;
import org.pukar.camera.Frame;
import org.pukar.camera.Gear;
import org.pukar.camera.Permission;
import org.pukar.camera.PrivacyZone;
import org.pukar.vision.capture.CameraStream;
import org.pukar.vision.capture.LiveSource;

/**
 * A camera's stream, open only while it may be: refused, there is no connection and no decoder. One
 * thread checks and takes frames; the rest may be asked by any.
 */
final class GuardedSource implements AutoCloseable {
    private final Camera camera;
    private final Function<Camera, Permission> permits;
    private final InstantSource clock;
    private final CameraStream.Opening opening;
    private volatile Optional<CameraStream> source = Optional.empty();
    private volatile Permission last = new Permission.Refused("it has not started");
    private List<PrivacyZone> zones = List.of();
    private Gear gear = Gear.IDLE;
    private long decodedBefore;
    private long droppedBefore;
    private boolean closed;

    GuardedSource(
            Camera camera,
            Function<Camera, Permission> permits,
            InstantSource clock,
            CameraStream.Opening opening) {
        this.opening = opening;
        this.camera = camera;
        this.permits = permits;
        this.clock = clock;
    }

    /** Asks what may be done, and opens or closes the stream accordingly. */
    synchronized Permission check() {
        Permission now = permits.apply(camera);
        if (!closed && now instanceof Permission.Allowed allowed) {
            if (source.isPresent() && !allowed.zones().equals(zones)) {
                shut();
            }
            if (source.isEmpty()) {
                zones = allowed.zones();
                source = Optional.of(opening.open(camera, zones, clock).shift(gear));
            }
        } else {
            shut();
        }
        last = now;
        return now;
    }

    /** How much of the stream is decoded from now on. */
    synchronized void shift(Gear next) {
        gear = next;
        source.ifPresent(open -> open.shift(next));
    }

    /** The latest frame, within that time; empty, at once, when nothing is open. */
    Optional<Frame> next(Duration atMost) {
        return source.flatMap(open -> open.next(atMost));
    }

    /** A frame's pixels may be filled with another picture: nobody reads them any more. */
    void done(Frame frame) {
        source.ifPresent(open -> open.done(frame));
    }

    /** Why nothing is open; empty while something may be. */
    Optional<String> refusal() {
        return last instanceof Permission.Refused refused
                ? Optional.of(refused.why())
                : Optional.empty();
    }

    /** When the last picture came; empty while nothing is open. */
    Optional<Instant> lastFrameAt() {
        return source.map(CameraStream::lastFrameAt);
    }

    /** Whether the camera should send pictures and sends none. */
    boolean silent() {
        Instant now = clock.instant();
        return lastFrameAt().filter(at -> !now.isBefore(at.plus(LiveSource.SILENCE))).isPresent();
    }

    /** Why no picture comes, if none does and one should. */
    Optional<String> trouble() {
        return source.flatMap(CameraStream::trouble);
    }

    synchronized long processorNanos() {
        return source.map(CameraStream::processorNanos).orElse(0L);
    }

    /** How far decoding is behind what the camera sends. */
    Duration behind() {
        return source.map(CameraStream::behind).orElse(Duration.ZERO);
    }

    synchronized long decoded() {
        return decodedBefore + source.map(CameraStream::decoded).orElse(0L);
    }

    synchronized long dropped() {
        return droppedBefore + source.map(CameraStream::dropped).orElse(0L);
    }

    /** Closes the stream until the next check. */
    synchronized void shut() {
        source.ifPresent(
                open -> {
                    open.close();
                    decodedBefore += open.decoded();
                    droppedBefore += open.dropped();
                });
        source = Optional.empty();
    }

    @Override
    public synchronized void close() {
        closed = true;
        shut();
    }
}
