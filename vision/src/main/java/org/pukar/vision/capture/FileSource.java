package org.pukar.vision.capture;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import org.pukar.camera.CaptureException;
import org.pukar.camera.CaptureException.Code;
import org.pukar.camera.Frame;
import org.pukar.camera.FrameSource;
import org.pukar.camera.Spare;
import org.pukar.vision.gpu.Gpu;

/**
 * Reads a video file, or a folder's stills, as fast as it can: every frame is decoded, five a
 * second are handed over. Times are those of the video, from the epoch on; the stills of a folder
 * follow one a second.
 */
public final class FileSource implements FrameSource {
    /** Reads on a disk take no longer than this; a network disk may. */
    private static final Duration SLOWEST_READ = Duration.ofSeconds(60);

    /** The share of its declared length that may be missing before a file counts as cut short. */
    private static final double MISSING_SHARE = .05;

    private final Address address;
    private final Iterator<String> files;
    private final Duration interval;
    private final Spare spare = new Spare(1);
    private final Deadline deadline = new Deadline(SLOWEST_READ);
    private Optional<Media> media = Optional.empty();
    private String file = "";
    private double offset;
    private double nextDue;
    private long decodedBefore;
    private boolean truncated;

    /**
     * @param source a file or a folder of stills
     * @param interval the time between two frames that are handed over; zero hands over all
     */
    public FileSource(String source, Duration interval) throws CaptureException {
        this.address = Address.of(source);
        if (address.kind().live()) {
            throw new CaptureException(
                    Code.MISSING,
                    address.shown(),
                    "only files are read; a camera is watched, with: ./pukar watch");
        }
        this.files = address.files().iterator();
        this.interval = interval;
    }

    @Override
    public synchronized Optional<Frame> next() throws CaptureException {
        while (!deadline.cancelled()) {
            if (media.isEmpty()) {
                if (!files.hasNext()) {
                    return Optional.empty();
                }
                file = files.next();
                deadline.in(SLOWEST_READ);
                media =
                        Optional.of(
                                Media.open(address, file, deadline, decodingThreads(), Gpu.none()));
            }
            Media open = media.get();
            deadline.in(SLOWEST_READ);
            if (!open.grab()) {
                finish(open);
                continue;
            }
            double at = offset + open.seconds();
            // Half a frame early is on time: 0.1999 s is as good as 0.2. A file may say nonsense.
            if (at >= nextDue - Math.min(open.frameSeconds(), seconds(interval)) / 2) {
                double step = seconds(interval);
                nextDue = nextDue + step < at ? at + step : nextDue + step;
                return Optional.of(
                        new Frame(
                                address.shown(),
                                Instant.EPOCH.plusNanos(Math.round(at * 1e9)),
                                open.pixels(spare)));
            }
        }
        return Optional.empty();
    }

    /** A frame's pixels may be filled with another picture: nobody reads them any more. */
    public void done(Frame frame) {
        spare.give(frame.pixels().bytes());
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private void finish(Media open) throws CaptureException {
        if (open.decoded() == 0) {
            throw new CaptureException(
                    Code.UNREADABLE,
                    file,
                    "a file must hold a picture that can be decoded, this one has none");
        }
        double length = open.seconds() + open.frameSeconds();
        boolean still = open.decoded() == 1;
        double missing = open.declaredSeconds() - length;
        truncated |= missing > Math.max(.5, MISSING_SHARE * open.declaredSeconds());
        truncated |= still && open.errors() > 0;
        offset += still ? 1 : length;
        nextDue = Math.max(nextDue, offset);
        decodedBefore += open.decoded();
        open.close();
        media = Optional.empty();
    }

    private static int decodingThreads() {
        return Math.min(4, Runtime.getRuntime().availableProcessors());
    }

    /** How many frames were decoded so far. */
    public long decoded() {
        return decodedBefore + media.map(Media::decoded).orElse(0L);
    }

    /** How much video was decoded so far. */
    public double seconds() {
        return offset + media.map(m -> m.seconds() + m.frameSeconds()).orElse(0.0);
    }

    /** The length that the open file's header says, in seconds; 0 when it says nothing. */
    public double declaredSeconds() {
        return media.map(Media::declaredSeconds).orElse(offset);
    }

    /** Whether a file ended before its header said. */
    public boolean truncated() {
        return truncated;
    }

    /** What is said of a file that was {@link #truncated}, without what to do. */
    public String cutShort() {
        return "a video must be as long as its header says, this one ends after %.1f s: it was cut short"
                .formatted(seconds());
    }

    /** Nothing is dropped: the reader sets the pace. */
    @Override
    public long dropped() {
        return 0;
    }

    @Override
    public void close() {
        deadline.cancel(); // ends a waiting next(), which holds the lock
        free();
    }

    private synchronized void free() {
        media.ifPresent(Media::close);
        media = Optional.empty();
        deadline.close();
    }
}
