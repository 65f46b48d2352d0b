package org.pukar.server.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pukar.camera.Camera;
import org.pukar.camera.Frame;
import org.pukar.camera.PictureFault;
import org.pukar.cue.Abstention;
import org.pukar.cue.FaceReading;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.evidence.Signal;
import org.pukar.server.fitness.Fitness;
import org.pukar.server.fitness.FitnessMeter;
import org.pukar.vision.capture.LiveSource;
import org.pukar.vision.face.FaceFinder;
import org.pukar.vision.mask.Jpeg;
import org.pukar.vision.mask.MaskQueue;
import org.pukar.vision.mask.Ring;
import org.pukar.vision.pipeline.Looks;
import org.pukar.vision.pipeline.Pipeline;
import org.pukar.vision.pipeline.Reader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches one camera on a thread of its own, for ever; trouble with it disturbs no other. */
final class CameraWatcher implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CameraWatcher.class);

    /** How much from before and after a signal a reviewer sees. */
    private static final Duration BEFORE = Duration.ofSeconds(10);

    private static final Duration AFTER = Duration.ofSeconds(5);

    /** Wide enough to see what people do, with every head covered. */
    private static final int PICTURE_WIDTH = 640;

    private static final Duration REST_AFTER_A_MISTAKE = Duration.ofSeconds(5);

    private final Camera camera;
    private final Reader reader;
    private final EvidenceSettings settings;
    private final InstantSource clock;
    private final Outbox outbox;
    private final LiveSource source;
    private final Ring ring = new Ring();
    private final List<Signal> waitingForAfter = new ArrayList<>();
    private final Thread thread;
    private final FitnessMeter meter;
    private volatile boolean closed;

    private long read;
    private long faces;
    private int facesNow;
    private long signals;
    private Looks looks = Looks.none();
    private final Map<Abstention, Long> abstained = new EnumMap<>(Abstention.class);
    private Optional<PictureFault> fault = Optional.empty();
    private Optional<Instant> faultSince = Optional.empty();
    private String lastFault = "";

    CameraWatcher(
            Camera camera,
            Reader reader,
            EvidenceSettings settings,
            InstantSource clock,
            ZoneId zone,
            Outbox outbox) {
        this.camera = camera;
        this.reader = reader;
        this.settings = settings;
        this.clock = clock;
        this.outbox = outbox;
        this.meter = new FitnessMeter(zone);
        this.source = new LiveSource(camera, Pipeline.INTERVAL, clock);
        this.thread = new Thread(this::run, "read-" + camera.id());
        thread.setDaemon(true);
    }

    void start() {
        source.start();
        thread.start();
    }

    private void run() {
        while (!closed) {
            try (Jpeg jpeg = new Jpeg()) {
                Pipeline pipeline = new Pipeline(reader, settings, camera.cues());
                MaskQueue<Boolean> masks = new MaskQueue<>(PICTURE_WIDTH);
                while (!closed) {
                    Optional<Frame> frame = source.next(Duration.ofMillis(500));
                    if (frame.isPresent()) {
                        read(pipeline.read(frame.get()), masks, jpeg);
                        countLooks(pipeline.looks());
                    } else {
                        checkSilence();
                    }
                }
            } catch (RuntimeException e) {
                // Our mistake, not the camera's: say so with all we know, and begin anew.
                log.error("reading camera {} failed, it begins anew in 5 s", camera.id(), e);
                if (!closed) {
                    rest();
                }
            }
        }
    }

    private void rest() {
        try {
            Thread.sleep(REST_AFTER_A_MISTAKE.toMillis());
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private void read(Pipeline.Report report, MaskQueue<Boolean> masks, Jpeg jpeg) {
        Instant at = report.frame().at();
        for (MaskQueue.Ready<Boolean> ready :
                masks.add(report.frame(), report.masks(), report.watch().tracks(), true)) {
            ring.add(new Ring.Shot(ready.at(), jpeg.of(ready.picture())));
        }
        count(report);
        noteFault(report.fault(), at);
        waitingForAfter.removeIf(signal -> sendAfter(signal, at));
        for (Signal signal : report.signals()) {
            log.info(
                    "signal {} from camera {}: {}",
                    signal.id(),
                    camera.id(),
                    signal.rank().words());
            outbox.put(signal, camera, ring.between(signal.at().minus(BEFORE), signal.at()));
            waitingForAfter.add(signal);
        }
    }

    private boolean sendAfter(Signal signal, Instant at) {
        Instant until = signal.at().plus(AFTER);
        if (at.isBefore(
                until.plus(FaceFinder.FOUND_WITHIN)
                        .plus(Pipeline.INTERVAL))) { // pictures wait for their masks
            return false;
        }
        outbox.put(signal, camera, ring.between(signal.at().minus(FaceFinder.FOUND_WITHIN), until));
        return true;
    }

    private synchronized void count(Pipeline.Report report) {
        meter.add(report);
        read++;
        facesNow = report.readings().size();
        faces += facesNow;
        signals += report.signals().size();
        for (FaceReading reading : report.readings()) {
            reading.abstention().ifPresent(why -> abstained.merge(why, 1L, Long::sum));
        }
    }

    private synchronized void countLooks(Looks now) {
        looks = now;
    }

    /** A camera that went silent may have owed pictures after a signal: what there is goes out. */
    private void checkSilence() {
        Instant now = clock.instant();
        waitingForAfter.removeIf(signal -> sendAfter(signal, now));
        if (!now.isBefore(source.lastFrameAt().plus(LiveSource.SILENCE))) {
            noteFault(Optional.of(PictureFault.DOWN), now);
        }
    }

    private synchronized void noteFault(Optional<PictureFault> next, Instant at) {
        if (next.equals(fault)) {
            return;
        }
        fault.ifPresent(
                was -> lastFault = was + " until " + at.toString().replaceFirst("\\.\\d+Z$", "Z"));
        fault = next;
        faultSince = next.map(f -> at);
        if (next.isPresent()) {
            log.warn("camera {} shows no street: {}", camera.id(), next.get());
        } else {
            log.info("camera {} is well again", camera.id());
        }
    }

    synchronized CameraStatus status() {
        Optional<PictureFault> shown = fault;
        if (!clock.instant().isBefore(source.lastFrameAt().plus(LiveSource.SILENCE))) {
            shown = Optional.of(PictureFault.DOWN);
        }
        return new CameraStatus(
                camera,
                shown,
                shown.isEmpty() ? "" : source.trouble().orElse(words(shown.get())),
                shown.isEmpty()
                        ? Optional.empty()
                        : faultSince.or(() -> Optional.of(source.lastFrameAt())),
                lastFault,
                source.decoded(),
                read,
                source.dropped(),
                faces,
                shown.isPresent() ? 0 : facesNow,
                abstained,
                signals,
                looks);
    }

    /** What the camera has been able to read since it was started. */
    synchronized Fitness fitness() {
        return meter.fitness();
    }

    String id() {
        return camera.id();
    }

    private static String words(PictureFault fault) {
        return switch (fault) {
            case DOWN -> "no picture for 5 s";
            case FROZEN -> "the same picture for 5 s";
            case BLIND -> "nothing to see for 5 s: dark, bright or covered";
            case TRUNCATED -> "cut short";
        };
    }

    @Override
    public void close() {
        closed = true;
        source.close();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
