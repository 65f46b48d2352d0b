package org.pukar.cue;

import java.util.Arrays;

/**
 * How finely an expression is told outside the net. What helps to judge a look is told, and no
 * more, since it is in the rest that a face leaves traces of whose it is (docs/safeguards.md, P7
 * and P8). What distress counts is told to its nearest step: fear in fiftieths, faint fear finer,
 * sadness in twentieths. The others share the rest in tenths, what is less than one to the
 * likeliest of them. The likeliest of all stays so, or is told alike. Pure.
 */
final class Steps {
    private static final int FEAR = 2;
    private static final int SADNESS = 5;
    private static final int OTHERS = 10;

    /**
     * What fear is told as where it is nearer to one of these than to a fiftieth: most of what is
     * no fear lies there, and beside sadness a hundredth more is a twentieth more distress.
     */
    private static final double[] FAINT = {0, .002, .01};

    private static final double FAINT_BELOW = .015;

    /** Of the others, in hundredths: neutral, happiness, surprise, anger, disgust. */
    private final double[] exact;

    private final int[] told;

    /** The likeliest of the others. */
    private final int first;

    private Steps(Expression e, int hundredths) {
        exact = new double[] {e.neutral(), e.happiness(), e.surprise(), e.anger(), e.disgust()};
        for (int i = 0; i < exact.length; i++) {
            exact[i] *= 100;
        }
        told = new int[exact.length];
        first = most(exact);
        share(hundredths);
    }

    static Expression of(Expression e) {
        double faint = e.fear() < FAINT_BELOW ? nearest(FAINT, e.fear()) : 0;
        int fear = e.fear() < FAINT_BELOW ? 0 : nearest(FEAR, e.fear());
        int sadness = nearest(SADNESS, e.sadness());
        while (sadness > 0 && fear + sadness > 100 - Math.ceil(100 * faint)) {
            sadness -= SADNESS;
        }
        Steps others = new Steps(e, 100 - fear - sadness);
        if (others.exact[others.first] > 100 * Math.max(e.fear(), e.sadness())) {
            others.raiseFirst(Math.max(fear, sadness) + (int) Math.ceil(100 * faint));
        } else {
            others.lowerFirst(e.fear() > e.sadness() ? fear : sadness);
        }
        double[] share = Arrays.stream(others.told).mapToDouble(t -> t / 100.).toArray();
        share[others.first] = Math.rint(1000 * (share[others.first] - faint)) / 1000;
        return new Expression(
                share[0],
                share[1],
                share[2],
                sadness / 100.,
                share[3],
                share[4],
                faint + fear / 100.);
    }

    /** Whole steps by what each lacks. */
    private void share(int hundredths) {
        double[] lacking = new double[exact.length];
        int left = hundredths;
        for (int i = 0; i < exact.length; i++) {
            told[i] = OTHERS * (int) (exact[i] / OTHERS);
            lacking[i] = exact[i] - told[i];
            left -= told[i];
        }
        for (int next = most(lacking); left >= OTHERS && lacking[next] > 0; next = most(lacking)) {
            told[next] += OTHERS;
            left -= OTHERS;
            lacking[next] = 0;
        }
        told[first] += left;
    }

    /** Until it is told more than this and than any other, from those told more than they are. */
    private void raiseFirst(int above) {
        for (int from = farthest(1);
                from != first && told[first] <= Math.max(above, mostTold());
                from = farthest(1)) {
            told[from] -= OTHERS;
            told[first] += OTHERS;
        }
    }

    /** Until it is told less than what is likelier, to those told less than they are. */
    private void lowerFirst(int below) {
        for (int to = farthest(-1); to != first && told[first] >= below; to = farthest(-1)) {
            told[first] -= OTHERS;
            told[to] += OTHERS;
        }
    }

    /** Which other one is told farthest above (1) or below (-1) what it is; first where none is. */
    private int farthest(int way) {
        double[] off = new double[exact.length];
        for (int i = 0; i < exact.length; i++) {
            off[i] = i == first ? 0 : way * (told[i] - exact[i]);
        }
        int most = most(off);
        return off[most] > 0 ? most : first;
    }

    /** The most that another one than the first is told. */
    private int mostTold() {
        int most = 0;
        for (int i = 0; i < told.length; i++) {
            most = i == first ? most : Math.max(most, told[i]);
        }
        return most;
    }

    /** In hundredths. */
    private static int nearest(int step, double value) {
        return step * (int) Math.rint(100 * Math.min(1, value) / step);
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
