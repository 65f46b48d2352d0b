package org.pukar.server.evaluate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.pukar.cue.Abstention;

/** Counts of one clip or of one group; tallies add up. */
public final class Tally {
    /** What a share is of. */
    public enum Measure {
        /** Heads that could be found, and were. */
        FOUND("Heads found"),
        /** Found heads whose expression was read. */
        READ("Found faces read; from the others Pukar abstained"),
        /** Readings while distress is shown, with a distress score above one half. */
        DISTRESS_READ("Readings that say distress while it is shown"),
        /** Readings while none is shown, with a distress score above one half all the same. */
        DISTRESS_FALSE("Readings that say distress while none is shown"),
        /** Spans of distress, long enough for a signal, that made one. */
        SIGNALLED("Spans of distress signalled"),
        /** People who make the Signal for Help, and of whom a signal told. */
        SIGNED("People who made the Signal for Help, signalled"),
        /** Heads in view of which the masks cover at least nine tenths. */
        COVERED("Heads nine tenths covered in the very frame");

        private final String words;

        Measure(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }

    private final Map<Measure, long[]> counts = new EnumMap<>(Measure.class);
    private final Map<Abstention, Integer> abstained = new EnumMap<>(Abstention.class);
    private final List<Double> delays = new ArrayList<>();
    private int falseSignals;
    private int falseSigns;
    private int tooShort;
    private double headPixels;
    private double coveredPixels;

    void count(Measure measure, boolean hit) {
        long[] count = counts.computeIfAbsent(measure, key -> new long[2]);
        count[0] += hit ? 1 : 0;
        count[1]++;
    }

    void abstained(Abstention why) {
        abstained.merge(why, 1, Integer::sum);
    }

    void delay(double seconds) {
        delays.add(seconds);
    }

    void falseSignal() {
        falseSignals++;
    }

    void falseSign() {
        falseSigns++;
    }

    void tooShort() {
        tooShort++;
    }

    void pixels(double area, double coveredShare) {
        headPixels += area;
        coveredPixels += area * coveredShare;
    }

    void add(Tally other) {
        other.counts.forEach(
                (measure, count) -> {
                    long[] mine = counts.computeIfAbsent(measure, key -> new long[2]);
                    mine[0] += count[0];
                    mine[1] += count[1];
                });
        other.abstained.forEach((why, n) -> abstained.merge(why, n, Integer::sum));
        delays.addAll(other.delays);
        falseSignals += other.falseSignals;
        falseSigns += other.falseSigns;
        tooShort += other.tooShort;
        headPixels += other.headPixels;
        coveredPixels += other.coveredPixels;
    }

    public Share share(Measure measure) {
        long[] count = counts.getOrDefault(measure, new long[2]);
        return new Share(count[0], count[1]);
    }

    public Map<Abstention, Integer> abstained() {
        return Map.copyOf(abstained);
    }

    /** Seconds from the start of a span of distress to its signal. */
    public List<Double> delays() {
        return List.copyOf(delays);
    }

    /** Signals that told of distress that nobody showed. */
    public int falseSignals() {
        return falseSignals;
    }

    /** Signals that told of a Signal for Help that nobody made. */
    public int falseSigns() {
        return falseSigns;
    }

    /** Spans of distress that ended before a signal was possible; they are in no share. */
    public int spansTooShort() {
        return tooShort;
    }

    /** The share of all pixels of heads that the masks cover; empty without a head. */
    public OptionalDouble maskedPixels() {
        return headPixels > 0
                ? OptionalDouble.of(coveredPixels / headPixels)
                : OptionalDouble.empty();
    }
}
