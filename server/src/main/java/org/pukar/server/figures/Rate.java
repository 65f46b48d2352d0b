package org.pukar.server.figures;

/**
 * How often something came, with the rate that is passed in only 5 of 100 cases by chance (exact
 * Poisson bound, Garwood 1936), as far as the events are independent: at no event in T days it is 3
 * / T.
 *
 * @param events at least 0
 * @param days watched; without any there is no rate
 */
public record Rate(long events, double days) {
    private static final double CHANCE = .05;

    public Rate {
        if (events < 0 || !(days >= 0)) {
            throw new IllegalArgumentException(
                    "a rate needs events and days of at least 0, got " + events + " in " + days);
        }
    }

    public boolean known() {
        return days > 0;
    }

    /** Events a day. */
    public double perDay() {
        return known() ? events / days : 0;
    }

    /** Events a day, upper 95 % bound; infinite where nothing was watched. */
    public double upper() {
        if (!known()) {
            return Double.POSITIVE_INFINITY;
        }
        double low = events;
        double high = 2 * events + 10.0;
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            if (atMost(events, middle) > CHANCE) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high / days;
    }

    /** The probability of that many events or fewer where so many are expected. */
    private static double atMost(long events, double expected) {
        double logTerm = -expected;
        double sum = Math.exp(logTerm);
        for (long k = 1; k <= events; k++) {
            logTerm += Math.log(expected / k);
            sum += Math.exp(logTerm);
        }
        return sum;
    }
}
