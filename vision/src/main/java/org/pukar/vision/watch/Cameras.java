package org.pukar.vision.watch;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pukar.camera.Camera;
import org.pukar.evidence.CameraWatch;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.vision.capture.CameraStream;
import org.pukar.vision.capture.FilmStream;
import org.pukar.vision.capture.LiveSource;
import org.pukar.vision.fitness.Fitness;
import org.pukar.vision.gpu.Gpu;
import org.pukar.vision.pipeline.Pipeline;
import org.pukar.vision.pipeline.Reader;

/**
 * Cameras that are read, each on threads of its own. They come and go while the others are read,
 * each from what was known of it when somebody else read it last. Thread-safe.
 */
public final class Cameras implements AutoCloseable {
    private final Reader reader;
    private final EvidenceSettings settings;
    private final InstantSource clock;
    private final ZoneId zone;
    private final Guards guards;
    private final CameraStream.Opening opening;
    private final SignalTaker taker;
    private final Map<String, CameraWatcher> watchers = new LinkedHashMap<>();
    private final List<CameraWatcher> ending = new ArrayList<>();

    /**
     * @param opening {@link #live(Gpu)} for cameras, {@link #films} for films at the reader's pace
     * @param taker is called by the cameras' own threads, and must neither wait nor fail
     */
    public Cameras(
            Reader reader,
            EvidenceSettings settings,
            InstantSource clock,
            ZoneId zone,
            Guards guards,
            CameraStream.Opening opening,
            SignalTaker taker) {
        this.reader = reader;
        this.settings = settings;
        this.clock = clock;
        this.zone = zone;
        this.guards = guards;
        this.opening = opening;
        this.taker = taker;
    }

    /**
     * Cameras as they are: the latest frame counts, by our clock.
     *
     * @param gpu decodes them if it can
     */
    public static CameraStream.Opening live(Gpu gpu) {
        return (camera, zones, clock) -> new LiveSource(camera, zones, clock, gpu).start();
    }

    /** Films, every frame of them, in their own time. */
    public static CameraStream.Opening films() {
        return (camera, zones, clock) -> new FilmStream(camera, zones, Pipeline.INTERVAL, clock);
    }

    /**
     * Starts to read a camera; one that can't be reached is tried for ever. One that is read
     * already goes on as it is.
     *
     * @param from what was known of it
     */
    public synchronized void add(Camera camera, CameraWatch from) {
        if (!watchers.containsKey(camera.id())) {
            CameraWatcher watcher =
                    new CameraWatcher(
                            camera, reader, settings, clock, zone, guards, opening, from, taker);
            watchers.put(camera.id(), watcher);
            watcher.start();
        }
    }

    /**
     * Ends a camera within a second or two, without waiting for it.
     *
     * @return what is known of it; empty when it was not read
     */
    public synchronized Optional<CameraWatch> remove(String cameraId) {
        Optional<CameraWatcher> watcher = Optional.ofNullable(watchers.remove(cameraId));
        watcher.ifPresent(CameraWatcher::stop);
        ending.removeIf(CameraWatcher::ended);
        watcher.ifPresent(ending::add);
        return watcher.map(CameraWatcher::present);
    }

    /** What is known of a camera; empty when it is not read. */
    public synchronized Optional<CameraWatch> present(String cameraId) {
        return Optional.ofNullable(watchers.get(cameraId)).map(CameraWatcher::present);
    }

    /** The camera as it is read; empty when it is not. */
    public synchronized Optional<Camera> find(String cameraId) {
        return Optional.ofNullable(watchers.get(cameraId)).map(CameraWatcher::camera);
    }

    /** How every camera does, in the order in which they were added. */
    public List<CameraStatus> statuses() {
        return all().stream().map(CameraWatcher::status).toList();
    }

    /** How long frames took before counts no more: a measurement begins. */
    public void forgetDelays() {
        all().forEach(CameraWatcher::forgetDelays);
    }

    /** What a camera has been able to read since it was added; empty when it is not read. */
    public synchronized Optional<Fitness> fitness(String cameraId) {
        return Optional.ofNullable(watchers.get(cameraId)).map(CameraWatcher::fitness);
    }

    private synchronized List<CameraWatcher> all() {
        return List.copyOf(watchers.values());
    }

    /** Those that were removed, and perhaps still read their last frame. */
    private synchronized List<CameraWatcher> ending() {
        return List.copyOf(ending);
    }

    /** Ends all and waits for it, for those that were removed, too. */
    @Override
    public void close() {
        all().forEach(CameraWatcher::stop);
        all().forEach(CameraWatcher::close);
        ending().forEach(CameraWatcher::close);
    }
}
