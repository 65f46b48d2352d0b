package org.pukar.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.pukar.cue.Expression;

/**
 * What one track's readings add up to: a one-sided sequential test (CUSUM, Page 1954) over looks,
 * against the face's own baseline. A look counts only as far as it is both like distress and unlike
 * this face at rest, so a face that always looks that way adds nothing. Abstentions are never
 * added: they carry no evidence either way.
 *
 * @param baseline what this face usually looks like
 * @param open readings of the look that has not ended
 * @param openedAt when the first of them was taken
 * @param sum the evidence, at least 0
 * @param looks the last minute's, oldest first
 */
public record Evidence(
        Baseline baseline,
        List<Expression> open,
        Optional<Instant> openedAt,
        double sum,
        List<Look> looks) {
    /** Added to both sides of the odds, so that a score of 0 or 1 stays finite. */
    private static final double SOFTENING = .01;

    /**
     * Log-likelihood ratio of distress against calm at log-odds x: slope * x + offset, by logistic
     * regression with equal class weights on FER+'s validation part
     * (training/face-expression/measure_distress.py; models/face-expression/distress.json), with
     * the former model. For the one in force it is on the safe side
     * (docs/decisions/003-evidence.md).
     */
    private static final double LEVEL_SLOPE = 0.6254;

    private static final double LEVEL_OFFSET = 1.4266;

    /**
     * The same for the rise x - baseline: nothing speaks for distress until the odds have risen by
     * e^2, about from .02 to .12. Our choice, to be measured with the evidence issue's quiet
     * footage.
     */
    private static final double RISE_SLOPE = 1.5;

    private static final double RISE_AT_ZERO = 2.0;

    /** No single look weighs more: at a tenth of an alarm a day it takes at least four. */
    private static final double MOST_PER_LOOK = 3.5;

    /** A calm look takes back as much as this at the most. */
    private static final double LEAST_PER_LOOK = -3.5;

    /**
     * Evidence does not rise past the threshold by more than a look, so that it comes down as fast
     * as it rose.
     */
    private static final double HEADROOM = MOST_PER_LOOK;

    /** Below this sum a look is calm enough to learn the baseline from. */
    private static final double CALM = 1;

    /** How many looks are kept for the plot on the desk. */
    private static final int KEPT_LOOKS = 60;

    public Evidence {
        open = List.copyOf(open);
        looks = List.copyOf(looks);
    }

    public static Evidence none() {
        return new Evidence(Baseline.general(), List.of(), Optional.empty(), 0, List.of());
    }

    /** The shortest time of the clearest distress that makes a signal, with one face in view. */
    public static Duration shortest(EvidenceSettings settings) {
        int looks = (int) Math.ceil(settings.threshold(1) / MOST_PER_LOOK);
        return settings.lookLength().multipliedBy(looks);
    }

    /**
     * Adds one reading. A look that has lasted its time ends with the last reading inside it.
     *
     * @param threshold what makes a signal now, see {@link EvidenceSettings#threshold}
     */
    public Evidence add(
            Instant at, Expression reading, EvidenceSettings settings, double threshold) {
        if (openedAt.isPresent() && !at.isBefore(openedAt.get().plus(settings.lookLength()))) {
            return closed(at, threshold).with(at, reading);
        }
        return with(at, reading);
    }

    private Evidence with(Instant at, Expression reading) {
        List<Expression> more = new ArrayList<>(open);
        more.add(reading);
        return new Evidence(baseline, more, Optional.of(openedAt.orElse(at)), sum, looks);
    }

    private Evidence closed(Instant at, double threshold) {
        Expression median =
                open.stream()
                        .sorted(Comparator.comparingDouble(Expression::distress))
                        .toList()
                        .get((open.size() - 1) / 2);
        double distress = median.distress();
        double logOdds = Math.log((distress + SOFTENING) / (1 - distress + SOFTENING));
        double level = LEVEL_SLOPE * logOdds + LEVEL_OFFSET;
        double rise = RISE_SLOPE * (logOdds - baseline.logOdds() - RISE_AT_ZERO);
        double most = baseline.formed() ? MOST_PER_LOOK : MOST_PER_LOOK / 2;
        double weight = Math.max(LEAST_PER_LOOK, Math.min(most, Math.min(level, rise)));
        double next = Math.max(0, Math.min(threshold + HEADROOM, sum + weight));
        boolean learn = !baseline.formed() || next < CALM;
        List<Look> kept =
                new ArrayList<>(
                        looks.subList(Math.max(0, looks.size() + 1 - KEPT_LOOKS), looks.size()));
        kept.add(new Look(at, distress, median, open.size(), weight, next));
        return new Evidence(
                learn ? baseline.learn(logOdds) : baseline,
                List.of(),
                Optional.empty(),
                next,
                kept);
    }
}
