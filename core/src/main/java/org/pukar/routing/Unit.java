package org.pukar.routing;

import java.time.Instant;
import java.util.Optional;
import org.pukar.base.GeoPoint;

/**
 * A patrol: a vehicle, or officers on foot.
 *
 * @param id short, unique in the city, no station's
 * @param name its call sign
 * @param stationId the station it belongs to
 * @param womenOfficers whether women officers are on board: some who ask for help wish for them
 * @param position where it last said it was
 */
public record Unit(
        String id, String name, String stationId, boolean womenOfficers, Optional<Fix> position) {
    /**
     * A position with its age.
     *
     * @param place where
     * @param at when it said so
     */
    public record Fix(GeoPoint place, Instant at) {}
}
