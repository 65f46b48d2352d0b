package org.pukar.server.alarms;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pukar.camera.CaptureException;
import org.pukar.camera.Frame;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.vision.capture.FileSource;
import org.pukar.vision.pipeline.Pipeline;
import org.pukar.vision.pipeline.Reader;

/**
 * What one film came to, read as a camera of its own.
 *
 * @param seconds how long it is
 * @param read readings of faces
 * @param abstained faces found and not read
 */
public record Film(String name, double seconds, long read, long abstained, List<Alarm> alarms) {
    /** A signal: what kind, and when in the film. */
    public record Alarm(Rank rank, double seconds) {}

    public Film {
        alarms = List.copyOf(alarms);
    }

    /** How many signals of a kind. */
    public long count(Rank rank) {
        return alarms.stream().filter(alarm -> alarm.rank() == rank).count();
    }

    /** Reads a film. */
    public static Film read(Path file, Reader reader) throws CaptureException {
        List<Alarm> alarms = new ArrayList<>();
        long read = 0;
        long abstained = 0;
        try (FileSource source = new FileSource(file.toString(), Pipeline.INTERVAL)) {
            Pipeline pipeline = new Pipeline(reader, EvidenceSettings.standard());
            for (Optional<Frame> frame = source.next(); frame.isPresent(); frame = source.next()) {
                Pipeline.Report report = pipeline.read(frame.get());
                long unread =
                        report.readings().stream().filter(r -> r.abstention().isPresent()).count();
                abstained += unread;
                read += report.readings().size() - unread;
                for (Signal signal : report.signals()) {
                    double at = Duration.between(Instant.EPOCH, signal.at()).toNanos() / 1e9;
                    alarms.add(new Alarm(signal.rank(), at));
                }
            }
            return new Film(
                    String.valueOf(file.getFileName()), source.seconds(), read, abstained, alarms);
        }
    }
}
