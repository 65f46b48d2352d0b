package org.pukar.server.safeguard;

/** The little of linear algebra that an attack needs; small symmetric matrices alone. */
final class Matrices {
    private Matrices() {}

    /** Adds share times the outer product of a row with itself. */
    static void addOuter(double[][] sum, double[] row, double share) {
        for (int i = 0; i < row.length; i++) {
            for (int j = 0; j < row.length; j++) {
                sum[i][j] += share * row[i] * row[j];
            }
        }
    }

    /** Adds the same to each number of the diagonal, so that there is an inverse. */
    static double[][] raised(double[][] matrix, double by) {
        for (int i = 0; i < matrix.length; i++) {
            matrix[i][i] += by;
        }
        return matrix;
    }

    static double meanOfDiagonal(double[][] matrix) {
        double sum = 0;
        for (int i = 0; i < matrix.length; i++) {
            sum += matrix[i][i];
        }
        return sum / matrix.length;
    }

    /** Gauss and Jordan's inverse of a symmetric matrix whose eigenvalues are over 0. */
    static double[][] inverse(double[][] matrix) {
        int n = matrix.length;
        double[][] left = new double[n][];
        double[][] right = new double[n][n];
        for (int i = 0; i < n; i++) {
            left[i] = matrix[i].clone();
            right[i][i] = 1;
        }
        for (int pivot = 0; pivot < n; pivot++) {
            double by = 1 / left[pivot][pivot];
            for (int j = 0; j < n; j++) {
                left[pivot][j] *= by;
                right[pivot][j] *= by;
            }
            for (int i = 0; i < n; i++) {
                double times = left[i][pivot];
                if (i != pivot && times != 0) {
                    for (int j = 0; j < n; j++) {
                        left[i][j] -= times * left[pivot][j];
                        right[i][j] -= times * right[pivot][j];
                    }
                }
            }
        }
        return right;
    }

    /** row' matrix row. */
    static double form(double[][] matrix, double[] row) {
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            sum += row[i] * dot(matrix[i], row);
        }
        return sum;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static double[] difference(double[] a, double[] b) {
        double[] of = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            of[i] = a[i] - b[i];
        }
        return of;
    }
}
