package org.pukar.server.roads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.base.GeoPoint;
import org.pukar.base.OpeningHours;
import org.pukar.routing.Routing;
import org.pukar.routing.Station;
import org.pukar.routing.Unit;

/**
 * A hand-made network: a grid of 20 by 20 streets, some 100 m apart, with a river between columns 9
 * and 10 that only one bridge, on row 0, crosses.
 */
class RoadsOfMapTest {
    private static final int SIDE = 20;
    private static final double STEP = .001;
    private static final double SOUTH = 26.70;
    private static final double WEST = 80.80;

    @TempDir static Path folder;
    private static RoadsOfMap roads;

    @BeforeAll
    static void read() throws IOException {
        Path extract = folder.resolve("grid.osm");
        Files.writeString(extract, grid());
        roads = RoadsOfMap.open(extract, folder.resolve("roads"));
    }

    @AfterAll
    static void close() {
        roads.close();
    }

    private static String grid() {
        StringBuilder osm =
                new StringBuilder("<?xml version='1.0'?><osm version='0.6' generator='test'>");
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                osm.append(
                        "<node id='%d' lat='%.6f' lon='%.6f' version='1'/>"
                                .formatted(
                                        node(row, column),
                                        SOUTH + row * STEP,
                                        WEST + column * STEP));
            }
        }
        int way = 1;
        for (int i = 0; i < SIDE; i++) {
            for (int j = 0; j + 1 < SIDE; j++) {
                boolean river = j == SIDE / 2 - 1 && i > 0;
                if (!river) {
                    osm.append(way(way++, node(i, j), node(i, j + 1)));
                }
                osm.append(way(way++, node(j, i), node(j + 1, i)));
            }
        }
        return osm.append("</osm>").toString();
    }

    private static int node(int row, int column) {
        return 1 + row * SIDE + column;
    }

    private static String way(int id, int from, int to) {
        return ("<way id='%d' version='1'><nd ref='%d'/><nd ref='%d'/><tag k='highway'"
                        + " v='residential'/></way>")
                .formatted(id, from, to);
    }

    private static GeoPoint at(int row, int column) {
        return new GeoPoint(SOUTH + row * STEP, WEST + column * STEP);
    }

    /** Ten blocks along a street, and the same from the time of one: no turn costs anything. */
    @Test
    void aWayTakesAsLongAsItsStreets() {
        double one = seconds(at(5, 0), at(5, 1));
        assertThat(seconds(at(5, 0), at(5, 9)))
                .isCloseTo(9 * one, org.assertj.core.data.Percentage.withPercentage(1));
        // A residential street's 30 km/h: 99 m of longitude here are some 12 s.
        assertThat(one).isBetween(8.0, 20.0);
    }

    @Test
    void theOtherBankIsFarByRoad() {
        double across = seconds(at(19, 9), at(19, 10));
        double along =
                seconds(at(19, 9), at(0, 9))
                        + seconds(at(0, 9), at(0, 10))
                        + seconds(at(0, 10), at(19, 10));
        assertThat(across).isCloseTo(along, org.assertj.core.data.Percentage.withPercentage(1));
    }

    private static double seconds(GeoPoint from, GeoPoint to) {
        return roads.between(from, to).orElseThrow().toMillis() / 1e3;
    }

    @Test
    void noRoadLeadsToAnotherCity() {
        assertThat(roads.between(at(0, 0), new GeoPoint(28.6, 77.2))).isEmpty();
    }

    /** The quickest unit for many places, against asking the roads for every unit. */
    @Test
    void theQuickestUnitIsTheOneThatBruteForceFinds() {
        Random random = new Random(11);
        Instant now = Instant.parse("2026-03-08T18:00:00Z");
        Station station =
                new Station(
                        "st",
                        "Station",
                        at(0, 0),
                        Optional.empty(),
                        OpeningHours.always(),
                        Optional.empty());
        Routing routing = new Routing(List.of(station), ZoneId.of("UTC"), roads);
        int notNearestByLine = 0;
        for (int n = 0; n < 300; n++) {
            List<Unit> units = new ArrayList<>();
            for (int u = 0; u < 8; u++) {
                units.add(
                        new Unit(
                                "u" + u,
                                "U" + u,
                                "st",
                                false,
                                Optional.of(
                                        new Unit.Fix(
                                                at(random.nextInt(SIDE), random.nextInt(SIDE)),
                                                now))));
            }
            GeoPoint place = at(random.nextInt(SIDE), random.nextInt(SIDE));
            Duration best =
                    units.stream()
                            .map(u -> roads.between(place(u), place).orElseThrow())
                            .min(Comparator.naturalOrder())
                            .orElseThrow();
            Routing.Target first = routing.targets(place, now, units, List.of(), false).get(0);
            assertThat(first.travel()).as("place %s", place).contains(best);
            Routing.Target byLine =
                    new Routing(
                                    List.of(station),
                                    ZoneId.of("UTC"),
                                    org.pukar.routing.Roads.unknown())
                            .targets(place, now, units, List.of(), false)
                            .get(0);
            notNearestByLine += byLine.id().equals(first.id()) ? 0 : 1;
        }
        assertThat(notNearestByLine).as("the river makes a difference").isPositive();
    }

    private static GeoPoint place(Unit unit) {
        return unit.position().orElseThrow().place();
    }

    @Test
    void whatIsNoMapIsRefused() throws IOException {
        Path none = folder.resolve("none.osm.pbf");
        assertThatThrownBy(() -> RoadsOfMap.open(none, folder.resolve("other")))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "roads must be an OpenStreetMap extract (.osm.pbf), found none at " + none);
        Path text = Files.writeString(folder.resolve("text.osm.pbf"), "hello");
        assertThatThrownBy(() -> RoadsOfMap.open(text, folder.resolve("other")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is none");
    }
}
