package org.pukar.vision.fitness;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.pukar.cue.Abstention;

/**
 * What a camera can read, and where.
 *
 * @param width of its picture, pixels; 0 before the first frame
 * @param height of its picture, pixels
 * @param frames that were read
 * @param seconds from the first to the last
 * @param faults frames of a frozen or blind picture, which say nothing
 * @param heads faces found, in all frames
 * @param read how many of them were read
 * @param largeEnough the share of them that is at least {@link #READABLE_HEAD} wide
 * @param headWidth their middle width, pixels; 0 where none was found
 * @param places where heads were, of {@link #across} x {@link #down} places of the picture
 * @param hours of the day with their light
 * @param abstained faces that were not read, by reason
 * @param ground how head width grows down the picture; empty where no line fits
 */
public record Fitness(
        int width,
        int height,
        long frames,
        double seconds,
        long faults,
        long heads,
        long read,
        double largeEnough,
        double headWidth,
        List<Place> places,
        List<Hour> hours,
        Map<Abstention, Long> abstained,
        Optional<Ground> ground) {
    /** A head under this many pixels is not read (docs/decisions/004-quality.md). */
    public static final double READABLE_HEAD = 36;

    /** A head with its ears and hair, metres: 36 pixels are 200 pixels per metre. */
    public static final double HEAD_METRES = .18;

    /** Below it expression is off. */
    public static final double LEAST_PIXELS_PER_METRE = READABLE_HEAD / HEAD_METRES;

    /** Fewer heads say nothing of a camera: six seconds of one person. */
    static final long FEWEST_HEADS = 30;

    /** Half of the heads have to be large enough, and of those a third to be read. */
    private static final double LEAST_LARGE = .5;

    private static final double LEAST_READ = 1 / 3.0;

    public Fitness {
        places = List.copyOf(places);
        hours = List.copyOf(hours);
        abstained = Map.copyOf(abstained);
    }

    /**
     * A part of the picture.
     *
     * @param column from 0 at the left
     * @param row from 0 at the top
     * @param heads faces found there
     * @param read how many of them were read
     * @param headWidth their middle width, pixels
     * @param yaw how far they turn to a side, mean of the size, degrees
     * @param pitch how far they look down, mean, degrees: what the camera's height adds is in it
     */
    public record Place(
            int column,
            int row,
            long heads,
            long read,
            double headWidth,
            double yaw,
            double pitch) {
        public double pixelsPerMetre() {
            return headWidth / HEAD_METRES;
        }
    }

    /**
     * An hour of the day.
     *
     * @param brightness the picture's mean, of 255
     * @param dark faces that were not read because of the light
     */
    public record Hour(
            int hour, long frames, double brightness, long heads, long read, long dark) {}

    /**
     * Head width by row of the picture: width = slope x row + offset, in pixels.
     *
     * @param explained the share of the widths' variance that the line explains
     */
    public record Ground(double slope, double offset, double explained) {
        static final double LEAST_EXPLAINED = .3;

        /** The row from which on down heads are at least that wide. */
        public double rowOf(double headWidth) {
            return (headWidth - offset) / slope;
        }
    }

    /**
     * Whether to switch a cue on.
     *
     * @param known whether enough was seen to say so
     * @param why in words
     */
    public record Advice(boolean on, boolean known, String why) {}

    static int across() {
        return FitnessMeter.ACROSS;
    }

    static int down() {
        return FitnessMeter.DOWN;
    }

    public double pixelsPerMetre() {
        return headWidth / HEAD_METRES;
    }

    /**
     * The row from which on down heads are, on the whole, large enough to read; empty where it is
     * not among the rows in which heads were seen, for of others the line says nothing.
     */
    public OptionalDouble readableFromRow() {
        if (ground.isEmpty() || places.isEmpty()) {
            return OptionalDouble.empty();
        }
        double row = ground.get().rowOf(READABLE_HEAD);
        int first = places.stream().mapToInt(Place::row).min().orElse(0);
        int last = places.stream().mapToInt(Place::row).max().orElse(0);
        double place = (double) height / down();
        return row > first * place && row < (last + 1) * place
                ? OptionalDouble.of(row)
                : OptionalDouble.empty();
    }

    /** The share of large enough heads that is read. */
    private double readShare() {
        return largeEnough * heads < 1 ? 0 : Math.min(1, read / (largeEnough * heads));
    }

    /** Whether faces should be read there. */
    public Advice expression() {
        Optional<Advice> far = tooFar("faces");
        if (far.isPresent()) {
            return far.get();
        }
        if (abstained.getOrDefault(Abstention.OFF, 0L) > 0) {
            return new Advice(
                    false, false, "reading is switched off there; watch it with cues switched on");
        }
        return readShare() < LEAST_READ
                ? new Advice(
                        false,
                        true,
                        words(
                                "of the heads that are large enough only %.0f %% are read, mostly"
                                        + " because they are %s",
                                100 * readShare(), mostly()))
                : new Advice(
                        true,
                        true,
                        words(
                                "%.0f pixels per metre; %.0f %% of the heads that are large enough"
                                        + " are read",
                                pixelsPerMetre(), 100 * readShare()));
    }

    /** Whether the Signal for Help should be looked for there. */
    public Advice sign() {
        return tooFar("hands")
                .orElseGet(
                        () ->
                                new Advice(
                                        true,
                                        true,
                                        words("%.0f pixels per metre", pixelsPerMetre())));
    }

    private Optional<Advice> tooFar(String what) {
        if (heads < FEWEST_HEADS) {
            return Optional.of(
                    new Advice(
                            false,
                            false,
                            words(
                                    "%d faces seen, at least %d are needed to say: watch for"
                                            + " longer, or at a busier hour",
                                    heads, FEWEST_HEADS)));
        }
        return largeEnough >= LEAST_LARGE
                ? Optional.empty()
                : Optional.of(
                        new Advice(
                                false,
                                true,
                                words(
                                        "%s are too far off: %.0f pixels per metre, at least %.0f"
                                                + " are needed; come nearer or use a longer lens",
                                        what, pixelsPerMetre(), LEAST_PIXELS_PER_METRE)));
    }

    private String mostly() {
        return abstained.entrySet().stream()
                .filter(e -> e.getKey() != Abstention.TOO_SMALL)
                .max(Comparator.comparingLong(Map.Entry::getValue))
                .map(e -> e.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .orElse("not sure enough");
    }

    private static String words(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
