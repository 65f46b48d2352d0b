package org.pukar.vision.pipeline;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.pukar.camera.CaptureException;
import org.pukar.camera.Frame;
import org.pukar.cue.FaceReading;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.vision.capture.FileSource;

/**
 * How many frames a second are read when nobody waits for a camera: frames lie in memory, many
 * threads read them at once. And how many the nets alone would manage, as often and on as many
 * threads.
 *
 * @param frames a second, through the whole pipeline
 * @param bare a second, through the nets alone
 */
public record ReadingSpeed(double frames, double bare) {
    /** Full HD takes 3 MB a frame, and the heap is small. */
    private static final int FRAMES = 12;

    /** What one thread did. */
    private record Done(long frames, long faces, Looks looks) {}

    /**
     * Measures both, one after the other.
     *
     * @param threads as many cameras
     * @param time for each
     * @throws CaptureException when the film can't be read
     */
    public static ReadingSpeed measure(Reader reader, Path film, int threads, Duration time)
            throws CaptureException, InterruptedException {
        List<Frame> frames = frames(film);
        onThreads(threads, () -> read(reader, frames, time.dividedBy(4))); // kernels, compilers
        List<Done> all = onThreads(threads, () -> read(reader, frames, time));
        Looks looks = all.stream().map(Done::looks).reduce(Looks.none(), Looks::and);
        long faces = all.stream().mapToLong(Done::faces).sum();
        int width = frames.get(0).width();
        int height = frames.get(0).height();
        long count = all.stream().mapToLong(Done::frames).sum();
        List<Long> bare =
                onThreads(
                        threads,
                        () -> bare(new BareNets(reader, looks, count, faces, width, height), time));
        double seconds = time.toMillis() / 1e3;
        return new ReadingSpeed(
                count / seconds, bare.stream().mapToLong(Long::longValue).sum() / seconds);
    }

    private static List<Frame> frames(Path film) throws CaptureException {
        List<Frame> frames = new ArrayList<>();
        try (FileSource source = new FileSource(film.toString(), Pipeline.INTERVAL)) {
            Optional<Frame> next = source.next();
            while (next.isPresent() && frames.size() < FRAMES) {
                frames.add(next.get());
                next = source.next();
            }
        }
        return frames;
    }

    /** There and back again, so that nobody jumps. */
    private static Done read(Reader reader, List<Frame> frames, Duration time) {
        Pipeline pipeline = new Pipeline(reader, EvidenceSettings.standard());
        long end = System.nanoTime() + time.toNanos();
        long faces = 0;
        long n = 0;
        for (; System.nanoTime() < end; n++) {
            int turn = (int) (n % (2L * frames.size() - 2));
            Frame f = frames.get(turn < frames.size() ? turn : 2 * frames.size() - 2 - turn);
            Instant at = Instant.EPOCH.plus(Pipeline.INTERVAL.multipliedBy(n));
            Pipeline.Report report = pipeline.read(new Frame(f.cameraId(), at, f.pixels()));
            faces += report.readings().stream().filter(ReadingSpeed::isRead).count();
        }
        return new Done(n, faces, pipeline.looks());
    }

    private static boolean isRead(FaceReading reading) {
        return reading.abstention().isEmpty();
    }

    private static long bare(BareNets nets, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        long n = 0;
        for (; System.nanoTime() < end; n++) {
            nets.frame(n);
        }
        return n;
    }

    private static <T> List<T> onThreads(int threads, Callable<T> work)
            throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<T> done = new ArrayList<>();
            for (Future<T> one : pool.invokeAll(Collections.nCopies(threads, work))) {
                done.add(one.get());
            }
            return done;
        } catch (ExecutionException e) {
            throw new IllegalStateException("reading failed", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
