package org.pukar.vision.watch;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.pukar.camera.Camera;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.vision.fitness.Fitness;
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
            ZoneId zone,
            Guards guards,
            SignalTaker taker) {
        outbox = new Outbox(taker);
        watchers =
                cameras.stream()
                        .map(
                                c ->
                                        new CameraWatcher(
                                                c, reader, settings, clock, zone, guards, outbox))
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

    /** What a camera has been able to read since it was started; empty for an unknown id. */
    public Optional<Fitness> fitness(String cameraId) {
        return watchers.stream()
                .filter(watcher -> watcher.id().equals(cameraId))
                .findFirst()
                .map(CameraWatcher::fitness);
    }

    @Override
    public void close() {
        watchers.forEach(CameraWatcher::close);
        outbox.close();
    }
}
