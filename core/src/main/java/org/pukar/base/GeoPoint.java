package org.pukar.base;

import java.util.Locale;
import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.GeodesicMask;

/**
 * A place on Earth.
 *
 * @param latitude degrees north on WGS84, in [-90, 90]
 * @param longitude degrees east on WGS84, in [-180, 180]
 */
public record GeoPoint(double latitude, double longitude) {
    public GeoPoint {
        if (!(latitude >= -90 && latitude <= 90)) {
            throw new IllegalArgumentException(
                    "latitude must be in [-90, 90] degrees, got " + latitude);
        }
        if (!(longitude >= -180 && longitude <= 180)) {
            throw new IllegalArgumentException(
                    "longitude must be in [-180, 180] degrees, got " + longitude);
        }
    }

    /**
     * The shortest way over the WGS84 ellipsoid, in meters; good to 15 nanometers (Karney 2013).
     */
    public double metersTo(GeoPoint other) {
        return Geodesic.WGS84.Inverse(
                        latitude, longitude, other.latitude, other.longitude, GeodesicMask.DISTANCE)
                .s12;
    }

    /** As {@code "26.85020, 80.94110"}: latitude, longitude, about one meter sharp. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.5f, %.5f", latitude, longitude);
    }
}
