package org.pukar.cue;

import java.util.List;

/**
 * What an expression looks like, as probabilities: never a fact about what someone feels. They sum
 * to 1 within 0.001.
 */
public record Expression(
        double neutral,
        double happiness,
        double surprise,
        double sadness,
        double anger,
        double disgust,
        double fear) {
    /**
     * From this much probability of fear on, sadness counts in full; below, in proportion. Our
     * choice: decision 002.
     */
    private static final double FEAR_THAT_MAKES_SADNESS_COUNT = 0.2;

    private static final int STEPS = 50;

    public Expression {
        double sum = 0;
        for (double p : List.of(neutral, happiness, surprise, sadness, anger, disgust, fear)) {
            if (!(p >= 0 && p <= 1.001)) {
                throw new IllegalArgumentException("a probability must be in [0, 1], got " + p);
            }
            sum += p;
        }
        if (!(Math.abs(sum - 1) <= 0.001)) {
            throw new IllegalArgumentException(
                    "the probabilities of an expression must sum to 1, got " + sum);
        }
    }

    /**
     * The same in steps of a fiftieth, which sum to 1: all that is known of a look outside the net.
     * What lies below a step helps nobody to judge a look, and it is there that a face leaves
     * traces of whose it is (docs/safeguards.md, P7 and P8).
     */
    public Expression inSteps() {
        double[] exact = {neutral, happiness, surprise, sadness, anger, disgust, fear};
        int[] steps = new int[exact.length];
        double[] missing = new double[exact.length];
        int left = STEPS;
        for (int i = 0; i < exact.length; i++) {
            steps[i] = (int) Math.min(left, Math.floor(exact[i] * STEPS));
            missing[i] = exact[i] * STEPS - steps[i];
            left -= steps[i];
        }
        for (; left > 0; left--) {
            int most = 0;
            for (int i = 1; i < missing.length; i++) {
                most = missing[i] > missing[most] ? i : most;
            }
            steps[most]++;
            missing[most]--;
        }
        return new Expression(
                share(steps[0]),
                share(steps[1]),
                share(steps[2]),
                share(steps[3]),
                share(steps[4]),
                share(steps[5]),
                share(steps[6]));
    }

    private static double share(int steps) {
        return (double) steps / STEPS;
    }

    /**
     * The distress score: fear, and sadness only as far as there is something like fear in the same
     * look; in [0, 1]. Anger is left out on purpose: someone angry on the phone is no emergency.
     * Happiness, surprise and disgust never add either. The rule and its source:
     * docs/decisions/002-distress.md.
     */
    public double distress() {
        double counted = Math.min(1, fear / FEAR_THAT_MAKES_SADNESS_COUNT);
        return Math.min(1, fear + sadness * counted);
    }
}
