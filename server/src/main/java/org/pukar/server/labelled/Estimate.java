package org.pukar.server.labelled;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.pukar.server.evaluate.Share;

/**
 * A figure with the interval that 95 of 100 resamples of the pictures fall into (Efron 1979), as
 * far as the pictures are independent.
 */
public record Estimate(double value, double low, double high) {
    private static final int RESAMPLES = 1000;
    private static final long SEED = 20_210_121;

    /**
     * Measures rows and their resamples.
     *
     * @param figure NaN where it can't be had: of a resample without a positive, say
     * @return empty when the rows themselves have no figure
     */
    static <T> Optional<Estimate> of(List<T> rows, ToDoubleFunction<List<T>> figure) {
        double value = rows.isEmpty() ? Double.NaN : figure.applyAsDouble(rows);
        if (Double.isNaN(value)) {
            return Optional.empty();
        }
        SplittableRandom draw = new SplittableRandom(SEED);
        double[] values = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            values[i] =
                    figure.applyAsDouble(
                            draw.ints(rows.size(), 0, rows.size()).mapToObj(rows::get).toList());
        }
        double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        return Optional.of(
                new Estimate(value, at(known, .025).orElse(value), at(known, .975).orElse(value)));
    }

    /** The same, its interval made no narrower than that of a share. */
    Estimate atLeastAsWideAs(Share share) {
        return new Estimate(value, Math.min(low, share.low()), Math.max(high, share.high()));
    }

    private static OptionalDouble at(double[] sorted, double share) {
        return sorted.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(sorted[(int) Math.round(share * (sorted.length - 1))]);
    }
}
