package org.pukar.server.safeguard;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * A logistic regression that says one of two things of a look, on people that it has not learnt
 * from, and how often it is right: the mean of both things' shares, .5 is chance; with an interval
 * of 95 % from 500 draws of people.
 */
record Telling(double right, double low, double high) {
    private static final int PARTS = 5;
    private static final int STEPS = 30;
    private static final int DRAWS = 500;

    /** Keeps weights small; more changes nothing that matters. Our choice. */
    private static final double DECAY = .003;

    /**
     * Learns from four fifths of the people, asks of the others, five times over.
     *
     * @param rows shape {looks, values}
     * @param isSo shape {looks}
     * @param person of each look, from 0 on
     */
    static Telling of(double[][] rows, boolean[] isSo, int[] person) {
        double[][] known = withOne(standard(rows));
        boolean[] says = new boolean[rows.length];
        for (int part = 0; part < PARTS; part++) {
            double[] weights = learnt(known, isSo, person, part);
            for (int i = 0; i < rows.length; i++) {
                if (person[i] % PARTS == part) {
                    says[i] = Matrices.dot(weights, known[i]) > 0;
                }
            }
        }
        int people = person[person.length - 1] + 1;
        int[] once = new int[people];
        Arrays.fill(once, 1);
        Random random = new Random(1);
        double[] draws = new double[DRAWS];
        for (int k = 0; k < DRAWS; k++) {
            int[] drawn = new int[people];
            for (int n = 0; n < people; n++) {
                drawn[random.nextInt(people)]++;
            }
            draws[k] = right(says, isSo, person, drawn);
        }
        Arrays.sort(draws);
        return new Telling(
                right(says, isSo, person, once), draws[DRAWS / 40], draws[DRAWS - 1 - DRAWS / 40]);
    }

    /** Values and their squares. */
    static double[][] squared(double[][] rows) {
        double[][] of = standard(rows);
        for (int i = 0; i < of.length; i++) {
            double[] row = Arrays.copyOf(of[i], 2 * of[i].length);
            for (int j = 0; j < of[i].length; j++) {
                row[of[i].length + j] = of[i][j] * of[i][j];
            }
            of[i] = row;
        }
        return of;
    }

    private static double right(boolean[] says, boolean[] isSo, int[] person, int[] times) {
        double[] all = new double[2];
        double[] right = new double[2];
        for (int i = 0; i < says.length; i++) {
            int which = isSo[i] ? 1 : 0;
            all[which] += times[person[i]];
            right[which] += says[i] == isSo[i] ? times[person[i]] : 0;
        }
        return (right[0] / all[0] + right[1] / all[1]) / 2;
    }

    /** Newton's steps. */
    private static double[] learnt(double[][] rows, boolean[] isSo, int[] person, int without) {
        int values = rows[0].length;
        double[] weights = new double[values];
        for (int step = 0; step < STEPS; step++) {
            double[] slope = new double[values];
            double[][] bend = new double[values][values];
            int looks = 0;
            for (int i = 0; i < rows.length; i++) {
                if (person[i] % PARTS != without) {
                    looks++;
                    double p = 1 / (1 + Math.exp(-Matrices.dot(weights, rows[i])));
                    for (int j = 0; j < values; j++) {
                        slope[j] += (p - (isSo[i] ? 1 : 0)) * rows[i][j];
                    }
                    Matrices.addOuter(bend, rows[i], p * (1 - p));
                }
            }
            for (int j = 0; j < values; j++) {
                slope[j] += DECAY * looks * weights[j];
            }
            double[][] inverse = Matrices.inverse(Matrices.raised(bend, DECAY * looks));
            for (int j = 0; j < values; j++) {
                weights[j] -= Matrices.dot(inverse[j], slope);
            }
        }
        return weights;
    }

    private static double[][] standard(double[][] rows) {
        int values = rows[0].length;
        double[][] of = new double[rows.length][values];
        for (int j = 0; j < values; j++) {
            double mean = 0;
            double square = 0;
            for (double[] row : rows) {
                mean += row[j] / rows.length;
                square += row[j] * row[j] / rows.length;
            }
            double spread = Math.sqrt(Math.max(1e-12, square - mean * mean));
            for (int i = 0; i < rows.length; i++) {
                of[i][j] = (rows[i][j] - mean) / spread;
            }
        }
        return of;
    }

    private static double[][] withOne(double[][] rows) {
        double[][] of = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            of[i] = Arrays.copyOf(rows[i], rows[i].length + 1);
            of[i][rows[i].length] = 1;
        }
        return of;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", right, low, high);
    }
}
