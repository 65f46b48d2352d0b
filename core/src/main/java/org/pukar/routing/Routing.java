package org.pukar.routing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.pukar.base.GeoPoint;

/**
 * Finds who is nearest: by driving time where roads are known, else by straight line over the WGS84
 * ellipsoid, and says which.
 *
 * @param stations all of the city, at least one
 * @param zone the city's time, for opening hours
 * @param roads how long a way takes
 */
public record Routing(List<Station> stations, ZoneId zone, Roads roads) {
    /** An older position says little: at a city's 30 km/h a vehicle is 2.5 km away by then. */
    public static final Duration OLDEST_POSITION = Duration.ofMinutes(5);

    /**
     * Of many, the nearest ones by straight line are asked for their time by road. A way by road is
     * rarely over twice the straight line, so that the thirteenth is not the first.
     */
    static final int MOST_ASKED = 12;

    private static final Comparator<Target> NEAREST =
            Comparator.comparingDouble(Target::meters).thenComparing(Target::id);
    private static final Comparator<Target> QUICKEST =
            Comparator.<Target, Duration>comparing(
                            t -> t.travel().orElse(Duration.ofSeconds(Long.MAX_VALUE)))
                    .thenComparing(NEAREST);

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
     * @param travel the time by road, where it is known
     * @param positionAge how old a unit's position is; empty for a standing post or a station
     * @param kind what it is
     * @param womenOfficers whether women officers are known to come
     */
    public record Target(
            String id,
            String name,
            double meters,
            Optional<Duration> travel,
            Optional<Duration> positionAge,
            Kind kind,
            boolean womenOfficers) {
        private Target after(Optional<Duration> time) {
            return new Target(id, name, meters, time, positionAge, kind, womenOfficers);
        }

        /**
         * How far, in words: {@code 4 min by road} or {@code 850 m, straight line, position 40 s
         * old}.
         */
        public String away() {
            return far()
                    + positionAge
                            .map(a -> ", position %d s old".formatted(a.toSeconds()))
                            .orElse("");
        }

        private String far() {
            return travel.map(t -> "%.0f min by road".formatted(Math.ceil(t.toSeconds() / 60.0)))
                    .orElseGet(() -> "%.0f m, straight line".formatted(meters));
        }
    }

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
     * Everyone who can be told to go, in order: units with a fresh position, the quickest first,
     * then stations. Whoever was tried is left out. A station's time by road is asked for only
     * where that station is the first of all: no other is told before it is.
     *
     * @param women whether the person asked for women officers: units with some come before all
     *     others, however far
     */
    public List<Target> targets(
            GeoPoint place, Instant at, List<Unit> units, Collection<String> tried, boolean women) {
        Comparator<Target> wished = Comparator.comparing(t -> women && !t.womenOfficers());
        Stream<Target> coming =
                units.stream()
                        .filter(u -> !tried.contains(u.id()) && fresh(u, at))
                        .map(u -> target(u, place, at))
                        .sorted(wished.thenComparing(NEAREST));
        List<Target> targets = new ArrayList<>(timed(coming.toList(), units, place, wished));
        for (Station station : stationsInOrder(place, at)) {
            if (!tried.contains(station.id())) {
                boolean first = targets.isEmpty();
                targets.add(
                        target(
                                station,
                                place,
                                first ? roads.between(station.place(), place) : Optional.empty()));
            }
        }
        return targets;
    }

    private static Target target(Unit unit, GeoPoint place, Instant at) {
        return new Target(
                unit.id(),
                unit.name(),
                metersTo(unit, place),
                Optional.empty(),
                unit.position()
                        .map(Unit.Fix::at)
                        .filter(fixed -> !fixed.equals(Instant.MAX))
                        .map(fixed -> Duration.between(fixed, at)),
                Kind.UNIT,
                unit.womenOfficers());
    }

    private static Target target(Station station, GeoPoint place, Optional<Duration> travel) {
        return new Target(
                station.id(),
                station.name(),
                station.place().metersTo(place),
                travel,
                Optional.empty(),
                Kind.STATION,
                false);
    }

    /** The first of them in the order of their time by road; whose time is unknown comes after. */
    private List<Target> timed(
            List<Target> nearest, List<Unit> units, GeoPoint place, Comparator<Target> wished) {
        Map<String, GeoPoint> from = new HashMap<>();
        units.forEach(u -> u.position().ifPresent(p -> from.put(u.id(), p.place())));
        List<Target> asked =
                nearest.stream()
                        .limit(MOST_ASKED)
                        .map(t -> t.after(roads.between(origin(from, t.id()), place)))
                        .sorted(wished.thenComparing(QUICKEST))
                        .toList();
        return Stream.concat(asked.stream(), nearest.stream().skip(MOST_ASKED)).toList();
    }

    private static GeoPoint origin(Map<String, GeoPoint> places, String id) {
        return Optional.ofNullable(places.get(id)).orElseThrow();
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
