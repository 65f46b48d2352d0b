package org.pukar.server.command;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.pukar.base.GeoPoint;
import org.pukar.camera.Camera;
import org.pukar.camera.CaptureException;
import org.pukar.camera.Permission;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.vision.capture.FileSource;
import org.pukar.vision.pipeline.BareNets;
import org.pukar.vision.pipeline.Looks;
import org.pukar.vision.pipeline.Reader;
import org.pukar.vision.watch.CameraStatus;
import org.pukar.vision.watch.Guards;
import org.pukar.vision.watch.Watch;

/**
 * One camera, watched as ever, against its decoding alone and its inference alone in the same run.
 */
final class BenchCamera {
    /** The Java compiler and the first sweep are over by then. */
    private static final int WARM_UP_SECONDS = 20;

    private BenchCamera() {}

    /**
     * What it cost.
     *
     * @param cores processor seconds a second, everything
     * @param decodeAlone processor seconds a second of video
     * @param inferenceAlone processor seconds a second, the same nets as often
     * @param decoded frames
     * @param read frames
     * @param dropped frames
     * @param looks of the nets for faces and hands
     * @param faces through the expression net
     */
    record Cost(
            double cores,
            double decodeAlone,
            double inferenceAlone,
            long decoded,
            long read,
            long dropped,
            Looks looks,
            long faces) {
        double ratio() {
            return cores / (decodeAlone + inferenceAlone);
        }
    }

    static Cost measure(Path clip, Reader reader, int seconds) {
        Camera camera =
                new Camera("bench", "bench", "bench", new GeoPoint(0, 0), clip.toString(), true);
        try (Watch watch =
                new Watch(
                        List.of(camera),
                        reader,
                        EvidenceSettings.standard(),
                        InstantSource.system(),
                        ZoneOffset.UTC,
                        new Guards(c -> new Permission.Allowed(c.cues(), List.of()), c -> true),
                        (signal, from, pictures) -> {})) {
            watch.start();
            rest(WARM_UP_SECONDS);
            CameraStatus before = watch.statuses().get(0);
            double cpuBefore = processSeconds();
            long wallBefore = System.nanoTime();
            rest(seconds);
            double wall = (System.nanoTime() - wallBefore) / 1e9;
            double cores = (processSeconds() - cpuBefore) / wall;
            CameraStatus after = watch.statuses().get(0);
            watch.close();
            Looks looks = after.looks().since(before.looks());
            long faces = expressions(after) - expressions(before);
            return new Cost(
                    cores,
                    decodeAlone(clip),
                    BareNets.seconds(reader, looks, faces, 1920, 1080) / wall,
                    after.decoded() - before.decoded(),
                    after.read() - before.read(),
                    after.dropped() - before.dropped(),
                    looks,
                    faces);
        }
    }

    private static long expressions(CameraStatus status) {
        return status.faces()
                - status.abstained().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Decodes the clip twice and counts the second time: processor seconds a second of video. */
    private static double decodeAlone(Path clip) {
        double perSecond = 0;
        for (int i = 0; i < 2; i++) {
            double before = processSeconds();
            try (FileSource source = new FileSource(clip.toString(), Duration.ofDays(1))) {
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

    static double processSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }

    static void rest(int seconds) {
        try {
            Thread.sleep(seconds * 1000L);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedException("the measurement was interrupted");
        }
    }
}
