package org.pukar.routing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.pukar.base.GeoPoint;

/**
 * Finds who is nearest by straight line over the WGS84 ellipsoid, and says so: roads are longer.
 *
 * @param stations all of the city, at least one
 * @param zone the city's time, for opening hours
 */
public record Routing(List<Station> stations, ZoneId zone) {
    /** An older position says little: at a city's 30 km/h a vehicle is 2.5 km away by then. */
    public static final Duration OLDEST_POSITION = Duration.ofMinutes(5);

    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    public Routing {
        stations = List.copyOf(stations);
        if (stations.isEmpty()) {
            throw new IllegalArgumentException(
                    "a city needs at least one station to route to, got none");
        }
    }

    /**
     * Someone who can be told.
     *
     * @param id of a station or unit
     * @param name what people call it
     * @param meters straight line from the place
     * @param kind what it is
     */
    public record Target(String id, String name, double meters, Kind kind) {}

    /** What is told to go. */
    public enum Kind {
        STATION,
        UNIT
    }

    /**
     * The station whose desk rings: the one whose boundary holds the place, else the nearest that
     * is open.
     */
    public Station station(GeoPoint place, Instant at) {
        return stationsInOrder(place, at).get(0);
    }

    /**
     * All stations in the order in which their desks ring: the one whose boundary holds the place,
     * then the open ones by distance, then the closed ones by distance (an unanswered call at a
     * closed desk is better than none at all).
     */
    public List<Station> stationsInOrder(GeoPoint place, Instant at) {
        LocalTime time = at.atZone(zone).toLocalTime();
        return stations.stream()
                .sorted(
                        Comparator.<Station>comparingInt(
                                        s -> !s.hours().holds(time) ? 2 : holds(s, place) ? 0 : 1)
                                .thenComparingDouble(s -> s.place().metersTo(place))
                                .thenComparing(Station::id))
                .toList();
    }

    /**
     * Everyone who can be told to go, in order: units with a fresh position by distance, then
     * stations. Whoever was tried is left out.
     */
    public List<Target> targets(
            GeoPoint place, Instant at, List<Unit> units, Collection<String> tried) {
        List<Target> targets = new ArrayList<>();
        units.stream()
                .filter(u -> !tried.contains(u.id()) && fresh(u, at))
                .map(u -> new Target(u.id(), u.name(), metersTo(u, place), Kind.UNIT))
                .sorted(Comparator.comparingDouble(Target::meters).thenComparing(Target::id))
                .forEach(targets::add);
        stationsInOrder(place, at).stream()
                .filter(s -> !tried.contains(s.id()))
                .map(s -> new Target(s.id(), s.name(), s.place().metersTo(place), Kind.STATION))
                .forEach(targets::add);
        return targets;
    }

    private static boolean fresh(Unit unit, Instant at) {
        return unit.position().filter(p -> !p.at().isBefore(at.minus(OLDEST_POSITION))).isPresent();
    }

    private static double metersTo(Unit unit, GeoPoint place) {
        return unit.position().orElseThrow().place().metersTo(place);
    }

    private static boolean holds(Station station, GeoPoint place) {
        Optional<Geometry> boundary = station.boundary();
        return boundary.isPresent()
                && boundary.get()
                        .covers(
                                GEOMETRY.createPoint(
                                        new Coordinate(place.longitude(), place.latitude())));
    }
}
