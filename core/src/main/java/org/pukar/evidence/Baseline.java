package org.pukar.evidence;

/**
 * What this face usually looks like, as the mean of its calm looks' log-odds of distress; it starts
 * from what faces look like in general, so that someone who comes into view in distress is still
 * seen.
 *
 * @param sum of the log-odds of the looks learned from, the general ones included
 * @param weight how many looks that is
 * @param own how many of them are this face's own
 */
record Baseline(double sum, double weight, int own) {
    /**
     * Faces in general: the median log-odds of FER+'s calm validation faces
     * (models/face-expression/distress.json).
     */
    static final double GENERAL = -4.6;

    /**
     * The general mean counts as three looks: half a baseline is the face's own after three
     * seconds.
     */
    private static final double GENERAL_WEIGHT = 3;

    /**
     * A face that rests at a distress of .25 or more is treated as resting there: log-odds of .26
     * to .76.
     */
    private static final double HIGHEST = -1.07;

    /** The last minute of calm looks; older ones fade. */
    private static final double MOST_WEIGHT = 60;

    /** So many looks are learned from at first sight, whatever they show. */
    static final int FORMED_AFTER = 6;

    static Baseline general() {
        return new Baseline(GENERAL * GENERAL_WEIGHT, GENERAL_WEIGHT, 0);
    }

    boolean formed() {
        return own >= FORMED_AFTER;
    }

    double logOdds() {
        return Math.min(HIGHEST, sum / weight);
    }

    Baseline learn(double logOdds) {
        double keep = weight < MOST_WEIGHT ? 1 : (MOST_WEIGHT - 1) / MOST_WEIGHT;
        return new Baseline(sum * keep + logOdds, weight * keep + 1, own + 1);
    }
}
