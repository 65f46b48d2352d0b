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
     * The same in steps, which sum to 1: all that is known of a look outside the net. Fear is told
     * in fiftieths and faint fear finer, sadness in twentieths, all else in tenths ({@link Steps}).
     */
    public Expression inSteps() {
        return Steps.of(this);
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
