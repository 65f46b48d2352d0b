package org.pukar.vision.watch;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.pukar.camera.Camera;
import org.pukar.evidence.CameraWatch;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.vision.fitness.Fitness;
import org.pukar.vision.pipeline.Reader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All cameras of one machine. */
public final class Watch implements Watched, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    /** Of Java's heap: what a Full HD camera with people in view takes, and everything else. */
    private static final long MEGABYTES_A_CAMERA = 35;

    private static final long MEGABYTES_BESIDES = 100;

    private final Outbox outbox;
    private final Cameras read;
    private final List<Camera> cameras;

    public Watch(
            List<Camera> cameras,
            Reader reader,
            EvidenceSettings settings,
            InstantSource clock,
            ZoneId zone,
            Guards guards,
            SignalTaker taker) {
        this.cameras = List.copyOf(cameras);
        outbox = new Outbox(taker);
        read =
                new Cameras(
                        reader, settings, clock, zone, guards, Cameras.live(reader.gpu()), outbox);
    }

    /** Starts all cameras; one that can't be reached is tried for ever. */
    public void start() {
        long needed = MEGABYTES_BESIDES + MEGABYTES_A_CAMERA * cameras.size();
        long most = Runtime.getRuntime().maxMemory() >> 20;
        if (needed > most) {
            log.warn(
                    "{} cameras with people in view at once need some {} MB of Java's heap, it may"
                            + " have {} MB; give it more, as PUKAR_HEAP={}m, or read fewer on this"
                            + " machine",
                    cameras.size(),
                    needed,
                    most,
                    needed);
        }
        cameras.forEach(camera -> read.add(camera, CameraWatch.start()));
    }

    @Override
    public List<CameraStatus> statuses() {
        return read.statuses();
    }

    /** As {@link Cameras#forgetDelays}. */
    public void forgetDelays() {
        read.forgetDelays();
    }

    @Override
    public Optional<Fitness> fitness(String cameraId) {
        return read.fitness(cameraId);
    }

    @Override
    public void close() {
        read.close();
        outbox.close();
    }
}
