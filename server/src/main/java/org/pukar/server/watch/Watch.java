package org.pukar.server.watch;

import java.time.InstantSource;
import java.util.List;
import org.pukar.camera.Camera;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.vision.pipeline.Reader;

/** All cameras of one machine. */
public final class Watch implements AutoCloseable {
    private final Outbox outbox;
    private final List<CameraWatcher> watchers;

    public Watch(
            List<Camera> cameras,
            Reader reader,
            EvidenceSettings settings,
            InstantSource clock,
            SignalTaker taker) {
        outbox = new Outbox(taker);
        watchers =
                cameras.stream()
                        .map(c -> new CameraWatcher(c, reader, settings, clock, outbox))
                        .toList();
    }

    /** Starts all cameras; one that can't be reached is tried for ever. */
    public void start() {
        watchers.forEach(CameraWatcher::start);
    }

    /** How every camera does, in the settings' order. */
    public List<CameraStatus> statuses() {
        return watchers.stream().map(CameraWatcher::status).toList();
    }

    @Override
    public void close() {
        watchers.forEach(CameraWatcher::close);
        outbox.close();
    }
}
