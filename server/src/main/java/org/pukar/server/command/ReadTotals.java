package org.pukar.server.command;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.pukar.cue.Abstention;
import org.pukar.cue.FaceReading;
import org.pukar.vision.pipeline.Pipeline;

/** What reading one file came to. */
final class ReadTotals {
    final String file;
    final Map<Abstention, Integer> abstained = new EnumMap<>(Abstention.class);
    private final long startedNanos = System.nanoTime();
    long frames;
    int read;
    int faces;
    int signals;
    double seconds;

    ReadTotals(String file) {
        this.file = file;
    }

    void add(Pipeline.Report report) {
        read++;
        faces += report.readings().size();
        signals += report.signals().size();
        for (FaceReading reading : report.readings()) {
            reading.abstention().ifPresent(why -> abstained.merge(why, 1, Integer::sum));
        }
    }

    void frames(long decoded, double length) {
        frames = decoded;
        seconds = length;
    }

    /** How many times faster than the video plays. */
    double speed() {
        return seconds / Math.max(1e-3, (System.nanoTime() - startedNanos) / 1e9);
    }

    /** The report's time, in seconds of the video. */
    static double seconds(Pipeline.Report report) {
        return Duration.between(Instant.EPOCH, report.frame().at()).toNanos() / 1e9;
    }
}
