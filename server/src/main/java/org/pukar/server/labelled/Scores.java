package org.pukar.server.labelled;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Figures of answers that were read. A figure that can't be had (no positive, no negative) is NaN.
 */
final class Scores {
    private static final int BINS = 15;

    private Scores() {}

    /**
     * One answer for one question.
     *
     * @param score larger says more surely yes
     */
    record Scored(double score, boolean positive) {}

    /**
     * One answer for calibration.
     *
     * @param probabilities shape {7}, in the labels' order
     */
    @SuppressWarnings("ArrayRecordComponent") // never handed out
    record Judged(double[] probabilities, int label) {
        int answer() {
            int best = 0;
            for (int i = 1; i < probabilities.length; i++) {
                best = probabilities[i] > probabilities[best] ? i : best;
            }
            return best;
        }

        boolean right() {
            return answer() == label;
        }

        double confidence() {
            return probabilities[answer()];
        }
    }

    /**
     * The probability that a positive scores above a negative; ties count half (Mann and Whitney
     * 1947).
     */
    static double auc(List<Scored> rows) {
        List<Scored> sorted =
                rows.stream().sorted(Comparator.comparingDouble(Scored::score)).toList();
        double below = 0;
        double sum = 0;
        double positives = 0;
        for (int i = 0; i < sorted.size(); ) {
            int end = i;
            double yes = 0;
            while (end < sorted.size() && sorted.get(end).score() == sorted.get(i).score()) {
                yes += sorted.get(end++).positive() ? 1 : 0;
            }
            double no = end - i - yes;
            sum += yes * (below + no / 2);
            below += no;
            positives += yes;
            i = end;
        }
        return positives * below == 0 ? Double.NaN : sum / (positives * below);
    }

    /**
     * The share of positives above a score that no more than that share of the negatives passes.
     */
    static double recallAt(List<Scored> rows, double falsePositives) {
        double[] no =
                rows.stream()
                        .filter(r -> !r.positive())
                        .mapToDouble(Scored::score)
                        .sorted()
                        .toArray();
        double[] yes = rows.stream().filter(Scored::positive).mapToDouble(Scored::score).toArray();
        if (no.length == 0 || yes.length == 0) {
            return Double.NaN;
        }
        double limit = no[no.length - 1 - (int) (falsePositives * no.length)];
        return (double) Arrays.stream(yes).filter(score -> score > limit).count() / yes.length;
    }

    /**
     * Expected calibration error: the mean gap between confidence and accuracy over 15 even bins
     * (Guo et al. 2017).
     */
    static double calibrationError(List<Judged> rows) {
        double sum = 0;
        for (Bin bin : bins(rows)) {
            sum += bin.count() * Math.abs(bin.confidence() - bin.accuracy());
        }
        return rows.isEmpty() ? Double.NaN : sum / rows.size();
    }

    /** The answers of one bin of confidence. */
    record Bin(int count, double confidence, double accuracy) {}

    /** Bins that hold an answer, from unsure to sure. */
    static List<Bin> bins(List<Judged> rows) {
        int[] count = new int[BINS];
        double[] confidence = new double[BINS];
        double[] right = new double[BINS];
        for (Judged row : rows) {
            int bin = Math.min(BINS - 1, (int) (row.confidence() * BINS));
            count[bin]++;
            confidence[bin] += row.confidence();
            right[bin] += row.right() ? 1 : 0;
        }
        return IntStream.range(0, BINS)
                .filter(i -> count[i] > 0)
                .mapToObj(i -> new Bin(count[i], confidence[i] / count[i], right[i] / count[i]))
                .toList();
    }

    /**
     * The mean squared distance of the probabilities from the truth, summed over the classes (Brier
     * 1950).
     */
    static double brier(List<Judged> rows) {
        double sum = 0;
        for (Judged row : rows) {
            for (int i = 0; i < row.probabilities().length; i++) {
                double gap = row.probabilities()[i] - (i == row.label() ? 1 : 0);
                sum += gap * gap;
            }
        }
        return rows.isEmpty() ? Double.NaN : sum / rows.size();
    }

    /** How wrong the surest answers are. */
    record Risk(double coverage, double risk) {}

    /**
     * The share of wrong answers among the surest, by how many of all pictures are answered.
     *
     * @param asked pictures, those without an answer too
     */
    static List<Risk> risks(List<Judged> rows, int asked) {
        List<Judged> sorted =
                rows.stream()
                        .sorted(Comparator.comparingDouble(Judged::confidence).reversed())
                        .toList();
        Risk[] risks = new Risk[sorted.size()];
        int wrong = 0;
        for (int i = 0; i < risks.length; i++) {
            wrong += sorted.get(i).right() ? 0 : 1;
            risks[i] = new Risk((i + 1.0) / asked, (double) wrong / (i + 1));
        }
        return List.of(risks);
    }
}
