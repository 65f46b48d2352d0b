package org.pukar.server.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.pukar.server.evaluate.Tally.Measure;

/**
 * The largest share of a dimension's groups minus the smallest.
 *
 * @param most the group with the largest share
 * @param least the one with the smallest
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
        String most = "";
        String least = "";
        for (Map.Entry<String, Tally> group : total.groups(dimension).entrySet()) {
            if (group.getValue().share(measure).of() < LEAST_COUNTS) {
                continue;
            }
            String name = group.getKey();
            double value = group.getValue().share(measure).value();
            most = most.isEmpty() || value > value(total, dimension, most, measure) ? name : most;
            least =
                    least.isEmpty() || value < value(total, dimension, least, measure)
                            ? name
                            : least;
        }
        if (most.equals(least)) {
            return Optional.empty();
        }
        double value =
                value(total, dimension, most, measure) - value(total, dimension, least, measure);
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
