package org.pukar.vision.bench;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.pukar.base.GeoPoint;
import org.pukar.camera.Camera;
import org.pukar.camera.CaptureException;
import org.pukar.camera.Permission;
import org.pukar.evidence.CameraWatch;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.vision.capture.FileSource;
import org.pukar.vision.net.ModelException;
import org.pukar.vision.pipeline.Reader;
import org.pukar.vision.watch.CameraStatus;
import org.pukar.vision.watch.Cameras;
import org.pukar.vision.watch.Guards;

/**
 * The film watched as ever, in real time, and decoded alone.
 *
 * @param millis of the processor a frame that is read, everything
 * @param decodingMillis of the processor, decoding alone as much film as a frame stands for
 * @param frames what was done of each step, a frame
 */
record WholeProcess(double millis, double decodingMillis, Step.Frames frames) {
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration WATCHED = Duration.ofSeconds(30);

    static WholeProcess measure() throws ModelException, CaptureException, InterruptedException {
        Camera camera =
                new Camera(
                        "bench", "bench", "bench", new GeoPoint(0, 0), Scene.FILM.toString(), true);
        try (Reader reader = Reader.open(Scene.HOME.resolve("models"));
                Cameras cameras =
                        new Cameras(
                                reader,
                                EvidenceSettings.standard(),
                                InstantSource.system(),
                                ZoneOffset.UTC,
                                new Guards(
                                        c -> new Permission.Allowed(c.cues(), List.of()),
                                        c -> true),
                                Cameras.live(reader.gpu()),
                                (signal, from, pictures) -> {})) {
            cameras.add(camera, CameraWatch.start());
            Thread.sleep(WARM_UP.toMillis());
            CameraStatus before = cameras.statuses().get(0);
            double spent = ProcessorTime.processorMillis();
            Thread.sleep(WATCHED.toMillis());
            spent = ProcessorTime.processorMillis() - spent;
            CameraStatus after = cameras.statuses().get(0);
            double read = after.read() - before.read();
            var looks = after.looks().since(before.looks());
            return new WholeProcess(
                    spent / read,
                    decoding() * WATCHED.toMillis() / read,
                    new Step.Frames(
                            (after.faces() - before.faces()) / read,
                            (expressions(after) - expressions(before)) / read,
                            looks.palms() / read,
                            looks.hands() / read));
        }
    }

    private static long expressions(CameraStatus status) {
        return status.faces()
                - status.abstained().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Processor seconds a second of film, every frame of it; the second time counts. */
    private static double decoding() throws CaptureException {
        double perSecond = 0;
        for (int i = 0; i < 2; i++) {
            double before = ProcessorTime.processorMillis();
            try (FileSource source = new FileSource(Scene.FILM.toString(), Duration.ofDays(1))) {
                while (source.next().isPresent()) {
                    // Only the first frame is handed over: this is decoding, and no more.
                }
                perSecond = (ProcessorTime.processorMillis() - before) / 1000 / source.seconds();
            }
        }
        return perSecond;
    }
}
