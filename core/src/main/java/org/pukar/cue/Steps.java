package org.pukar.cue;

import java.util.Arrays;

/**
 * How finely an expression is told outside the net. What helps to judge a look is told, and no
 * more, since it is in the rest that a face leaves traces of whose it is (docs/safeguards.md, P7
 * and P8). Fear is told to the nearest fiftieth, faint fear finer. The others share the rest in
 * steps, by what each lacks: sadness, which distress counts, in twentieths, all else in tenths;
 * what is less than a step is the likeliest one's, which may so be told a tenth and a half off.
 * Whether that or fear is likelier is told as it is, but where they are nearly alike. Pure.
 */
final class Steps {
    private static final int FEAR = 2;

    /** Of neutral, happiness, surprise, sadness, anger, disgust; in hundredths, as all here. */
    private static final int[] OTHERS = {10, 10, 10, 5, 10, 10};

    private static final int SADNESS = 3;

    /** Less sadness than this makes none that is told, so that no distress comes of nothing. */
    private static final double LEAST_SADNESS = 1;

    /**
     * What fear is told as where it is nearer to one of these than to a fiftieth: most of what is
     * no fear lies there, and beside sadness a hundredth more is a twentieth more distress.
     */
    private static final double[] FAINT = {0, .002, .01};

    private static final double FAINT_BELOW = .015;

    private final double[] exact;
    private final int[] told;

    /** The likeliest. */
    private final int first;

    private Steps(Expression e, int hundredths) {
        exact =
                new double[] {
                    e.neutral(), e.happiness(), e.surprise(), e.sadness(), e.anger(), e.disgust()
                };
        for (int i = 0; i < exact.length; i++) {
            exact[i] *= 100;
        }
        told = new int[exact.length];
        first = most(exact);
        share(hundredths);
    }

    static Expression of(Expression e) {
        double faint = e.fear() < FAINT_BELOW ? nearest(FAINT, e.fear()) : 0;
        int fear =
                e.fear() < FAINT_BELOW
                        ? 0
                        : FEAR * (int) Math.rint(100 * Math.min(1, e.fear()) / FEAR);
        Steps others = new Steps(e, 100 - fear);
        if (others.exact[others.first] > 100 * e.fear()) {
            others.raiseFirst(fear + (int) Math.ceil(100 * faint));
        } else {
            others.lowerFirst(fear);
        }
        double[] share = Arrays.stream(others.told).mapToDouble(t -> t / 100.).toArray();
        share[others.first] = Math.rint(1000 * (share[others.first] - faint)) / 1000;
        return new Expression(
                share[0], share[1], share[2], share[3], share[4], share[5], faint + fear / 100.);
    }

    private void share(int hundredths) {
        double[] lacking = new double[exact.length];
        int left = hundredths;
        for (int i = 0; i < exact.length; i++) {
            told[i] = OTHERS[i] * (int) (exact[i] / OTHERS[i]);
            lacking[i] = (exact[i] - told[i]) / OTHERS[i];
            left -= told[i];
        }
        if (exact[SADNESS] - told[SADNESS] < LEAST_SADNESS) {
            lacking[SADNESS] = 0;
        }
        for (int next = most(lacking); lacking[next] > 0; next = most(lacking)) {
            if (OTHERS[next] <= left) {
                told[next] += OTHERS[next];
                left -= OTHERS[next];
            }
            lacking[next] = 0;
        }
        told[first] += left;
    }

    /** Until it is told more than this and than any other, from those told more than they are. */
    private void raiseFirst(int above) {
        for (int from = farthest(1);
                from != first && told[first] <= Math.max(above, mostTold());
                from = farthest(1)) {
            told[from] -= OTHERS[from];
            told[first] += OTHERS[from];
        }
    }

    /** Until it is told less than this, to those told less than they are. */
    private void lowerFirst(int below) {
        for (int to = farthest(-1); to != first && told[first] >= below; to = farthest(-1)) {
            told[first] -= OTHERS[to];
            told[to] += OTHERS[to];
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
