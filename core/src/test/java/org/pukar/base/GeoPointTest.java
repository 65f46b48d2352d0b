package org.pukar.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeoPointTest {
    /**
     * The first is the line of the Australian geodetic manual (GDA94, section 4), which Vincenty's
     * formulas are checked with; the second Karney's example of JFK to LHR; the third nearly the
     * other side of the Earth, where Vincenty's formulas do not converge; the rest are Karney's
     * GeodTest points as used by GeographicLib's own tests.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    -37.951033417 | 144.424867889 | -37.652821139 | 143.926495528 | 54972.271        | .001
                    40.6          | -73.8         | 51.6          | -0.5          | 5551759.400      | .001
                    0             | 0             | 0.5           | 179.5         | 19936288.579     | .001
                    35.60777      | -139.44815    | -11.17491     | -69.95921     | 8935244.56048183 | .000001
                    -21.97856     | 142.59065     | 41.84138      | 98.56635      | 8394328.89465767 | .000001
                    -17.42761     | 173.34268     | -15.84784     | 5.93557       | 16076603.1631181 | .000001
                    26.85         | 80.94         | 26.85         | 80.94         | 0                | 0
                    """)
    void measuresTheShortestWayAsPublished(
            double fromLatitude,
            double fromLongitude,
            double toLatitude,
            double toLongitude,
            double meters,
            double sharp) {
        GeoPoint from = new GeoPoint(fromLatitude, fromLongitude);
        GeoPoint to = new GeoPoint(toLatitude, toLongitude);

        assertThat(from.metersTo(to)).isEqualTo(meters, within(sharp));
        assertThat(to.metersTo(from)).isEqualTo(meters, within(sharp));
    }

    @Test
    void crossesTheDateLineTheShortWay() {
        assertThat(new GeoPoint(0, 179.9).metersTo(new GeoPoint(0, -179.9)))
                .isEqualTo(22_263.898, within(.001));
        assertThat(new GeoPoint(0, 180).metersTo(new GeoPoint(0, -180))).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    NaN       | 0         | latitude must be in [-90, 90] degrees, got NaN
                    0         | NaN       | longitude must be in [-180, 180] degrees, got NaN
                    90.0001   | 0         | latitude must be in [-90, 90] degrees, got 90.0001
                    -91       | 0         | latitude must be in [-90, 90] degrees, got -91.0
                    0         | 180.5     | longitude must be in [-180, 180] degrees, got 180.5
                    0         | -Infinity | longitude must be in [-180, 180] degrees, got -Infinity
                    """)
    void refusesWhatIsNoPlace(double latitude, double longitude, String message) {
        assertThatThrownBy(() -> new GeoPoint(latitude, longitude))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void takesThePolesAndTheDateLine() {
        assertThat(new GeoPoint(90, -180)).hasToString("90.00000, -180.00000");
        assertThat(new GeoPoint(26.850204, 80.941096)).hasToString("26.85020, 80.94110");
    }
}
