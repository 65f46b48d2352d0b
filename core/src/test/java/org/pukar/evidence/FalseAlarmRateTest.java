package org.pukar.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pukar.cue.Expression;

/**
 * The promised rate: Lorden's bound holds where looks are independent and their weight is at most
 * the true log-likelihood ratio. There it is asserted; for the measured percentiles of calm faces
 * it is printed. Looks of one living face are not independent draws, so no figure here says how
 * often a camera on a street will be wrong: that takes quiet footage.
 */
class FalseAlarmRateTest {
    private static final double SOFTENING = .01;
    private static final double SLOPE = .6254;
    private static final double OFFSET = 1.4266;
    private static final int LOOKS_A_DAY = 86_400;

    /** How many draws a model of calm is cut into, each as likely as the others. */
    private static final int QUANTILES = 20_000;

    /** Someone stays in view for half a minute. */
    private static final int LOOKS_OF_A_PASSER_BY = 30;

    /** A model of calm by its quantiles: u in (0, 1) to log-odds of distress. */
    private static Expression[] draws(DoubleUnaryOperator quantile) {
        Expression[] draws = new Expression[QUANTILES];
        for (int i = 0; i < QUANTILES; i++) {
            draws[i] = showing(quantile.applyAsDouble((i + .5) / QUANTILES));
        }
        return draws;
    }

    private static Expression showing(double logOdds) {
        double odds = Math.exp(logOdds);
        double fear = (odds * (1 + SOFTENING) - SOFTENING) / (1 + odds);
        fear = Math.max(0, Math.min(1, fear));
        return new Expression(1 - fear, 0, 0, 0, 0, 0, fear);
    }

    /** FER+'s calm faces, models/face-expression/distress.json; in between by straight lines. */
    private static double measured(double u) {
        double[] share = {0, .5, .75, .9, .95, .99, 1};
        double[] logOdds = {-4.6151, -4.6151, -4.6056, -3.8413, -1.4689, 3.8668, 4.6151};
        int i = 1;
        while (share[i] < u) {
            i++;
        }
        return logOdds[i - 1]
                + (logOdds[i] - logOdds[i - 1]) * (u - share[i - 1]) / (share[i] - share[i - 1]);
    }

    /**
     * Two bells of the same width, m1 - m0 = 0.4: then the ratio is exactly SLOPE x + OFFSET, with
     * the width from (m1 - m0) / s² = SLOPE and the middle at -OFFSET / SLOPE. Cut where a score of
     * 0 ends, below which lies 0.4 % of calm.
     */
    private static double bell(double u) {
        double deviation = Math.sqrt(.4 / SLOPE);
        return -OFFSET / SLOPE - .2 + deviation * normalQuantile(u);
    }

    /** Calm is at the floor but for rare looks at +3, as often as makes the ratio exact. */
    private static double rareSpikes(double u) {
        return u < 1 - spikeShare() ? -4.6 : 3;
    }

    private static double spikeShare() {
        double low = Math.exp(SLOPE * -4.6 + OFFSET);
        double high = Math.exp(SLOPE * 3 + OFFSET);
        return (1 - low) / (high - low);
    }

    /** The mean of e^ratio over calm: 1 where the ratio is exact, and Lorden's bound holds to 1. */
    private static double meanOdds(Expression[] calm) {
        return Arrays.stream(calm)
                .mapToDouble(Expression::distress)
                .map(d -> Math.log((d + SOFTENING) / (1 - d + SOFTENING)))
                .map(x -> Math.exp(SLOPE * x + OFFSET))
                .average()
                .orElseThrow();
    }

    /**
     * Signals in so many days of one face in view at any time.
     *
     * @param looksOfAFace how many looks until another face comes
     * @param looksOfADraw how many looks in a row show the same draw; 1: they are independent
     */
    private static int signals(
            Expression[] calm, double budget, int days, int looksOfAFace, int looksOfADraw) {
        EvidenceSettings settings = new EvidenceSettings(Duration.ofSeconds(1), budget);
        double threshold = settings.threshold(1);
        SplittableRandom random = new SplittableRandom(2021);
        Instant start = Instant.EPOCH;
        int signals = 0;
        Evidence evidence = Evidence.none();
        Expression shown = calm[0];
        long looks = (long) days * LOOKS_A_DAY;
        for (long i = 0; i < looks; i++) {
            if (i % looksOfAFace == 0) {
                evidence = Evidence.none();
            }
            if (i % looksOfADraw == 0) {
                shown = calm[random.nextInt(QUANTILES)];
            }
            evidence = evidence.add(start.plusSeconds(i), shown, settings, threshold);
            if (evidence.sum() >= threshold) {
                signals++;
                evidence = Evidence.none();
            }
        }
        return signals;
    }

    @ParameterizedTest
    @CsvSource({"bell, 100, 2", "spikes, 100, 2", "bell, 1, 4", "spikes, 1, 4"})
    void keepsTheBudgetWhereTheRatioIsExact(String model, double budget, int days) {
        Expression[] calm =
                model.equals("bell")
                        ? draws(FalseAlarmRateTest::bell)
                        : draws(FalseAlarmRateTest::rareSpikes);
        assertThat(meanOdds(calm)).isEqualTo(1, within(.02));

        int signals = signals(calm, budget, days, Integer.MAX_VALUE, 1);
        tell(model, budget, days, signals);
        assertThat((double) signals / days).isLessThanOrEqualTo(budget);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"bell, 500", "spikes, 500"})
    void keepsATenthADay(String model, int days) {
        keepsTheBudgetWhereTheRatioIsExact(model, .1, days);
    }

    /** Measured, printed, and not asserted: nothing promises it. */
    @Test
    void tellsTheRateForMeasuredCalmFaces() {
        measure(100, 2);
        measure(1, 4);
    }

    @Tag("slow")
    @Test
    void tellsTheRateForMeasuredCalmFacesAtTheStandardBudget() {
        measure(.1, 500);
    }

    /**
     * What dependence does, measured and printed: the same draws, but a face keeps each for some
     * seconds, as a face that is misread does. The budget does not hold there.
     */
    @ParameterizedTest
    @CsvSource({"2", "3", "4", "6"})
    void tellsWhatFacesThatKeepTheirLookDo(int secondsADraw) {
        Expression[] calm = draws(FalseAlarmRateTest::measured);
        int days = 1;
        tell(
                "measured calm, each draw kept for %d s".formatted(secondsADraw),
                .1,
                days,
                signals(calm, .1, days, LOOKS_OF_A_PASSER_BY, secondsADraw));
    }

    private static void measure(double budget, int days) {
        Expression[] calm = draws(FalseAlarmRateTest::measured);
        System.out.printf(Locale.ROOT, "measured calm: mean odds %.3f%n", meanOdds(calm));
        tell(
                "measured calm, one face all day",
                budget,
                days,
                signals(calm, budget, days, Integer.MAX_VALUE, 1));
        tell(
                "measured calm, a new face every 30 s",
                budget,
                days,
                signals(calm, budget, days, LOOKS_OF_A_PASSER_BY, 1));
    }

    /** With the 95 % interval of a Poisson count, by Byar's approximation. */
    private static void tell(String model, double budget, int days, int signals) {
        double low =
                signals == 0
                        ? 0
                        : signals
                                * Math.pow(
                                        1 - 1.0 / (9 * signals) - 1.96 / (3 * Math.sqrt(signals)),
                                        3);
        int more = signals + 1;
        double high = more * Math.pow(1 - 1.0 / (9 * more) + 1.96 / (3 * Math.sqrt(more)), 3);
        System.out.printf(
                Locale.ROOT,
                "%s: budget %s, %d false signals in %d camera-days of one face in view: %.3f a day"
                        + " (95 %% interval %.3f to %.3f)%n",
                model,
                budget,
                signals,
                days,
                (double) signals / days,
                low / days,
                high / days);
    }

    /** Acklam's rational approximation, good to 1.2e-9 of its value. */
    private static double normalQuantile(double u) {
        double tail = .02425;
        if (u > 1 - tail) {
            return -normalQuantile(1 - u);
        }
        if (u < tail) {
            double q = Math.sqrt(-2 * Math.log(u));
            return horner(
                            q,
                            -7.784894002430293e-03,
                            -3.223964580411365e-01,
                            -2.400758277161838,
                            -2.549732539343734,
                            4.374664141464968,
                            2.938163982698783)
                    / horner(
                            q,
                            7.784695709041462e-03,
                            3.224671290700398e-01,
                            2.445134137142996,
                            3.754408661907416,
                            1);
        }
        double q = u - .5;
        double r = q * q;
        return q
                * horner(
                        r,
                        -3.969683028665376e+01,
                        2.209460984245205e+02,
                        -2.759285104469687e+02,
                        1.383577518672690e+02,
                        -3.066479806614716e+01,
                        2.506628277459239)
                / horner(
                        r,
                        -5.447609879822406e+01,
                        1.615858368580409e+02,
                        -1.556989798598866e+02,
                        6.680131188771972e+01,
                        -1.328068155288572e+01,
                        1);
    }

    private static double horner(double x, double... coefficients) {
        double sum = 0;
        for (double coefficient : coefficients) {
            sum = sum * x + coefficient;
        }
        return sum;
    }
}
