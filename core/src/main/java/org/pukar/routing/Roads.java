package org.pukar.routing;

import java.time.Duration;
import java.util.Optional;
import org.pukar.base.GeoPoint;

/** How long a vehicle takes from place to place. */
@FunctionalInterface
public interface Roads {
    /** The driving time; empty when no road leads there, or none is known. */
    Optional<Duration> between(GeoPoint from, GeoPoint to);

    /** No roads are known: whoever is nearest is so by straight line. */
    static Roads unknown() {
        return (from, to) -> Optional.empty();
    }
}
