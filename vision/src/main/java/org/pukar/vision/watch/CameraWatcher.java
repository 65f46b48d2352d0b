package org.pukar.vision.watch;

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
import org.pukar.camera.Gear;
import org.pukar.camera.Gearing;
import org.pukar.camera.Permission;
import org.pukar.camera.PictureFault;
import org.pukar.camera.PrivacyZone;
import org.pukar.cue.Abstention;
import org.pukar.cue.FaceReading;
import org.pukar.evidence.CameraWatch;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.evidence.Signal;
import org.pukar.vision.capture.CameraStream;
import org.pukar.vision.face.FaceFinder;
import org.pukar.vision.fitness.Fitness;
import org.pukar.vision.fitness.FitnessMeter;
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

    /** How often a camera that may not be opened asks again, and the longest wait for a frame. */
    private static final Duration ASK = Duration.ofMillis(500);

    private final Camera camera;
    private final Reader reader;
    private final EvidenceSettings settings;
    private final InstantSource clock;
    private final SignalTaker taker;
    private final GuardedSource source;
    private final Guards guards;
    private Ring ring = new Ring();
    private final List<Signal> waitingForAfter = new ArrayList<>();
    private final Thread thread;
    private final FitnessMeter meter;
    private volatile CameraWatch present;
    private volatile boolean closed;

    private long read;
    private long faces;
    private int facesNow;
    private long signals;
    private Looks looks = Looks.none();
    private Camera.Cues reads = new Camera.Cues(false, false);
    private boolean paused;
    private Gearing gearing = Gearing.idle();
    private Gear gear = Gear.IDLE;
    private double cores;
    private final Delays delays = new Delays();
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
            Guards guards,
            CameraStream.Opening opening,
            CameraWatch from,
            SignalTaker taker) {
        this.camera = camera;
        this.reader = reader;
        this.settings = settings;
        this.clock = clock;
        this.taker = taker;
        this.present = from;
        this.meter = new FitnessMeter(zone);
        this.guards = guards;
        this.source = new GuardedSource(camera, guards.permission(), clock, opening);
        this.thread = new Thread(this::run, "read-" + camera.id());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            runUntilClosed();
        } finally {
            source.close(); // nobody is left who would ask whether it may stay open
        }
    }

    private void runUntilClosed() {
        Cost cost = new Cost();
        while (!closed) {
            try {
                Permission permission = source.check();
                if (permission instanceof Permission.Allowed allowed) {
                    readWhile(allowed.zones(), cost);
                    forget();
                } else {
                    rest(ASK);
                }
            } catch (RuntimeException e) {
                // Our mistake, not the camera's: say so with all we know, and begin anew.
                log.error("reading camera {} failed, it begins anew in 5 s", camera.id(), e);
                source.shut();
                forget();
                rest(REST_AFTER_A_MISTAKE);
            }
        }
    }

    /** Reads until the camera may not be read any more, or other parts of it must be black. */
    private void readWhile(List<PrivacyZone> zones, Cost cost) {
        log.info("camera {} is authorised, it is opened", camera.id());
        boolean known = !present.tracks().list().isEmpty(); // read elsewhere a moment ago
        shift(Gearing.idle().add(clock.instant(), known, Duration.ZERO));
        try (Jpeg jpeg = new Jpeg()) {
            Pipeline pipeline = new Pipeline(reader, settings, present);
            Looks before = looks;
            MaskQueue<Boolean> masks = new MaskQueue<>(PICTURE_WIDTH);
            while (!closed
                    && source.check() instanceof Permission.Allowed allowed
                    && allowed.zones().equals(zones)) {
                Optional<Frame> frame = source.next(ASK);
                if (frame.isPresent()) {
                    Pipeline.Report report = pipeline.read(frame.get(), decide(allowed));
                    delays.add(
                            Duration.between(frame.get().at(), clock.instant())
                                    .plus(source.behind()));
                    shift(gearing.add(clock.instant(), report.somebody(), report.stands()));
                    read(report, masks, jpeg);
                    countLooks(before.and(pipeline.looks()));
                    source.done(frame.get());
                } else {
                    decide(allowed);
                    shift(gearing);
                    checkSilence();
                }
                note(cost.note(source.processorNanos()));
            }
        }
    }

    private synchronized void note(double now) {
        cores = now;
    }

    private synchronized void shift(Gearing next) {
        gearing = next;
        gear = next.gear(clock.instant());
        source.shift(gear);
    }

    /** What is read now: no expression unless somebody is there who would look (G5). */
    private synchronized Camera.Cues decide(Permission.Allowed allowed) {
        boolean wasPaused = paused;
        paused = allowed.cues().expression() && !guards.attended().test(camera);
        reads = new Camera.Cues(allowed.cues().expression() && !paused, allowed.cues().sign());
        if (paused != wasPaused) {
            log.info(
                    paused
                            ? "camera {} reads no expressions: nobody is on shift who would look"
                            : "camera {} may read expressions again: somebody is on shift",
                    camera.id());
        }
        return reads;
    }

    /** What was seen while it was allowed is gone once it is not: tracks, pictures, faults. */
    private void forget() {
        present = CameraWatch.start();
        ring = new Ring();
        waitingForAfter.clear();
        noteFault(Optional.empty(), clock.instant());
        synchronized (this) {
            facesNow = 0;
            paused = false;
            reads = new Camera.Cues(false, false);
        }
        source.refusal().ifPresent(why -> log.warn("camera {} is closed: {}", camera.id(), why));
    }

    private void rest(Duration time) {
        try {
            if (!closed) {
                Thread.sleep(time.toMillis());
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private void read(Pipeline.Report report, MaskQueue<Boolean> masks, Jpeg jpeg) {
        Instant at = report.frame().at();
        for (MaskQueue.Ready<Boolean> ready :
                masks.add(report.frame(), report.masks(), report.watch().tracks(), true)) {
            ring.add(new Ring.Shot(ready.at(), jpeg.of(ready.picture())));
            masks.done(ready.picture());
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
            taker.take(signal, camera, ring.between(signal.at().minus(BEFORE), signal.at()));
            waitingForAfter.add(signal);
        }
        present = report.watch(); // last, so that whoever keeps it has its signals, too
    }

    private boolean sendAfter(Signal signal, Instant at) {
        Instant until = signal.at().plus(AFTER);
        if (at.isBefore(
                until.plus(FaceFinder.FOUND_WITHIN)
                        .plus(Pipeline.INTERVAL))) { // pictures wait for their masks
            return false;
        }
        taker.take(signal, camera, ring.between(signal.at().minus(FaceFinder.FOUND_WITHIN), until));
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
        if (source.silent()) {
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
        } else if (!closed && source.refusal().isEmpty()) {
            log.info("camera {} is well again", camera.id());
        }
    }

    void forgetDelays() {
        delays.forget();
    }

    synchronized CameraStatus status() {
        Optional<String> refusal = source.refusal();
        Optional<PictureFault> shown = refusal.isPresent() ? Optional.empty() : fault;
        if (source.silent()) {
            shown = Optional.of(PictureFault.DOWN);
        }
        return new CameraStatus(
                camera,
                refusal,
                reads,
                paused,
                delays.effort(gear, cores),
                shown,
                shown.isEmpty() ? "" : source.trouble().orElse(words(shown.get())),
                shown.isEmpty()
                        ? Optional.empty()
                        : faultSince.or(source::lastFrameAt).or(() -> Optional.of(clock.instant())),
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

    Camera camera() {
        return camera;
    }

    /** What is known of the camera's present; its signals have been handed on. */
    CameraWatch present() {
        return present;
    }

    /** It ends within a second or two; {@link #close} waits for that. */
    void stop() {
        closed = true;
    }

    private static String words(PictureFault fault) {
        return switch (fault) {
            case DOWN -> "no picture for 5 s";
            case FROZEN -> "the same picture for 5 s";
            case BLIND -> "nothing to see for 5 s: dark, bright or covered";
            case TRUNCATED -> "cut short";
        };
    }

    /** Whether its thread has ended. */
    boolean ended() {
        return !thread.isAlive();
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
