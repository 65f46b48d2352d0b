package org.pukar.server.alarms;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pukar.camera.CaptureException;
import org.pukar.camera.Frame;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.evidence.Look;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.vision.capture.FileSource;
import org.pukar.vision.pipeline.Pipeline;
import org.pukar.vision.pipeline.Reader;

/**
 * What one film came to, read as a camera of its own.
 *
 * @param seconds of it that show something: what is {@code blind} is not in them
 * @param blind seconds of a picture that stood still or showed nothing, as a camera's fault is told
 * @param read readings of faces
 * @param abstained faces found and not read
 * @param weights of each face that was followed, what its looks added to the evidence, in order
 */
public record Film(
        String name,
        double seconds,
        double blind,
        long read,
        long abstained,
        List<Alarm> alarms,
        List<double[]> weights) {
    /** A signal: what kind, and when in the film. */
    public record Alarm(Rank rank, double seconds) {}

    public Film {
        alarms = List.copyOf(alarms);
        weights = List.copyOf(weights);
    }

    /** How many signals of a kind. */
    public long count(Rank rank) {
        return alarms.stream().filter(alarm -> alarm.rank() == rank).count();
    }

    /**
     * Reads a film.
     *
     * @throws CaptureException also of a film that was cut short: what is missing may be what it
     *     was kept for
     */
    public static Film read(Path file, Reader reader) throws CaptureException {
        List<Alarm> alarms = new ArrayList<>();
        Map<Long, List<Look>> looks = new TreeMap<>();
        long read = 0;
        long abstained = 0;
        double blind = 0;
        try (FileSource source = new FileSource(file.toString(), Pipeline.INTERVAL)) {
            Pipeline pipeline = new Pipeline(reader, EvidenceSettings.standard());
            for (Optional<Frame> frame = source.next(); frame.isPresent(); frame = source.next()) {
                Pipeline.Report report = pipeline.read(frame.get());
                blind += report.fault().isPresent() ? seconds(Pipeline.INTERVAL) : 0;
                long unread =
                        report.readings().stream().filter(r -> r.abstention().isPresent()).count();
                abstained += unread;
                read += report.readings().size() - unread;
                report.watch().evidence().forEach((track, e) -> add(looks, track, e.looks()));
                for (Signal signal : report.signals()) {
                    double at = seconds(Duration.between(Instant.EPOCH, signal.at()));
                    alarms.add(new Alarm(signal.rank(), at));
                }
            }
            if (source.truncated()) {
                throw new CaptureException(
                        CaptureException.Code.TRUNCATED,
                        file.toString(),
                        source.cutShort() + "; copy it again, or take it away");
            }
            blind = Math.min(blind, source.seconds());
            return new Film(
                    String.valueOf(file.getFileName()),
                    source.seconds() - blind,
                    blind,
                    read,
                    abstained,
                    alarms,
                    looks.values().stream()
                            .map(l -> l.stream().mapToDouble(Look::weight).toArray())
                            .toList());
        }
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    /** Adds the looks that ended since the last frame: the evidence keeps only the last ones. */
    private static void add(Map<Long, List<Look>> all, Long track, List<Look> now) {
        List<Look> known = all.computeIfAbsent(track, key -> new ArrayList<>());
        Instant last = known.isEmpty() ? Instant.MIN : known.get(known.size() - 1).at();
        now.stream().filter(look -> look.at().isAfter(last)).forEach(known::add);
    }
}
