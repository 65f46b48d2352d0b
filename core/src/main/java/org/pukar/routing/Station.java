package org.pukar.routing;

import java.util.Optional;
import org.locationtech.jts.geom.Geometry;
import org.pukar.base.GeoPoint;
import org.pukar.base.OpeningHours;

/**
 * A police station.
 *
 * @param id short, unique in the city
 * @param name what people call it
 * @param place its desk
 * @param boundary what it is responsible for, a polygon or several, x = longitude, y = latitude in
 *     degrees
 * @param hours when its desk is staffed
 * @param phone its desk's number, for officers who are on the way
 */
public record Station(
        String id,
        String name,
        GeoPoint place,
        Optional<Geometry> boundary,
        OpeningHours hours,
        Optional<String> phone) {}
