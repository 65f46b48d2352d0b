package org.pukar.server.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.pukar.server.evaluate.Tally.Measure;

/**
 * The largest share of a dimension's groups minus the smallest, 0 where all have the same.
 *
 * @param most the group with the largest share
 * @param least another with the smallest
 * @param value the difference, in [0, 1]
 * @param interval 95 %, by drawing whole clips with replacement; empty when there are too few
 */
public record Gap(String most, String least, double value, Optional<Interval> interval) {
    private static final int DRAWS = 1000;
    private static final long SEED = 20_210_120;

    /** A group with fewer counts says too little to be compared. */
    static final int LEAST_COUNTS = 20;

    /**
     * A group in fewer clips has no interval: drawing one clip again and again shows no spread, and
     * the interval would be far too narrow. Our choice.
     */
    private static final int LEAST_CLIPS = 3;

    /** From a lower to an upper end. */
    public record Interval(double low, double high) {}

    /** Empty when fewer than two groups have enough counts. */
    public static Optional<Gap> of(Results results, Dimension dimension, Measure measure) {
        ClipResult total = results.total();
        ToDoubleFunction<String> share = group -> value(total, dimension, group, measure);
        List<String> compared =
                total.groups(dimension).entrySet().stream()
                        .filter(group -> group.getValue().share(measure).of() >= LEAST_COUNTS)
                        .map(Map.Entry::getKey)
                        .toList();
        if (compared.size() < 2) {
            return Optional.empty();
        }
        String most = Collections.max(compared, Comparator.comparingDouble(share));
        String least =
                compared.stream()
                        .filter(group -> !group.equals(most))
                        .min(Comparator.comparingDouble(share))
                        .orElseThrow();
        double value = share.applyAsDouble(most) - share.applyAsDouble(least);
        return Optional.of(
                new Gap(
                        most,
                        least,
                        value,
                        drawn(results.clips(), dimension, measure, most, least)));
    }

    private static double value(ClipResult of, Dimension dimension, String group, Measure measure) {
        return of.counted(dimension, group).share(measure).value();
    }

    private static Optional<Interval> drawn(
            List<ClipResult> clips,
            Dimension dimension,
            Measure measure,
            String most,
            String least) {
        if (clipsWith(clips, dimension, measure, most) < LEAST_CLIPS
                || clipsWith(clips, dimension, measure, least) < LEAST_CLIPS) {
            return Optional.empty();
        }
        Random random = new Random(SEED);
        List<Double> gaps = new ArrayList<>();
        for (int draw = 0; draw < DRAWS; draw++) {
            Tally high = new Tally();
            Tally low = new Tally();
            for (int i = 0; i < clips.size(); i++) {
                ClipResult clip = clips.get(random.nextInt(clips.size()));
                high.add(clip.counted(dimension, most));
                low.add(clip.counted(dimension, least));
            }
            if (high.share(measure).known() && low.share(measure).known()) {
                gaps.add(high.share(measure).value() - low.share(measure).value());
            }
        }
        if (gaps.size() < DRAWS / 2) {
            return Optional.empty();
        }
        gaps.sort(Double::compare);
        return Optional.of(
                new Interval(
                        gaps.get((int) (gaps.size() * .025)),
                        gaps.get((int) (gaps.size() * .975))));
    }

    private static long clipsWith(
            List<ClipResult> clips, Dimension dimension, Measure measure, String group) {
        return clips.stream()
                .map(clip -> clip.counted(dimension, group))
                .filter(tally -> tally.share(measure).known())
                .count();
    }
}
