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

    /**
     * What fear is told as where it is nearer to one of these than to a fiftieth: most of what is
     * no fear lies there, and beside sadness a hundredth more is a twentieth more distress.
     */
    private static final double[] FAINT = {0, .002, .01};

    private static final double FAINT_BELOW = .015;

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
     * traces of whose it is (docs/safeguards.md, P7 and P8). Faint fear alone is told finer, and
     * the likeliest class as much less.
     */
    public Expression inSteps() {
        double faint = fear < FAINT_BELOW ? nearest(FAINT, fear) : 0;
        int afraid = fear < FAINT_BELOW ? 0 : (int) Math.rint(Math.min(1, fear) * STEPS);
        double[] exact = {neutral, happiness, surprise, sadness, anger, disgust};
        double[] told = new double[exact.length];
        double[] missing = new double[exact.length];
        int left = STEPS - afraid;
        for (int i = 0; i < exact.length; i++) {
            told[i] = Math.min(left, Math.floor(exact[i] * STEPS));
            missing[i] = exact[i] * STEPS - told[i];
            left -= (int) told[i];
        }
        for (; left > 0; left--) {
            int next = most(missing);
            told[next]++;
            missing[next]--;
        }
        int likeliest = 0;
        for (int i = 1; i < told.length; i++) {
            boolean alike = told[i] == told[likeliest];
            if (told[i] > told[likeliest] || (alike && missing[i] < missing[likeliest])) {
                likeliest = i; // of those told alike, the one told most above what it is
            }
        }
        told[likeliest] -= faint * STEPS;
        return new Expression(
                told[0] / STEPS,
                told[1] / STEPS,
                told[2] / STEPS,
                told[3] / STEPS,
                told[4] / STEPS,
                told[5] / STEPS,
                faint + (double) afraid / STEPS);
    }

    private static double nearest(double[] levels, double value) {
        double nearest = levels[0];
        for (double level : levels) {
            nearest = Math.abs(level - value) < Math.abs(nearest - value) ? level : nearest;
        }
        return nearest;
    }

    private static int most(double[] of) {
        int most = 0;
        for (int i = 1; i < of.length; i++) {
            most = of[i] > of[most] ? i : most;
        }
        return most;
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
