package org.pukar.server.command;

import java.nio.file.Path;
import org.pukar.evidence.CameraWatch;
import org.pukar.vision.capture.FilmStream;
import org.pukar.vision.pipeline.Reader;
import org.pukar.vision.watch.CameraStatus;
import org.pukar.vision.watch.Cameras;
import org.pukar.vision.watch.Guards;

/**
 * A film that one camera shows as fast as it is read.
 *
 * @param frames read, five of each second of film
 * @param faces read, those on which the nets abstained left out
 * @param seconds from its opening to its last frame
 */
record BenchFilm(long frames, long faces, double seconds) {
    /** Of ten seconds of film, which take two to three. */
    private static final int MOST_SECONDS = 300;

    /** Frames a second. */
    double speed() {
        return frames / seconds;
    }

    /** Plays it twice and counts the second time. */
    static BenchFilm measure(Path film, Reader reader, Guards guards) {
        long frames = play(film, reader, guards, Long.MAX_VALUE).frames;
        return play(film, reader, guards, frames);
    }

    /** That it is over is only known seconds later; how many frames it has, is. */
    private static BenchFilm play(Path film, Reader reader, Guards guards, long frames) {
        try (Cameras cameras = BenchCamera.none(reader, guards, Cameras.films())) {
            long begun = System.nanoTime();
            cameras.add(BenchCamera.camera(0, film.toString()), CameraWatch.start());
            while (true) {
                CameraStatus status = cameras.statuses().get(0);
                double seconds = (System.nanoTime() - begun) / 1e9;
                if (status.read() >= frames || status.faultReason().equals(FilmStream.OVER)) {
                    return new BenchFilm(status.read(), BenchCamera.expressions(status), seconds);
                }
                if (seconds > MOST_SECONDS) {
                    throw new FailedException(
                            "a film must be read in %d s, of %s %d frames were (%s); try again when less runs here"
                                    .formatted(
                                            MOST_SECONDS,
                                            film,
                                            status.read(),
                                            status.faultReason()));
                }
                BenchCamera.restMillis(2);
            }
        }
    }
}
