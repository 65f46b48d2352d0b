package org.pukar.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pukar.cue.Expression;

/** The threshold keeps the promised rate where false positives come in bursts. */
class CalibrationTest {
    private static final int FRAMES_A_SECOND = 5;
    private static final int SECONDS_OF_A_FACE = 120;
    private static final double BUDGET = 20;
    private static final int DAYS = 10;

    /** A calm street that misreads each face now and then, for so many frames on end. */
    private static final class Misread {
        private final Random random;
        private final int burst;
        private int left;

        Misread(long seed, int burst) {
            this.random = new Random(seed);
            this.burst = burst;
        }

        Expression next() {
            if (left == 0 && random.nextDouble() < 1.0 / (60 * FRAMES_A_SECOND)) {
                left = burst;
            }
            double logOdds = left > 0 ? 3.5 : -5 + 1.2 * random.nextGaussian();
            left = Math.max(0, left - 1);
            return like(1 / (1 + Math.exp(-logOdds)));
        }
    }

    private static Expression like(double distress) {
        return new Expression(1 - distress, 0, 0, 0, 0, 0, distress);
    }

    /** Faces one after another, each for two minutes; false signals, and each face's weights. */
    private static int watch(
            Misread street, double days, EvidenceSettings settings, List<double[]> weights) {
        double threshold = settings.threshold(1);
        int signals = 0;
        long faces = Math.round(days * 86_400 / SECONDS_OF_A_FACE);
        for (long face = 0; face < faces; face++) {
            Evidence evidence = Evidence.none();
            List<Double> added = new ArrayList<>();
            Instant lastLook = Instant.MIN;
            int standsUntil = 0;
            for (int i = 0; i < SECONDS_OF_A_FACE * FRAMES_A_SECOND; i++) {
                evidence =
                        evidence.add(
                                Instant.EPOCH.plusMillis(200L * i),
                                street.next(),
                                settings,
                                threshold);
                if (!evidence.looks().isEmpty()) {
                    Look look = evidence.looks().get(evidence.looks().size() - 1);
                    if (look.at().isAfter(lastLook)) {
                        lastLook = look.at();
                        added.add(look.weight());
                    }
                }
                if (evidence.sum() >= threshold) { // as CameraWatch does: a situation is one signal
                    if (i >= standsUntil) {
                        signals++;
                    }
                    standsUntil = i + 30 * FRAMES_A_SECOND;
                }
            }
            weights.add(added.stream().mapToDouble(w -> w).toArray());
        }
        return signals;
    }

    @ParameterizedTest
    @CsvSource({"1", "3", "10", "30"})
    void burstsOfFramesKeepThePromisedRate(int frames) {
        EvidenceSettings plain = settings(BUDGET);
        List<double[]> quiet = new ArrayList<>();
        watch(new Misread(1, frames), .5, plain, quiet);
        Calibration calibration = Calibration.of(quiet, plain);
        EvidenceSettings calibrated =
                new EvidenceSettings(plain.lookLength(), BUDGET, calibration.exponent());

        int before = watch(new Misread(2, frames), DAYS, plain, new ArrayList<>());
        int after = watch(new Misread(2, frames), DAYS, calibrated, new ArrayList<>());
        System.out.printf(
                Locale.ROOT,
                "bursts of %d frames, budget %.0f a day: exponent %.3f, threshold %.1f -> %.1f;"
                        + " %.1f false signals a day -> %.1f%n",
                frames,
                BUDGET,
                calibration.exponent(),
                plain.threshold(1),
                calibrated.threshold(1),
                (double) before / DAYS,
                (double) after / DAYS);
        assertThat((double) after / DAYS).isLessThanOrEqualTo(BUDGET);
    }

    @Test
    void changesNothingWhereLooksAreIndependentAndTheirWeightsExact() {
        Random random = new Random(3);
        List<double[]> faces = new ArrayList<>();
        for (int f = 0; f < 2_000; f++) {
            // ln of the ratio of N(1, 1) to N(0, 1), seen where N(0, 1) is true
            faces.add(random.doubles(30, 0, 1).map(u -> random.nextGaussian() - .5).toArray());
        }
        Calibration calibration = Calibration.of(faces, settings(1));
        assertThat(calibration.exponent()).isGreaterThan(.9);
        assertThat(calibration.kept()).isTrue();
    }

    @Test
    void thresholdRisesWhereALookIsRepeated() {
        Random random = new Random(4);
        List<double[]> faces = new ArrayList<>();
        for (int f = 0; f < 2_000; f++) {
            double[] weights = new double[60];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = i % 3 == 0 ? random.nextGaussian() - .5 : weights[i - 1];
            }
            faces.add(weights);
        }
        // Threes: three times the deviation for three times the mean, so a third of the exponent.
        assertThat(Calibration.of(faces, settings(1)).exponent()).isBetween(.25, .5);
    }

    @Test
    void saysThatTheRateIsNotKeptWhereTheSettingsTakeNoHigherThreshold() {
        List<double[]> faces = new ArrayList<>();
        for (int f = 0; f < 100; f++) {
            double[] weights = new double[60];
            Arrays.fill(weights, f % 2 == 0 ? 5 : -5); // every second face is misread throughout
            faces.add(weights);
        }
        Calibration calibration = Calibration.of(faces, settings(1));
        assertThat(calibration.kept()).isFalse();
        assertThat(calibration.exponent()).isEqualTo(EvidenceSettings.LEAST_EXPONENT);
        assertThat(calibration.asked()).isGreaterThan(calibration.threshold());
    }

    @Test
    void saysWhatItNeeds() {
        assertThatThrownBy(() -> Calibration.of(List.of(new double[7]), settings(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 20 blocks of 10 looks, got 7 looks of 1 faces");
    }

    private static EvidenceSettings settings(double budget) {
        return new EvidenceSettings(Duration.ofSeconds(1), budget);
    }
}
