package org.pukar.cue;

import java.util.Arrays;

/**
 * How finely an expression is told outside the net. What helps to judge a look is told, and no
 * more, since it is in the rest that a face leaves traces of whose it is (docs/safeguards.md, P7
 * and P8): fear in fiftieths, faint fear finer; sadness, which distress counts, in twentieths; all
 * else in tenths. The likeliest of those other than fear is told what is left, too, and stays the
 * likeliest. Pure.
 */
final class Steps {
    /** Of a step of neutral, happiness, surprise, sadness, anger and disgust. */
    private static final int[] HUNDREDTHS = {10, 10, 10, 5, 10, 10};

    /**
     * What fear is told as where it is nearer to one of these than to a fiftieth: most of what is
     * no fear lies there, and beside sadness a hundredth more is a twentieth more distress.
     */
    private static final double[] FAINT = {0, .002, .01};

    private static final double FAINT_BELOW = .015;

    private Steps() {}

    static Expression of(Expression e) {
        double fear = e.fear();
        double faint = fear < FAINT_BELOW ? nearest(FAINT, fear) : 0;
        int afraid = fear < FAINT_BELOW ? 0 : 2 * (int) Math.rint(Math.min(1, fear) * 50);
        double[] exact = {
            e.neutral(), e.happiness(), e.surprise(), e.sadness(), e.anger(), e.disgust()
        };
        for (int i = 0; i < exact.length; i++) {
            exact[i] *= 100;
        }
        int first = most(exact);
        int[] told = shared(exact, first, 100 - afraid);
        double ahead = exact[first] < 100 * fear ? 0 : afraid;
        for (int over = over(told, exact, first);
                over >= 0 && told[first] - 100 * faint <= Math.max(ahead, most(told, first));
                over = over(told, exact, first)) {
            told[over] -= HUNDREDTHS[over];
            told[first] += HUNDREDTHS[over];
        }
        double[] share = Arrays.stream(told).mapToDouble(t -> t / 100.).toArray();
        share[first] = Math.rint(1000 * (share[first] - faint)) / 1000;
        return new Expression(
                share[0], share[1], share[2], share[3], share[4], share[5], faint + afraid / 100.);
    }

    /** So many hundredths in whole steps, by what each lacks; what is less than a step, to one. */
    private static int[] shared(double[] exact, int first, int hundredths) {
        int[] told = new int[exact.length];
        double[] lacking = new double[exact.length];
        int left = hundredths;
        for (int i = 0; i < exact.length; i++) {
            told[i] = HUNDREDTHS[i] * (int) (exact[i] / HUNDREDTHS[i]);
            lacking[i] = (exact[i] - told[i]) / HUNDREDTHS[i];
            left -= told[i];
        }
        for (int next = most(lacking); lacking[next] > 0; next = most(lacking)) {
            if (HUNDREDTHS[next] <= left) {
                told[next] += HUNDREDTHS[next];
                left -= HUNDREDTHS[next];
            }
            lacking[next] = 0;
        }
        told[first] += left;
        return told;
    }

    /** Which other one is told most above what it is, or -1. */
    private static int over(int[] told, double[] exact, int first) {
        double[] over = new double[told.length];
        for (int i = 0; i < told.length; i++) {
            over[i] = i == first ? 0 : told[i] - exact[i];
        }
        int most = most(over);
        return over[most] > 0 ? most : -1;
    }

    /** The most that another one is told. */
    private static int most(int[] told, int first) {
        int most = 0;
        for (int i = 0; i < told.length; i++) {
            most = i == first ? most : Math.max(most, told[i]);
        }
        return most;
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
}
