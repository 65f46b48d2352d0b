package org.pukar.vision.watch;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pukar.camera.Camera;
import org.pukar.evidence.CameraWatch;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.vision.fitness.Fitness;
import org.pukar.vision.pipeline.Reader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All cameras of one machine. Thread-safe. */
public final class Watch implements Watched, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    /** Of Java's heap: what a Full HD camera with people in view takes, and everything else. */
    private static final long MEGABYTES_A_CAMERA = 35;

    private static final long MEGABYTES_BESIDES = 100;

    private final Outbox outbox;
    private final Cameras read;
    private volatile List<Camera> cameras;

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
    public synchronized void start() {
        checkMemory();
        cameras.forEach(camera -> read.add(camera, CameraWatch.start()));
    }

    /**
     * Reads these from now on. One that is not among them ends within a second or two, one that
     * differs ends and begins anew, the others are not disturbed.
     */
    public synchronized void change(List<Camera> next) {
        Set<Camera> stay = new HashSet<>(next);
        cameras.stream().filter(c -> !stay.contains(c)).forEach(c -> read.remove(c.id()));
        boolean more = next.size() > cameras.size();
        cameras = List.copyOf(next);
        if (more) {
            checkMemory();
        }
        cameras.forEach(camera -> read.add(camera, CameraWatch.start()));
    }

    private void checkMemory() {
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
    }

    /** In the order of the list, whichever began last. */
    @Override
    public List<CameraStatus> statuses() {
        Map<String, Integer> places = new HashMap<>();
        cameras.forEach(c -> places.put(c.id(), places.size()));
        return read.statuses().stream()
                .sorted(
                        Comparator.comparingInt(
                                s -> places.getOrDefault(s.camera().id(), places.size())))
                .toList();
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
