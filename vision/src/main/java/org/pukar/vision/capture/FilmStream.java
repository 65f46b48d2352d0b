package org.pukar.vision.capture;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.pukar.camera.Camera;
import org.pukar.camera.CaptureException;
import org.pukar.camera.Frame;
import org.pukar.camera.Gear;
import org.pukar.camera.PrivacyZone;

/**
 * A film as a camera that waits for its reader: every fifth of a second of it is handed over, in
 * the film's own time, from the epoch on. So the same film gives the same signals wherever it is
 * read. It plays once.
 */
public final class FilmStream implements CameraStream {
    /** The reason that stands beside a camera whose film was read to its end. */
    public static final String OVER = "the film is over";

    private final Camera camera;
    private final Blackout blackout;
    private final InstantSource clock;
    private final Duration interval;
    private Optional<FileSource> film = Optional.empty();
    private volatile boolean closed;
    private volatile long decoded;
    private volatile Instant lastFrameAt;
    private volatile Optional<String> trouble = Optional.empty();

    public FilmStream(
            Camera camera, List<PrivacyZone> zones, Duration interval, InstantSource clock) {
        this.camera = camera;
        this.blackout = new Blackout(zones);
        this.interval = interval;
        this.clock = clock;
        this.lastFrameAt = clock.instant();
    }

    @Override
    public Optional<Frame> next(Duration atMost) {
        Optional<Frame> frame = closed || trouble.isPresent() ? Optional.empty() : next();
        if (frame.isEmpty()) {
            rest(atMost);
        }
        return frame;
    }

    private Optional<Frame> next() {
        try {
            Optional<Frame> frame = open().next();
            decoded = open().decoded();
            if (frame.isEmpty()) {
                end(OVER);
                return Optional.empty();
            }
            lastFrameAt = clock.instant();
            return frame.map(this::ours);
        } catch (CaptureException e) {
            end(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private FileSource open() throws CaptureException {
        if (film.isEmpty()) {
            film = Optional.of(new FileSource(camera.source(), interval));
        }
        return film.get();
    }

    private Frame ours(Frame f) {
        blackout.apply(f.pixels());
        return new Frame(camera.id(), f.at(), f.pixels());
    }

    private void end(String why) {
        trouble = Optional.of(why);
        film.ifPresent(FileSource::close);
    }

    private void rest(Duration atMost) {
        try {
            if (!closed) {
                Thread.sleep(atMost.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void done(Frame frame) {
        film.ifPresent(open -> open.done(frame));
    }

    /** Its reader sets the pace: all is read in any gear. */
    @Override
    public FilmStream shift(Gear gear) {
        return this;
    }

    @Override
    public long processorNanos() {
        return 0;
    }

    @Override
    public Instant lastFrameAt() {
        return lastFrameAt;
    }

    @Override
    public Optional<String> trouble() {
        return trouble;
    }

    /** Its reader sets the pace. */
    @Override
    public Duration behind() {
        return Duration.ZERO;
    }

    @Override
    public long decoded() {
        return decoded;
    }

    /** Nothing is dropped: the reader sets the pace. */
    @Override
    public long dropped() {
        return 0;
    }

    @Override
    public void close() {
        closed = true;
        film.ifPresent(FileSource::close);
    }
}
