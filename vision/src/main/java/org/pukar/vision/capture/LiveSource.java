package org.pukar.vision.capture;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.pukar.camera.Camera;
import org.pukar.camera.CaptureException;
import org.pukar.camera.CaptureException.Code;
import org.pukar.camera.Frame;
import org.pukar.camera.FrameSource;
import org.pukar.camera.Gear;
import org.pukar.camera.Pixels;
import org.pukar.camera.PrivacyZone;
import org.pukar.camera.Spare;
import org.pukar.vision.gpu.Gpu;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a camera open for ever, on a thread of its own: reconnects with growing, spread waits, the
 * first connection too, and hands over the latest frame as often as its gear says. A file plays in
 * real time, as a camera would.
 */
public final class LiveSource implements FrameSource, CameraStream {
    /** No frame for this long, and the camera is down. */
    public static final Duration SILENCE = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(LiveSource.class);
    private static final Duration CONNECT = Duration.ofSeconds(10);

    /**
     * 4K. A larger picture is read at a half or a third of its size: in 8K it would take 50 MB for
     * each frame that waits.
     */
    private static final long MOST_PIXELS = 3840L * 2160;

    /** After this much picture without a break the next trouble starts from short waits again. */
    private static final Duration WELL = Duration.ofSeconds(10);

    private final Camera camera;
    private final Address address;
    private final Blackout blackout;
    private volatile Gear gear = Gear.ACTIVE;
    private final InstantSource clock;
    private final LatestFrame latest = new LatestFrame();

    /** One is read, one may wait, one is decoded into what was read before. */
    private final Spare spare = new Spare(2);

    private final Gpu gpu;
    private final BackOff backOff;
    private final Thread thread;
    private volatile Optional<Deadline> waiting = Optional.empty();
    private final AtomicLong decoded = new AtomicLong();
    private volatile Instant lastFrameAt;
    private volatile Optional<CaptureException> trouble = Optional.empty();
    private volatile Duration behind = Duration.ZERO;
    private final AtomicLong skipped = new AtomicLong();
    private long skippedHere;
    private Instant nextDue = Instant.EPOCH;

    /**
     * @param zones what is black in every frame that is handed over
     */
    public LiveSource(Camera camera, List<PrivacyZone> zones, InstantSource clock) {
        this(camera, zones, clock, Gpu.none());
    }

    /**
     * @param zones what is black in every frame that is handed over
     * @param gpu decodes if it can
     */
    public LiveSource(Camera camera, List<PrivacyZone> zones, InstantSource clock, Gpu gpu) {
        this(camera, zones, clock, gpu, new BackOff(RandomGenerator.getDefault()));
    }

    LiveSource(
            Camera camera, List<PrivacyZone> zones, InstantSource clock, Gpu gpu, BackOff backOff) {
        this.gpu = gpu;
        this.backOff = backOff;
        this.camera = camera;
        this.blackout = new Blackout(zones);
        this.address = Address.of(camera.source());
        this.clock = clock;
        this.lastFrameAt = clock.instant();
        this.thread = new Thread(this::run, "capture-" + camera.id());
        this.thread.setDaemon(true);
        this.thread.setUncaughtExceptionHandler((t, fault) -> stopped(fault));
    }

    public LiveSource start() {
        thread.start();
        return this;
    }

    /** {@link Gear#ACTIVE} at first. */
    @Override
    public LiveSource shift(Gear next) {
        gear = next;
        return this;
    }

    private void run() {
        while (!latest.closed()) {
            try {
                for (String file : address.files()) {
                    play(file);
                }
                if (!camera.loop() && !latest.closed()) {
                    end();
                    return;
                }
            } catch (CaptureException e) {
                if (latest.closed()) {
                    return;
                }
                Duration wait = backOff.next();
                boolean known = trouble.filter(t -> t.code() == e.code()).isPresent();
                trouble = Optional.of(e);
                if (!known) {
                    log.warn(
                            "camera {} gives no picture: {}, next try in {} ms",
                            camera.id(),
                            e.getMessage(),
                            wait.toMillis());
                }
                if (latest.closedWithin(wait.toNanos())) {
                    return;
                }
            }
        }
    }

    /** A file that is not to start again has been played: the camera stays down. */
    private void end() {
        CaptureException over =
                new CaptureException(
                        Code.ENDED, address.shown(), "the file is over, and is not set to loop");
        trouble = Optional.of(over);
        log.warn("camera {} gives no picture: {}", camera.id(), over.getMessage());
    }

    private void stopped(Throwable fault) {
        trouble =
                Optional.of(
                        new CaptureException(
                                Code.UNREADABLE,
                                address.shown(),
                                "a fault of Pukar's own stopped this camera; report it and start"
                                        + " Pukar again: "
                                        + fault));
        log.error("camera {} has stopped for good", camera.id(), fault);
    }

    private void play(String file) throws CaptureException {
        try (Deadline deadline = new Deadline(CONNECT)) {
            waiting = Optional.of(deadline);
            if (latest.closed()) {
                return;
            }
            try (Media media = Media.open(address, file, deadline, 1, gpu)) {
                long begun = System.nanoTime(); // not the clock, which may be set while it plays
                media.want(
                        this::wanted,
                        seconds -> {
                            if (!address.kind().live()) {
                                latest.closedWithin(nanosUntil(begun, seconds));
                            }
                        });
                deadline.in(SILENCE);
                while (!latest.closed() && media.grab()) {
                    if (!address.kind().live()
                            && latest.closedWithin(nanosUntil(begun, media.seconds()))) {
                        return;
                    }
                    Instant now = clock.instant();
                    handOver(media, now);
                    note(media.lateness());
                    lastFrameAt = now;
                    seenAgain();
                    decoded.incrementAndGet();
                    if (System.nanoTime() - begun > WELL.toNanos()) {
                        backOff.reset();
                    }
                    deadline.in(SILENCE);
                }
                if (address.kind().live()) {
                    throw new CaptureException(Code.ENDED, address.shown(), "the stream ended");
                }
                if (media.decoded() == 0) {
                    throw new CaptureException(
                            Code.UNREADABLE,
                            file,
                            "a file must hold a picture that can be decoded, this one has none");
                }
                hold(media);
            } finally {
                waiting = Optional.empty();
                skippedHere = 0;
                behind = Duration.ZERO;
            }
        }
    }

    private static long nanosUntil(long begun, double seconds) {
        return begun + Math.round(seconds * 1e9) - System.nanoTime();
    }

    private Wanted wanted() {
        boolean due = isDue(clock.instant());
        return switch (gear) {
            case IDLE -> due ? Wanted.KEY_FRAME : Wanted.NOTHING;
            case ACTIVE -> due ? Wanted.PICTURE : Wanted.REFERENCES;
        };
    }

    /** What is left out to catch up counts as frames that came due. */
    private void note(Lateness lateness) {
        behind = Duration.ofMillis(Math.round(lateness.seconds() * 1e3));
        long here = Math.round(lateness.skippedSeconds() / seconds(Gear.ACTIVE.interval()));
        skipped.addAndGet(here - skippedHere);
        skippedHere = here;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private void seenAgain() {
        if (trouble.isPresent()) {
            log.info("camera {} gives pictures again", camera.id());
            trouble = Optional.empty();
        }
    }

    private void handOver(Media media, Instant at) throws CaptureException {
        if (!isDue(at)) {
            return;
        }
        Duration interval = gear.interval();
        nextDue = isClockSetBack(at) ? at : nextDue;
        nextDue =
                nextDue.plus(interval).isBefore(at)
                        ? at.plus(interval).plus(interval.dividedBy(4))
                        : nextDue.plus(interval);
        Pixels pixels = media.pixels(MOST_PIXELS, spare);
        blackout.apply(pixels);
        latest.put(new Frame(camera.id(), at, pixels)).ifPresent(this::done);
    }

    private boolean isDue(Instant now) {
        // A camera's 5 a second come a little early or late.
        return isClockSetBack(now) || !now.isBefore(nextDue.minus(gear.interval().dividedBy(4)));
    }

    /** A clock set back must not blind a camera, nor a gear that was shifted up. */
    private boolean isClockSetBack(Instant now) {
        return Duration.between(now, nextDue).compareTo(gear.interval().multipliedBy(2)) > 0;
    }

    /** The last frame of a file stands for its time; a still for a second. */
    private void hold(Media media) {
        long nanos = media.decoded() == 1 ? 1_000_000_000L : Math.round(media.frameSeconds() * 1e9);
        latest.closedWithin(nanos);
    }

    /** The latest frame; waits at most {@link #SILENCE} for it. */
    @Override
    public Optional<Frame> next() {
        return latest.take(SILENCE);
    }

    /** As {@link #next()}, for whoever has other things to do. */
    @Override
    public Optional<Frame> next(Duration atMost) {
        return latest.take(atMost);
    }

    @Override
    public void done(Frame frame) {
        spare.give(frame.pixels().bytes());
    }

    @Override
    public Instant lastFrameAt() {
        return lastFrameAt;
    }

    @Override
    public Optional<String> trouble() {
        Optional<String> known = trouble.map(Throwable::getMessage);
        boolean silent = Duration.between(lastFrameAt, clock.instant()).compareTo(SILENCE) >= 0;
        return known.isEmpty() && silent
                ? Optional.of(
                        "a camera must send a picture every 5 s; the last came at "
                                + lastFrameAt
                                + " ("
                                + address.shown()
                                + ")")
                : known;
    }

    @Override
    public long processorNanos() {
        return Math.max(0, ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId()));
    }

    @Override
    public Duration behind() {
        return behind;
    }

    @Override
    public long decoded() {
        return decoded.get();
    }

    @Override
    public long dropped() {
        return latest.dropped() + skipped.get();
    }

    @Override
    public void close() {
        latest.close();
        waiting.ifPresent(Deadline::cancel);
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
