package org.pukar.server.safeguard;

/**
 * Ways to say how likely what was seen on one day and on another is the same person's. Each gives
 * shape {people, people}: the likeness of one person's first day to another one's second day; NaN
 * where the two are not compared.
 */
final class Linking {
    /** People are learnt from in four of so many parts, and told apart in the fifth. */
    private static final int PARTS = 5;

    private Linking() {}

    /** The sum of what differs, without learning. */
    static double[][] byDistance(double[][] first, double[][] second) {
        double[][] likeness = new double[first.length][first.length];
        for (int i = 0; i < first.length; i++) {
            for (int j = 0; j < first.length; j++) {
                for (double d : Matrices.difference(first[i], second[j])) {
                    likeness[i][j] -= Math.abs(d);
                }
            }
        }
        return likeness;
    }

    /**
     * The likelihood that two days are one person's over that they are two people's: differences of
     * both kinds are taken as normal, with covariances learnt from other people.
     *
     * @param ridge added to the covariances' diagonals, as a share of its mean
     */
    static double[][] byLearning(double[][] first, double[][] second, double ridge) {
        double[][] likeness = new double[first.length][first.length];
        for (int part = 0; part < PARTS; part++) {
            double[][] weights = learnt(first, second, part, ridge);
            for (int i = 0; i < first.length; i++) {
                for (int j = 0; j < first.length; j++) {
                    if (i % PARTS == part) {
                        likeness[i][j] =
                                j % PARTS != part
                                        ? Double.NaN
                                        : Matrices.form(
                                                weights, Matrices.difference(first[i], second[j]));
                    }
                }
            }
        }
        return likeness;
    }

    private static double[][] learnt(
            double[][] first, double[][] second, int without, double ridge) {
        int values = first[0].length;
        double[][] within = new double[values][values];
        double[][] between = new double[values][values];
        int people = 0;
        for (int i = 0; i < first.length; i++) {
            if (i % PARTS != without) {
                people++;
                Matrices.addOuter(within, Matrices.difference(first[i], second[i]), 1);
                for (int away = 1; away <= 5; away++) {
                    int j = (i + PARTS * away) % first.length; // of the same part
                    Matrices.addOuter(between, Matrices.difference(first[i], second[j]), .2);
                }
            }
        }
        double by = ridge * Matrices.meanOfDiagonal(between);
        double[][] same = Matrices.inverse(scaled(within, people, by));
        double[][] other = Matrices.inverse(scaled(between, people, by));
        for (int i = 0; i < values; i++) {
            other[i] = Matrices.difference(other[i], same[i]);
        }
        return other;
    }

    private static double[][] scaled(double[][] sum, int people, double by) {
        for (double[] row : sum) {
            for (int j = 0; j < row.length; j++) {
                row[j] /= people;
            }
        }
        return Matrices.raised(sum, by / people);
    }
}
