package org.pukar.cluster.command;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.pukar.base.GeoPoint;
import org.pukar.camera.Camera;
import org.pukar.camera.Permission;
import org.pukar.evidence.CameraWatch;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.vision.capture.FilmStream;
import org.pukar.vision.pipeline.Reader;
import org.pukar.vision.watch.CameraStatus;
import org.pukar.vision.watch.Cameras;
import org.pukar.vision.watch.Guards;

/** Reads films as one machine does, as fast as it can: a process of its own, without Flink. */
final class OneMachine {
    private OneMachine() {}

    static List<Camera> cameras(Path film, int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        i ->
                                new Camera(
                                        "film" + i,
                                        "s",
                                        "Camera " + i,
                                        new GeoPoint(26.72, 80.86),
                                        film.toString(),
                                        false))
                .toList();
    }

    static boolean over(List<CameraStatus> statuses) {
        return statuses.stream().allMatch(s -> s.faultReason().equals(FilmStream.OVER));
    }

    static long read(List<CameraStatus> statuses) {
        return statuses.stream().mapToLong(CameraStatus::read).sum();
    }

    /**
     * Prints "read FRAMES" at its first frame and when all films are over.
     *
     * @param arguments the models, the film, how many cameras show it
     */
    public static void main(String... arguments) throws Exception {
        Path film = Path.of(arguments[1]);
        try (Reader reader = Reader.open(Path.of(arguments[0]));
                Cameras cameras =
                        new Cameras(
                                reader,
                                EvidenceSettings.standard(),
                                InstantSource.system(),
                                ZoneOffset.UTC,
                                new Guards(
                                        c -> new Permission.Allowed(Camera.Cues.all(), List.of()),
                                        c -> true),
                                Cameras.films(),
                                (signal, camera, pictures) -> {})) {
            cameras(film, Integer.parseInt(arguments[2]))
                    .forEach(c -> cameras.add(c, CameraWatch.start()));
            while (read(cameras.statuses()) == 0) {
                Thread.sleep(20);
            }
            System.out.println("read " + read(cameras.statuses()));
            while (!over(cameras.statuses())) {
                Thread.sleep(20);
            }
            System.out.println("read " + read(cameras.statuses()));
            Thread.sleep(Long.MAX_VALUE); // until whoever started it has seen what it took
        }
    }
}
