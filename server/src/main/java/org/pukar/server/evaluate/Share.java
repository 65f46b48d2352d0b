package org.pukar.server.evaluate;

/**
 * So many of so many, with the interval that holds the true share in 95 of 100 cases (Wilson 1927),
 * as far as the counts are independent.
 *
 * @param hits at most {@code of}
 */
public record Share(long hits, long of) {
    /** The 97.5 % point of the normal distribution. */
    private static final double Z = 1.959963984540054;

    public Share {
        if (!(hits >= 0 && hits <= of)) {
            throw new IllegalArgumentException(
                    "a share's hits must be in [0, %d], got %d".formatted(of, hits));
        }
    }

    /** Whether anything was counted; without it there is no value. */
    public boolean known() {
        return of > 0;
    }

    /** In [0, 1]; 0 when nothing was counted. */
    public double value() {
        return known() ? (double) hits / of : 0;
    }

    /** The interval's lower end; 0 when nothing was counted. */
    public double low() {
        return known() ? Math.max(0, middle() - half()) : 0;
    }

    /** The interval's upper end; 1 when nothing was counted. */
    public double high() {
        return known() ? Math.min(1, middle() + half()) : 1;
    }

    private double middle() {
        return (value() + Z * Z / (2 * of)) / (1 + Z * Z / of);
    }

    private double half() {
        double p = value();
        return Z * Math.sqrt(p * (1 - p) / of + Z * Z / (4.0 * of * of)) / (1 + Z * Z / of);
    }
}
