package org.pukar.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import org.pukar.base.GeoPoint;
import org.pukar.base.OpeningHours;

class RoutingTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Kolkata");

    /** Noon in the city. */
    private static final Instant NOON = Instant.parse("2026-03-08T06:30:00Z");

    private static final GeoPoint PLACE = new GeoPoint(26.72, 80.86);

    private static Station station(String id, double latitude, double longitude, String wkt) {
        return station(id, latitude, longitude, wkt, OpeningHours.always());
    }

    private static Station station(
            String id, double latitude, double longitude, String wkt, OpeningHours hours) {
        return new Station(
                id, id, new GeoPoint(latitude, longitude), boundary(wkt), hours, Optional.empty());
    }

    private static Optional<Geometry> boundary(String wkt) {
        try {
            return wkt.equals("-") ? Optional.empty() : Optional.of(new WKTReader().read(wkt));
        } catch (ParseException e) {
            throw new IllegalArgumentException("no WKT: " + wkt, e);
        }
    }

    private static List<String> order(GeoPoint place, Instant at, Station... stations) {
        return new Routing(List.of(stations), ZONE, Roads.unknown())
                .stationsInOrder(place, at).stream().map(Station::id).toList();
    }

    @Test
    void aCityNeedsAStation() {
        assertThatThrownBy(() -> new Routing(List.of(), ZONE, Roads.unknown()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a city needs at least one station to route to, got none");
    }

    /** The far station answers for the place where its boundary holds it; x is the longitude. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    none                   | -                                                                                                | near
                    holds it               | POLYGON ((80 26, 81 26, 81 27, 80 27, 80 26))                                                    | far
                    on its edge            | POLYGON ((80 26, 80.86 26, 80.86 27, 80 27, 80 26))                                              | far
                    on its corner          | POLYGON ((80 26, 80.86 26, 80.86 26.72, 80 26.72, 80 26))                                        | far
                    beside it              | POLYGON ((80 26, 80.85 26, 80.85 27, 80 27, 80 26))                                              | near
                    latitude first         | POLYGON ((26 80, 27 80, 27 81, 26 81, 26 80))                                                    | near
                    in its hole            | POLYGON ((80 26, 81 26, 81 27, 80 27, 80 26), (80.8 26.7, 80.9 26.7, 80.9 26.8, 80.8 26.8, 80.8 26.7)) | near
                    on its hole's edge     | POLYGON ((80 26, 81 26, 81 27, 80 27, 80 26), (80.86 26.7, 80.9 26.7, 80.9 26.8, 80.86 26.8, 80.86 26.7)) | far
                    one of two polygons    | MULTIPOLYGON (((10 10, 11 10, 11 11, 10 10)), ((80 26, 81 26, 81 27, 80 27, 80 26)))             | far
                    neither of two         | MULTIPOLYGON (((10 10, 11 10, 11 11, 10 10)), ((20 26, 21 26, 21 27, 20 27, 20 26)))             | near
                    """)
    void theStationWhoseBoundaryHoldsThePlaceRings(String what, String wkt, String rings) {
        Station near = station("near", 26.73, 80.86, "-");
        Station far = station("far", 26.99, 80.01, wkt);
        Routing routing = new Routing(List.of(near, far), ZONE, Roads.unknown());

        assertThat(routing.station(PLACE, NOON).id()).as(what).isEqualTo(rings);
    }

    @Test
    void theNearestOpenOneElse() {
        assertThat(
                        order(
                                PLACE,
                                NOON,
                                station("c", 26.79, 80.86, "-"),
                                station("a", 26.73, 80.86, "-"),
                                station("b", 26.75, 80.86, "-")))
                .containsExactly("a", "b", "c");
    }

    @Test
    void closedOnesComeLastEvenWhereTheirBoundaryHoldsThePlace() {
        OpeningHours night = new OpeningHours(LocalTime.of(22, 0), LocalTime.of(6, 0));
        Station[] stations = {
            station("own", 26.72, 80.86, "POLYGON ((80 26, 81 26, 81 27, 80 27, 80 26))", night),
            station("closed-farther", 26.76, 80.86, "-", night),
            station("open-far", 27.5, 80.86, "-")
        };

        assertThat(order(PLACE, NOON, stations))
                .containsExactly("open-far", "own", "closed-farther");
        Instant elevenAtNight = Instant.parse("2026-03-08T17:30:00Z");
        assertThat(order(PLACE, elevenAtNight, stations))
                .containsExactly("own", "closed-farther", "open-far");
        Instant threeAtNight = Instant.parse("2026-03-08T21:30:00Z");
        assertThat(order(PLACE, threeAtNight, stations)).first().isEqualTo("own");
    }

    @Test
    void asNearAsAnotherTheFirstInTheAlphabet() {
        assertThat(
                        order(
                                PLACE,
                                NOON,
                                station("b", 26.73, 80.86, "-"),
                                station("a", 26.73, 80.86, "-")))
                .containsExactly("a", "b");
    }

    private static Unit unit(String id, double latitude, Instant at) {
        return new Unit(
                id,
                id,
                "near",
                false,
                Optional.of(new Unit.Fix(new GeoPoint(latitude, PLACE.longitude()), at)));
    }

    private static List<String> targets(List<Unit> units, List<String> tried) {
        return new Routing(
                        List.of(
                                station("near", 26.721, 80.86, "-"),
                                station("next", 26.75, 80.86, "-")),
                        ZONE,
                        Roads.unknown())
                .targets(PLACE, NOON, units, tried, false).stream()
                        .map(Routing.Target::id)
                        .toList();
    }

    @ParameterizedTest
    @CsvSource({"0, true", "299, true", "300, true", "301, false", "86400, false"})
    void aPositionIsGoodForFiveMinutes(long secondsOld, boolean told) {
        List<Unit> units = List.of(unit("pcr-7", 26.73, NOON.minusSeconds(secondsOld)));

        assertThat(targets(units, List.of()).contains("pcr-7")).isEqualTo(told);
    }

    @Test
    void aStandingPostDoesNotAge() {
        assertThat(targets(List.of(unit("post", 26.73, Instant.MAX)), List.of())).contains("post");
    }

    @Test
    void aUnitThatNeverSaidWhereItIsIsNotTold() {
        Unit unit = new Unit("pcr-7", "PCR 7", "near", false, Optional.empty());

        assertThat(targets(List.of(unit), List.of())).containsExactly("near", "next");
    }

    @Test
    void unitsByDistanceThenStations() {
        List<Unit> units = List.of(unit("far", 26.80, NOON), unit("close", 26.73, NOON));

        assertThat(targets(units, List.of())).containsExactly("close", "far", "near", "next");
    }

    @Test
    void whoeverWasTriedIsLeftOut() {
        List<Unit> units = List.of(unit("far", 26.80, NOON), unit("close", 26.73, NOON));

        assertThat(targets(units, List.of("close", "near"))).containsExactly("far", "next");
        assertThat(targets(units, List.of("close", "near", "far", "next"))).isEmpty();
    }

    @Test
    void tellsTheStraightLineInMeters() {
        Routing.Target target =
                new Routing(List.of(station("near", 26.73, 80.86, "-")), ZONE, Roads.unknown())
                        .targets(PLACE, NOON, List.of(), List.of(), false)
                        .get(0);

        assertThat(target.meters())
                .isEqualTo(new GeoPoint(26.73, 80.86).metersTo(PLACE))
                .isEqualTo(1_108, within(1.0));
        assertThat(target.kind()).isEqualTo(Routing.Kind.STATION);
    }
}
