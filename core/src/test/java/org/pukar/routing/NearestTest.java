package org.pukar.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.pukar.base.GeoPoint;
import org.pukar.base.OpeningHours;

/** Station and unit for random places, against a slow search written the other way round. */
class NearestTest {
    private static final int PLACES = 100_000;
    private static final Instant NOON = Instant.parse("2026-03-08T12:00:00Z");
    private static final GeometryFactory GEOMETRY = new GeometryFactory();
    private static final Random RANDOM = new Random(20210122);

    @Test
    void nobodyNearerIsPassedOver() {
        int differences = 0;
        int held = 0;
        int women = 0;
        for (int world = 0; world < PLACES / 100; world++) {
            List<Station> stations = stations();
            List<Unit> units = units(stations);
            Routing routing = new Routing(stations, ZoneOffset.UTC, Roads.unknown());
            for (int n = 0; n < 100; n++) {
                GeoPoint place = place();
                boolean wished = n % 4 == 0;
                Station station = routing.station(place, NOON);
                differences += station.equals(slowly(stations, place)) ? 0 : 1;
                held += holds(station, place) ? 1 : 0;
                Optional<String> first =
                        routing.targets(place, NOON, units, List.of(), wished).stream()
                                .findFirst()
                                .map(Routing.Target::id);
                Optional<Unit> unit = slowlyUnit(units, place, wished);
                differences +=
                        first.equals(unit.map(Unit::id).or(() -> Optional.of(station.id())))
                                ? 0
                                : 1;
                women += wished && unit.filter(Unit::womenOfficers).isPresent() ? 1 : 0;
            }
        }
        System.out.printf(
                "%d places: %d differences; %d within a boundary, %d with women officers%n",
                PLACES, differences, held, women);
        assertThat(differences).isZero();
        assertThat(held).isGreaterThan(PLACES / 10);
        assertThat(women).isGreaterThan(PLACES / 10);
    }

    private static GeoPoint place() {
        return new GeoPoint(26.6 + RANDOM.nextDouble() * .3, 80.7 + RANDOM.nextDouble() * .4);
    }

    private static List<Station> stations() {
        List<Station> stations = new ArrayList<>();
        int count = 1 + RANDOM.nextInt(9);
        for (int i = 0; i < count; i++) {
            GeoPoint place = place();
            OpeningHours hours =
                    RANDOM.nextInt(4) == 0
                            ? new OpeningHours(LocalTime.of(18, 0), LocalTime.of(6, 0))
                            : OpeningHours.always();
            // Strips side by side, so that no two boundaries hold the same place.
            Optional<Geometry> boundary =
                    RANDOM.nextBoolean()
                            ? Optional.of(strip(80.7 + .4 * i / count, 80.7 + .4 * (i + 1) / count))
                            : Optional.empty();
            stations.add(new Station("s" + i, "S" + i, place, boundary, hours, Optional.empty()));
        }
        return stations;
    }

    private static Geometry strip(double west, double east) {
        return GEOMETRY.createPolygon(
                new Coordinate[] {
                    new Coordinate(west, 26.6),
                    new Coordinate(east, 26.6),
                    new Coordinate(east, 26.9),
                    new Coordinate(west, 26.9),
                    new Coordinate(west, 26.6)
                });
    }

    private static List<Unit> units(List<Station> stations) {
        List<Unit> units = new ArrayList<>();
        for (int i = RANDOM.nextInt(40); i > 0; i--) {
            Duration age = Duration.ofSeconds(RANDOM.nextInt(900));
            units.add(
                    new Unit(
                            "u" + i,
                            "U" + i,
                            stations.get(0).id(),
                            RANDOM.nextBoolean(),
                            Optional.of(new Unit.Fix(place(), NOON.minus(age)))));
        }
        return units;
    }

    private static boolean holds(Station station, GeoPoint place) {
        return station.boundary()
                .filter(
                        b ->
                                b.intersects(
                                        GEOMETRY.createPoint(
                                                new Coordinate(
                                                        place.longitude(), place.latitude()))))
                .isPresent();
    }

    private static boolean open(Station station) {
        return station.hours().equals(OpeningHours.always());
    }

    private static Station slowly(List<Station> stations, GeoPoint place) {
        Comparator<Station> nearest = Comparator.comparingDouble(s -> s.place().metersTo(place));
        List<Station> open = stations.stream().filter(NearestTest::open).toList();
        Optional<Station> holder = open.stream().filter(s -> holds(s, place)).min(nearest);
        return holder.or(() -> open.stream().min(nearest))
                .or(() -> stations.stream().min(nearest))
                .orElseThrow();
    }

    private static Optional<Unit> slowlyUnit(List<Unit> units, GeoPoint place, boolean women) {
        List<Unit> fresh =
                units.stream()
                        .filter(
                                u ->
                                        Duration.between(u.position().orElseThrow().at(), NOON)
                                                        .toSeconds()
                                                <= 300)
                        .toList();
        Comparator<Unit> nearest =
                Comparator.comparingDouble(u -> u.position().orElseThrow().place().metersTo(place));
        Optional<Unit> wished =
                women ? fresh.stream().filter(Unit::womenOfficers).min(nearest) : Optional.empty();
        return wished.or(() -> fresh.stream().min(nearest));
    }
}
