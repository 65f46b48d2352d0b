package org.pukar.server.command;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.pukar.base.GeoPoint;
import org.pukar.camera.Camera;
import org.pukar.camera.CaptureException;
import org.pukar.camera.Gear;
import org.pukar.camera.Permission;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.vision.capture.CameraStream;
import org.pukar.vision.capture.FileSource;
import org.pukar.vision.pipeline.BareNets;
import org.pukar.vision.pipeline.Looks;
import org.pukar.vision.pipeline.Reader;
import org.pukar.vision.watch.CameraStatus;
import org.pukar.vision.watch.Cameras;
import org.pukar.vision.watch.Guards;
import org.pukar.vision.watch.Watch;

/**
 * Cameras that all show one film, watched as ever, against its decoding alone and its inference
 * alone in the same run.
 */
final class BenchCamera {
    /** The first sweep is over by then, and an empty street's camera rests. */
    private static final int WARM_UP_SECONDS = 20;

    /** A camera is watched for months: what Java's compiler takes at first is waited for. */
    private static final int LONGEST_WARM_UP_SECONDS = 240;

    /** So much of its time in a second is not waited for: a thousandth of a core and some. */
    private static final double COMPILER_AT_REST = .002;

    private BenchCamera() {}

    /**
     * What it cost, all cameras together.
     *
     * @param seconds of the clock for which they were watched
     * @param cores processor seconds a second, everything
     * @param decodeAlone processor seconds a second of video, every frame of it
     * @param inferenceAlone processor seconds a second, the same nets as often
     * @param idle cameras that rested at the end
     * @param unread cameras of which no frame was read
     * @param decoded frames
     * @param read frames
     * @param dropped frames
     * @param looks of the nets for faces and hands
     * @param faces through the expression net
     * @param delayMillis from a frame to its step of evidence, half of them
     * @param longDelayMillis the same, 99 of 100; the slowest camera's
     * @param megabytes what the process holds resident
     * @param heapBytes taken of Java's heap a frame that was read
     */
    record Cost(
            int cameras,
            double seconds,
            double cores,
            double decodeAlone,
            double inferenceAlone,
            long idle,
            long unread,
            long decoded,
            long read,
            long dropped,
            Looks looks,
            long faces,
            long delayMillis,
            long longDelayMillis,
            long megabytes,
            long heapBytes) {
        double ratio() {
            return ratio(inferenceAlone);
        }

        /** All of it over decoding and so much inference. */
        double ratio(double inference) {
            return cores / (decodeAlone + inference);
        }

        double coresPerCamera() {
            return cores / cameras;
        }
    }

    /** A camera whose film starts again when it is over. */
    static Camera camera(int number, String source) {
        return new Camera("bench" + number, "bench", "bench", new GeoPoint(0, 0), source, true);
    }

    /** All may be read, and somebody would look. */
    static Guards open() {
        return new Guards(c -> new Permission.Allowed(c.cues(), List.of()), c -> true);
    }

    /** The same, but no hand is read. */
    static Guards facesAlone() {
        Camera.Cues faces = new Camera.Cues(true, false);
        return new Guards(c -> new Permission.Allowed(faces, List.of()), c -> true);
    }

    /** Cameras to which none was added yet; their signals go nowhere. */
    static Cameras none(Reader reader, Guards guards, CameraStream.Opening opening) {
        return new Cameras(
                reader,
                EvidenceSettings.standard(),
                InstantSource.system(),
                ZoneOffset.UTC,
                guards,
                opening,
                (signal, camera, pictures) -> {});
    }

    /** Watches one camera that shows a film. */
    static Cost measure(Path film, int width, Reader reader, int seconds) {
        return measure(List.of(film.toString()), film, width, reader, seconds);
    }

    /**
     * Watches cameras that show a film, once Java's compiler has come to rest.
     *
     * @param sources their addresses
     * @param width of the film, pixels, 16 to 9
     */
    static Cost measure(List<String> sources, Path film, int width, Reader reader, int seconds) {
        return measure(sources, film, width, reader, seconds, open());
    }

    /** The same work as that of other programs: faces and expressions, but no hands. */
    static Cost withoutHands(Path film, int width, Reader reader, int seconds) {
        return measure(List.of(film.toString()), film, width, reader, seconds, facesAlone());
    }

    private static Cost measure(
            List<String> sources, Path film, int width, Reader reader, int seconds, Guards guards) {
        int cameras = sources.size();
        List<Camera> all =
                IntStream.range(0, cameras).mapToObj(i -> camera(i, sources.get(i))).toList();
        try (Watch watch =
                new Watch(
                        all,
                        reader,
                        EvidenceSettings.standard(),
                        InstantSource.system(),
                        ZoneOffset.UTC,
                        guards,
                        (signal, from, pictures) -> {})) {
            watch.start();
            warmUp();
            watch.forgetDelays();
            List<CameraStatus> before = watch.statuses();
            BenchHeap heapBefore = BenchHeap.now();
            double cpuBefore = processSeconds();
            long wallBefore = System.nanoTime();
            rest(seconds);
            double wall = (System.nanoTime() - wallBefore) / 1e9;
            double cores = (processSeconds() - cpuBefore) / wall;
            long heapBytes = BenchHeap.now().since(heapBefore);
            List<CameraStatus> after = watch.statuses();
            long megabytes = BenchDesk.residentMegabytes(ProcessHandle.current());
            watch.close();
            Looks looks = Looks.none();
            for (int i = 0; i < cameras; i++) {
                looks = looks.and(after.get(i).looks().since(before.get(i).looks()));
            }
            long faces = since(before, after, BenchCamera::expressions);
            long frames = Math.max(1, since(before, after, CameraStatus::read));
            return new Cost(
                    cameras,
                    wall,
                    cores,
                    decodeAlone(film),
                    nets(reader, looks, frames, faces, width).inARow() / wall,
                    after.stream().filter(s -> s.effort().gear() == Gear.IDLE).count(),
                    IntStream.range(0, cameras)
                            .filter(i -> after.get(i).read() == before.get(i).read())
                            .count(),
                    since(before, after, CameraStatus::decoded),
                    since(before, after, CameraStatus::read),
                    since(before, after, CameraStatus::dropped),
                    looks,
                    faces,
                    after.get(0).effort().delayMillis(),
                    after.stream().mapToLong(s -> s.effort().longDelayMillis()).max().orElse(0),
                    megabytes,
                    heapBytes / frames);
        }
    }

    private static BareNets nets(Reader reader, Looks looks, long frames, long faces, int width) {
        return new BareNets(reader, looks, frames, faces, width, width * 9 / 16);
    }

    /** As {@link Cost#inferenceAlone} of one camera, with the pauses between its frames. */
    static double inferenceAtPace(Cost cost, Reader reader, int width) {
        long frames = Math.max(1, cost.read());
        try {
            return nets(reader, cost.looks(), frames, cost.faces(), width)
                            .atPace(Gear.ACTIVE.interval())
                    / cost.seconds();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static long since(
            List<CameraStatus> before, List<CameraStatus> after, ToLongFunction<CameraStatus> of) {
        return after.stream().mapToLong(of).sum() - before.stream().mapToLong(of).sum();
    }

    /** Faces that were read so far. */
    static long expressions(CameraStatus status) {
        return status.faces()
                - status.abstained().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Decodes the film twice and counts the second time: processor seconds a second of video. */
    private static double decodeAlone(Path film) {
        double perSecond = 0;
        for (int i = 0; i < 2; i++) {
            double before = processSeconds();
            try (FileSource source = new FileSource(film.toString(), Duration.ofDays(1))) {
                while (source.next().isPresent()) {
                    // Nothing is handed over but the first frame: this is decoding, and no more.
                }
                perSecond = (processSeconds() - before) / source.seconds();
            } catch (CaptureException e) {
                throw new FailedException(e);
            }
        }
        return perSecond;
    }

    private static void warmUp() {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        double busy = 1;
        for (int waited = 0;
                busy > COMPILER_AT_REST && waited < LONGEST_WARM_UP_SECONDS;
                waited += WARM_UP_SECONDS) {
            long before = compiler.getTotalCompilationTime();
            rest(WARM_UP_SECONDS);
            busy = (compiler.getTotalCompilationTime() - before) / 1e3 / WARM_UP_SECONDS;
        }
    }

    static double processSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }

    static void rest(int seconds) {
        restMillis(seconds * 1000L);
    }

    static void restMillis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static FailedException interrupted() {
        Thread.currentThread().interrupt();
        return new FailedException("the measurement was interrupted");
    }
}
