package org.pukar.server.safeguard;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How well somebody's two days are told from two people's: the area under the curve, .5 is chance,
 * 1 never wrong; with an interval of 95 % from 500 draws of people.
 */
record Separation(double area, double low, double high) {
    private static final int DRAWS = 500;

    /** Of several ways to compare, each for itself; the mean of their areas. */
    static Separation of(List<double[][]> likenesses) {
        List<Ranked> ranked = likenesses.stream().map(Ranked::of).toList();
        int people = likenesses.get(0).length;
        int[] once = new int[people];
        Arrays.fill(once, 1);
        Random random = new Random(1);
        double[] areas = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            int[] drawn = new int[people];
            for (int k = 0; k < people; k++) {
                drawn[random.nextInt(people)]++;
            }
            areas[i] = mean(ranked, drawn);
        }
        Arrays.sort(areas);
        return new Separation(mean(ranked, once), areas[DRAWS / 40], areas[DRAWS - 1 - DRAWS / 40]);
    }

    private static double mean(List<Ranked> ranked, int[] times) {
        return ranked.stream().mapToDouble(r -> r.area(times)).average().orElseThrow();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", area, low, high);
    }

    /** Pairs that are compared, the least like first; a pair is {first person, second person}. */
    @SuppressWarnings("ArrayRecordComponent") // lives as long as one measurement
    private record Ranked(int[][] pairs) {
        static Ranked of(double[][] likeness) {
            return new Ranked(
                    IntStream.range(0, likeness.length * likeness.length)
                            .mapToObj(k -> new int[] {k / likeness.length, k % likeness.length})
                            .filter(p -> !Double.isNaN(likeness[p[0]][p[1]]))
                            .sorted(Comparator.comparingDouble(p -> likeness[p[0]][p[1]]))
                            .toArray(int[][]::new));
        }

        /** Each person counts as often as drawn. Equal likeness hardly ever happens. */
        double area(int[] times) {
            double others = 0;
            double same = 0;
            double sum = 0;
            for (int[] pair : pairs) {
                double weight = (double) times[pair[0]];
                if (pair[0] == pair[1]) {
                    same += weight;
                    sum += weight * others;
                } else {
                    others += weight * times[pair[1]];
                }
            }
            return sum / same / others;
        }
    }
}
