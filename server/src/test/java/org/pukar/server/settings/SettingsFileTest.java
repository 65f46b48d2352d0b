package org.pukar.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pukar.base.GeoPoint;
import org.pukar.base.OpeningHours;
import org.pukar.camera.Camera;
import org.pukar.incident.Deadlines;
import org.pukar.routing.Station;
import org.pukar.routing.Unit;

class SettingsFileTest {
    @TempDir Path folder;

    private static final String LEAST =
            """
            city:
              name: Nadipur
              timeZone: Asia/Kolkata
            stations:
              - id: main
                name: Main station
                place: [26.72, 80.85]
            sites:
              - id: stop
                name: Bus stop
                place: [26.73, 80.86]
            """;

    private City read(String text) throws IOException, SettingsException {
        Path file = folder.resolve("pukar.yaml");
        Files.writeString(file, text);
        return SettingsFile.read(file);
    }

    /** The problems of a file, each without the indent. */
    private List<String> problems(String text) throws IOException {
        return problems(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> problems(byte[] bytes) throws IOException {
        Path file = folder.resolve("pukar.yaml");
        Files.write(file, bytes);
        try {
            SettingsFile.read(file);
        } catch (SettingsException e) {
            List<String> lines = String.valueOf(e.getMessage()).lines().toList();
            String count = lines.size() == 2 ? "1 problem" : lines.size() - 1 + " problems";
            assertThat(lines.get(0)).isEqualTo("the settings have " + count + " (" + file + ")");
            return lines.stream()
                    .skip(1)
                    .map(String::strip)
                    .map(line -> line.replace(folder.toString(), "FOLDER"))
                    .toList();
        }
        throw new AssertionError("these settings were taken: " + file);
    }

    @Test
    void readsTheSample() throws SettingsException {
        Path home = Path.of(System.getProperty("pukar.home", ".."));

        City city = SettingsFile.read(home.resolve("sample/pukar.yaml"));

        assertThat(city.name()).isEqualTo("Nadipur");
        assertThat(city.note()).isEqualTo("sample, not an official list");
        assertThat(city.zone()).isEqualTo(ZoneId.of("Asia/Kolkata"));
        assertThat(city.port()).isEqualTo(8080);
        assertThat(city.stations())
                .extracting(Station::id)
                .containsExactly("ghantaghar", "railganj", "paarpul");
        assertThat(city.stations()).allMatch(s -> s.boundary().isPresent());
        assertThat(city.stations().get(1).hours())
                .isEqualTo(new OpeningHours(LocalTime.of(6, 0), LocalTime.of(23, 0)));
        assertThat(city.units()).extracting(Unit::id).containsExactly("pink-1", "pink-2", "pcr-7");
        assertThat(city.units().get(0).position().map(Unit.Fix::at)).contains(Instant.MAX);
        assertThat(city.units().get(2).position()).isEmpty();
        assertThat(city.cameras())
                .extracting(Camera::id)
                .containsExactly("cts-1", "nb-1", "rc-1", "hl-1", "ru-1");
        assertThat(city.cameras()).allMatch(c -> Files.exists(Path.of(c.source())));
    }

    @Test
    void fillsInWhatIsNotTold() throws IOException, SettingsException {
        City city = read(LEAST);

        assertThat(city.note()).isEmpty();
        assertThat(city.address()).isEqualTo("127.0.0.1");
        assertThat(city.port()).isEqualTo(8080);
        assertThat(city.data()).isEqualTo(folder.resolve("data"));
        assertThat(city.deadlines()).isEqualTo(Deadlines.standard());
        assertThat(city.evidence().lookLength()).isEqualTo(Duration.ofSeconds(1));
        assertThat(city.evidence().falseAlarmsPerCameraDay()).isEqualTo(.1);
        assertThat(city.stations().get(0).hours()).isEqualTo(OpeningHours.always());
        assertThat(city.units()).isEmpty();
        assertThat(city.cameras()).isEmpty();
    }

    @Test
    void aCameraStandsWhereItsSiteIsUnlessTold() throws IOException, SettingsException {
        City city =
                read(
                        LEAST
                                + """
                                    cameras:
                                      - {id: a, name: A, source: a.mp4}
                                      - {id: b, name: B, source: "rtsp://10.0.0.7/1", place: [26.74, 80.87]}
                                      - {id: c, name: C, source: /dev/video0, loop: true}
                                """);

        assertThat(city.cameras())
                .containsExactly(
                        new Camera(
                                "a",
                                "stop",
                                "A",
                                new GeoPoint(26.73, 80.86),
                                folder.resolve("a.mp4").toString(),
                                false),
                        new Camera(
                                "b",
                                "stop",
                                "B",
                                new GeoPoint(26.74, 80.87),
                                "rtsp://10.0.0.7/1",
                                false),
                        new Camera(
                                "c", "stop", "C", new GeoPoint(26.73, 80.86), "/dev/video0", true));
    }

    @Test
    void tellsAllProblemsAtOnceEachWithItsLine() throws IOException {
        Files.writeString(folder.resolve("bad.geojson"), "no json");
        assertThat(
                        problems(
                                """
                                city:
                                  nmae: Nadipur
                                  timeZone: Asia/Kolkatta
                                  map: nowhere.geojson
                                web:
                                  port: 70000
                                  adress: 127.0.0.1
                                budget:
                                  lookSeconds: soon
                                  falseAlarmsPerCameraDay: 0
                                deadlines:
                                  claimWishSeconds: 0.5
                                stations:
                                  - id: main
                                    name: Main station
                                    place: [126.72, 80.85]
                                    hours: 6am-10pm
                                    boundary: gone.geojson
                                  - id: main
                                    name:
                                    place: [26.72]
                                    hours: 06:00
                                  - id: under score
                                    name: Third
                                    place: [26.7, east]
                                units:
                                  - id: main
                                    name: Pink 1
                                    station: mian
                                  - just a word
                                sites:
                                  - id: stop
                                    name: Bus stop
                                    kind: SCHOOL
                                    place: [26.73, 80.86]
                                    cameras:
                                      - id: stop
                                        name: A
                                        sorce: a.mp4
                                        loop: perhaps
                                  - id: shop
                                    name: Shop
                                    kind: WORKPLACE
                                    place: [80.86, 26.73]
                                  - id: lane
                                    name: Lane
                                    name: Lane again
                                    kind: ALLEY
                                stationz: []
                                """))
                .containsExactly(
                        "line 2: name is missing in city",
                        "line 3: timeZone must be a zone such as Asia/Kolkata, got Asia/Kolkatta;"
                                + " did you mean Asia/Kolkata?",
                        "line 4: the map must be a GeoJSON file, found none at"
                                + " FOLDER/nowhere.geojson",
                        "line 2: unknown name nmae; did you mean name?",
                        "line 6: port must be in [0, 65535], got 70000",
                        "line 7: unknown name adress; did you mean address?",
                        "line 9: lookSeconds must be a number, got soon",
                        "line 10: falseAlarmsPerCameraDay must be in [0.001, 100], got 0",
                        "line 12: claimWishSeconds must be in [1, 3600], got 0.5",
                        "line 16: place: latitude must be in [-90, 90] degrees, got 126.72",
                        "line 18: the boundary file can't be read: FOLDER/gone.geojson",
                        "line 17: hours must be always or such as 06:00-22:00, got 6am-10pm",
                        "line 19: an id may be used once; main is already a station's",
                        "line 20: name must be a text, and not empty",
                        "line 21: place must be [latitude, longitude] in degrees",
                        "line 22: hours must be always or such as 06:00-22:00, got 06:00",
                        "line 23: id must be 1 to 40 letters, digits or hyphens, got under score",
                        "line 25: place must be two numbers, [latitude, longitude] in degrees",
                        "line 27: an id may be used once; main is already a station's",
                        "line 29: a unit's station must be one of the stations, got mian; did you"
                                + " mean main?",
                        "line 30: an entry of units must be a list of names with values",
                        "line 30: id is missing in an entry of units",
                        "line 30: name is missing in an entry of units",
                        "line 30: station is missing in an entry of units",
                        "line 34: a school may not be watched: reading emotions there is banned (EU"
                                + " AI Act, Article 5(1)(f))",
                        "line 37: an id may be used once; stop is already a site's",
                        "line 37: source is missing in an entry of cameras",
                        "line 40: loop must be true or false, got perhaps",
                        "line 39: unknown name sorce; did you mean source?",
                        "line 43: a workplace may not be watched: reading emotions there is banned"
                                + " (EU AI Act, Article 5(1)(f))",
                        "line 44: place must be [latitude, longitude]; [80.86000, 26.73000] is"
                                + " 6476 km from the first place of the city: are the two"
                                + " swapped?",
                        "line 47: a name may stand once; name stands twice in an entry of sites",
                        "line 48: kind must be one of STREET, BUS_STOP, STATION, MARKET, PARK,"
                                + " CAMPUS_OUTDOORS, UNDERPASS, got ALLEY",
                        "line 45: place is missing in an entry of sites; a place is [latitude,"
                                + " longitude] in degrees",
                        "line 49: unknown name stationz; did you mean stations?");
    }

    @Test
    void tellsWhatIsMissingInAnEmptyCity() throws IOException {
        assertThat(problems("web: {}\n"))
                .containsExactly(
                        "line 1: name is missing in city",
                        "line 1: timeZone is missing in city",
                        "line 1: a city needs at least one station to alert, got none",
                        "line 1: a city needs at least one site to watch, got none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# only a remark\n"})
    void refusesAnEmptyFile(String text) throws IOException {
        assertThat(problems(text))
                .containsExactly(
                        "the settings file is empty; copy sample/pukar.yaml to begin with");
    }

    @Test
    void refusesAFileThatIsNotThereOrAFolder() {
        for (Path file : List.of(folder.resolve("gone.yaml"), folder)) {
            assertThatThrownBy(() -> SettingsFile.read(file))
                    .isInstanceOf(SettingsException.class)
                    .hasMessage(
                            "the settings have 1 problem (%s)\n  %s"
                                    .formatted(
                                            file,
                                            "the settings file must be there and be UTF-8 text;"
                                                    + " copy sample/pukar.yaml to begin with"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    city: [a           | line 2: this is not YAML: expected ',' or ']', but got <stream end>
                    a: b: c            | line 1: this is not YAML: mapping values are not allowed here
                    city: *unknown     | line 1: this is not YAML: found undefined alias unknown
                    """)
    void refusesWhatIsNotYaml(String text, String problem) throws IOException {
        assertThat(problems(text + "\n")).containsExactly(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"- a\n- b\n", "just words\n"})
    void refusesAListWhereNamesShouldBe(String text) throws IOException {
        assertThat(problems(text))
                .first()
                .isEqualTo("line 1: the settings must be a list of names with values");
    }

    @Test
    void refusesAMapWhereAListShouldBe() throws IOException {
        assertThat(problems(LEAST.replace("stations:\n  - id", "stations:\n    id")))
                .containsExactly(
                        "line 4: stations must be a list: each entry begins with a hyphen",
                        "line 4: a city needs at least one station to alert, got none");
    }

    @Test
    void refusesABombOfAliases() throws IOException {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 60; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }

        assertThat(problems(bomb.toString()))
                .containsExactly(
                        "this is not YAML that can be read: Number of aliases for non-scalar nodes"
                                + " exceeds the specified max=50");
    }

    @Test
    void refusesNestingWithoutEnd() throws IOException {
        assertThat(problems("city: " + "[".repeat(10_000)))
                .containsExactly(
                        "this is not YAML that can be read: Nesting Depth exceeded max 50");
    }

    @Test
    void refusesBinaryGarbage() throws IOException {
        assertThat(problems(new byte[] {(byte) 0xff, (byte) 0xfe, 0x12, (byte) 0x80}))
                .containsExactly(
                        "the settings file must be there and be UTF-8 text; copy sample/pukar.yaml"
                                + " to begin with");
        assertThat(problems(new byte[] {'a', ':', ' ', 0, 1, 2}))
                .containsExactly(
                        "this is not YAML that can be read: special characters are not allowed");
    }

    @Test
    void refusesAPathThatIsNone() throws IOException {
        assertThat(problems(LEAST + "data: \"a\\0b\"\n"))
                .containsExactly("line 12: data must be a path, got a?b");
    }

    @Test
    void refusesAPortWithAFraction() throws IOException {
        assertThat(problems(LEAST + "web: {port: 80.5}\n"))
                .containsExactly("line 12: port must be a whole number, got 80.5");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    empty          | ''                                                                                     | a boundary must hold a Polygon or MultiPolygon, found none (FILE)
                    a point        | {"type": "Point", "coordinates": [80, 26]}                                             | a boundary must hold a Polygon or MultiPolygon, found none (FILE)
                    open ring      | {"type": "Polygon", "coordinates": [[[80,26],[81,26],[81,27],[80,27]]]}                | a boundary's ring must have at least 4 points and end where it begins, got 4 points (FILE)
                    three points   | {"type": "Polygon", "coordinates": [[[80,26],[81,26],[80,26]]]}                        | a boundary's ring must have at least 4 points and end where it begins, got 3 points (FILE)
                    no ring        | {"type": "Polygon", "coordinates": []}                                                 | a boundary's ring must have at least 4 points and end where it begins, got 0 points (FILE)
                    crosses itself | {"type": "Polygon", "coordinates": [[[80,26],[81,27],[81,26],[80,27],[80,26]]]}        | a boundary must not cross itself or overlap (FILE)
                    out of range   | {"type": "Polygon", "coordinates": [[[80,126],[81,26],[81,27],[80,126]]]}              | a boundary's points must be [longitude, latitude] in degrees, got [80,126] (FILE)
                    words          | {"type": "Polygon", "coordinates": [[["a","b"],[81,26],[81,27],["a","b"]]]}            | a boundary's points must be [longitude, latitude] in degrees, got ["a","b"] (FILE)
                    """)
    void refusesABoundaryThatBoundsNothing(String what, String json, String problem)
            throws IOException {
        Files.writeString(folder.resolve("b.geojson"), json);

        assertThat(problems(LEAST.replace("80.85]\n", "80.85]\n    boundary: b.geojson\n")))
                .as(what)
                .containsExactly("line 8: " + problem.replace("FILE", "FOLDER/b.geojson"));
    }

    @Test
    void refusesABoundaryThatIsNotJson() throws IOException {
        Files.writeString(folder.resolve("b.geojson"), "no json");

        assertThat(problems(LEAST.replace("80.85]\n", "80.85]\n    boundary: b.geojson\n")))
                .singleElement()
                .asString()
                .startsWith("line 8: a boundary must be GeoJSON: Unrecognized token 'no'")
                .endsWith("(FOLDER/b.geojson)");
    }

    @Test
    void readsABoundaryWithAHoleInACollection() throws IOException, SettingsException {
        Files.writeString(
                folder.resolve("b.geojson"),
                """
                {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry":
                {"type": "Polygon", "coordinates": [[[80,26],[81,26],[81,27],[80,27],[80,26]],
                [[80.4,26.4],[80.6,26.4],[80.6,26.6],[80.4,26.4]]]}}]}
                """);

        City city = read(LEAST.replace("80.85]\n", "80.85]\n    boundary: b.geojson\n"));

        assertThat(city.stations().get(0).boundary().orElseThrow().toText())
                .isEqualTo(
                        "MULTIPOLYGON (((80 26, 81 26, 81 27, 80 27, 80 26), (80.4 26.4, 80.6"
                                + " 26.4, 80.6 26.6, 80.4 26.4)))");
    }
}
