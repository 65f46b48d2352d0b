package org.pukar.server.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Geometry;
import org.pukar.base.GeoPoint;
import org.pukar.base.NearestName;
import org.pukar.base.OpeningHours;
import org.pukar.camera.Camera;
import org.pukar.camera.PlaceKind;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.incident.Deadlines;
import org.pukar.routing.Station;
import org.pukar.routing.Unit;
import org.pukar.vision.gpu.Compute;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads {@code pukar.yaml}; docs/manual/settings.md lists every name with its default, unit and
 * rule.
 */
public final class SettingsFile {
    /**
     * No two places of a city are farther apart: the widest metropolitan areas are under 300 km.
     */
    private static final double CITY_METERS = 300_000;

    private final Path file;
    private final Path folder;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> ids = new HashMap<>();
    private Optional<GeoPoint> firstPlace = Optional.empty();

    private SettingsFile(Path file) {
        this.file = file;
        this.folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("."));
    }

    /**
     * Reads the settings; paths in them are relative to the file.
     *
     * @throws SettingsException with all problems at once
     */
    public static City read(Path file) throws SettingsException {
        SettingsFile settings = new SettingsFile(file);
        Optional<City> city = settings.read();
        if (!settings.problems.isEmpty() || city.isEmpty()) {
            throw new SettingsException(file.toString(), settings.problems);
        }
        return city.get();
    }

    private Optional<City> read() {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            problems.add(
                    "the settings file must be there and be UTF-8 text; copy sample/pukar.yaml to"
                            + " begin with");
            return Optional.empty();
        }
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root == null) {
                problems.add("the settings file is empty; copy sample/pukar.yaml to begin with");
                return Optional.empty();
            }
            return city(new YamlMap(root, "the settings", problems));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.add("line " + line + ": this is not YAML: " + e.getProblem());
            return Optional.empty();
        } catch (YAMLException e) {
            problems.add("this is not YAML that can be read: " + firstLine(e));
            return Optional.empty();
        }
    }

    /** SnakeYAML's own sentence; what follows on later lines quotes the file. */
    private static String firstLine(YAMLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("?");
    }

    private Optional<City> city(YamlMap root) {
        YamlMap city = root.map("city");
        String name = city.text("name");
        String note = city.findText("note").orElse("");
        ZoneId zone = zone(city);
        Optional<Path> map = city.findText("map").flatMap(path -> path(city, "map", path));
        if (map.isPresent() && !Files.isRegularFile(map.get())) {
            city.problem("map", "the map must be a GeoJSON file, found none at " + map.get());
        }
        Optional<Path> roads = city.findText("roads").flatMap(path -> path(city, "roads", path));
        if (roads.isPresent() && !Files.isRegularFile(roads.get())) {
            city.problem(
                    "roads",
                    "roads must be an OpenStreetMap extract (.osm.pbf), found none at "
                            + roads.get());
        }
        Optional<String> tiles = city.findText("tiles");
        City.Answerable answerable =
                new City.Answerable(
                        city.findText("owner"),
                        city.findText("ground"),
                        city.findText("contact"),
                        city.findText("complaints"));
        city.end();
        YamlMap web = root.map("web");
        String address = web.findText("address").orElse("127.0.0.1");
        int port = web.wholeNumber("port", 8080, 0, 65535);
        Optional<String> publicAddress = publicAddress(web);
        Optional<Tls> tls = Tls.read(web, folder);
        web.end();
        Path data =
                root.findText("data")
                        .flatMap(path -> path(root, "data", path))
                        .orElse(folder.resolve("data"));
        EvidenceSettings evidence = evidence(root.map("budget"));
        Deadlines deadlines = deadlines(root.map("deadlines"));
        List<Station> stations = root.list("stations", this::station);
        List<Unit> units = root.list("units", u -> unit(u, stations));
        List<Camera> cameras = new ArrayList<>();
        List<City.Point> points = new ArrayList<>();
        List<City.Site> sites = root.list("sites", s -> site(s, points, cameras));
        List<Channel> channels =
                root.list(
                        "channels",
                        new ChannelSettings(stations, c -> newId(c, "channel"), folder)::read);
        Optional<Channel.Mqtt> pointsLine =
                root.has("pointsMqtt")
                        ? Optional.of(
                                new ChannelSettings(stations, c -> "", folder)
                                        .points(root.map("pointsMqtt")))
                        : Optional.empty();
        DrillSettings drills = drills(root.map("drills"));
        SignInSettings signIn =
                SignInSettings.read(
                        root.map("signIn"), new ChannelSettings(stations, c -> "", folder));
        List<String> witnesses =
                root.texts("witnesses").stream().flatMap(w -> witness(root, w).stream()).toList();
        Safeguards safeguards = new SafeguardSettings(folder).read(root);
        Keeping keeping = Keeping.read(root, folder);
        ClockSettings clock = ClockSettings.read(root.map("clock"));
        Compute compute = compute(root);
        root.end();
        if (stations.isEmpty()) {
            root.problem("stations", "a city needs at least one station to alert, got none");
        }
        if (sites.isEmpty()) {
            root.problem("sites", "a city needs at least one site to watch, got none");
        }
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new City(
                        name,
                        note,
                        zone,
                        map,
                        roads,
                        tiles,
                        data,
                        address,
                        port,
                        publicAddress,
                        answerable,
                        evidence,
                        deadlines,
                        stations,
                        units,
                        sites,
                        points,
                        cameras,
                        pointsLine,
                        channels,
                        drills,
                        signIn,
                        tls,
                        witnesses,
                        safeguards,
                        keeping,
                        clock,
                        compute));
    }

    private static Compute compute(YamlMap root) {
        String text = root.findText("compute").orElse("cpu");
        Optional<Compute> compute = Compute.find(text);
        if (compute.isEmpty()) {
            root.problem("compute", "compute must be cpu or gpu, got " + text);
        }
        return compute.orElse(Compute.CPU);
    }

    /** Who keeps the log's signed heads: an http(s) address, or a file of a folder that exists. */
    private Optional<String> witness(YamlMap root, String place) {
        if (place.matches("https?://[^\\s/]+(/\\S*)?")) {
            return Optional.of(place);
        }
        Optional<Path> file = path(root, "witnesses", place);
        if (place.contains("://")
                || file.filter(f -> Files.isDirectory(f.resolveSibling("."))).isEmpty()) {
            root.problem(
                    "witnesses",
                    "a witness must be an http(s) address or a file in a folder that exists, got "
                            + place);
            return Optional.empty();
        }
        return file.map(Path::toString);
    }

    /** What signs print: an address that any phone can open, without a slash at its end. */
    private static Optional<String> publicAddress(YamlMap web) {
        Optional<String> text = web.findText("publicAddress");
        if (text.isPresent()
                && !text.get().matches("https?://[A-Za-z0-9.:\\[\\]-]+(/[\\w.-]+)*/?")) {
            web.problem(
                    "publicAddress",
                    "publicAddress must be such as https://help.example.org, got " + text.get());
        }
        return text.map(t -> t.replaceFirst("/$", ""));
    }

    /** A path relative to the settings file. */
    private Optional<Path> path(YamlMap map, String name, String text) {
        try {
            return Optional.of(folder.resolve(text).normalize());
        } catch (InvalidPathException e) {
            map.problem(name, name + " must be a path, got " + text.replaceAll("\\p{Cntrl}", "?"));
            return Optional.empty();
        }
    }

    private static ZoneId zone(YamlMap city) {
        String text = city.text("timeZone");
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            if (!text.equals("?")) {
                Set<String> known = new TreeSet<>(ZoneId.getAvailableZoneIds());
                String mend =
                        NearestName.of(text, known)
                                .map(n -> "; did you mean " + n + "?")
                                .orElse("");
                city.problem(
                        "timeZone",
                        "timeZone must be a zone such as Asia/Kolkata, got " + text + mend);
            }
            return ZoneId.of("UTC");
        }
    }

    private static EvidenceSettings evidence(YamlMap budget) {
        EvidenceSettings standard = EvidenceSettings.standard();
        double look = budget.number("lookSeconds", standard.lookLength().toMillis() / 1e3, .2, 10);
        double alarms =
                budget.number(
                        "falseAlarmsPerCameraDay", standard.falseAlarmsPerCameraDay(), .001, 100);
        double exponent =
                budget.number("exponent", standard.exponent(), EvidenceSettings.LEAST_EXPONENT, 1);
        budget.end();
        return new EvidenceSettings(Duration.ofMillis(Math.round(look * 1000)), alarms, exponent);
    }

    private static Deadlines deadlines(YamlMap map) {
        Deadlines s = Deadlines.standard();
        Deadlines read =
                new Deadlines(
                        seconds(map, "claimWishSeconds", s.claimWish()),
                        seconds(map, "claimExpressionSeconds", s.claimExpression()),
                        seconds(map, "reviewSeconds", s.review()),
                        seconds(map, "expireSeconds", s.expire()),
                        seconds(map, "answerSeconds", s.answer()),
                        seconds(map, "retrySeconds", s.retry()),
                        hours(map, "outcomeHours", s.outcome()),
                        seconds(map, "groupSeconds", s.group()));
        map.end();
        return read;
    }

    private static Duration seconds(YamlMap map, String name, Duration unlessTold) {
        return Duration.ofMillis(
                Math.round(1000 * map.number(name, unlessTold.toMillis() / 1e3, 1, 3600)));
    }

    private static Duration hours(YamlMap map, String name, Duration unlessTold) {
        return Duration.ofMinutes(
                Math.round(60 * map.number(name, unlessTold.toMinutes() / 60.0, 1, 168)));
    }

    private DrillSettings drills(YamlMap map) {
        Optional<LocalTime> nightly = map.findText("nightly").flatMap(text -> time(map, text));
        double share = map.number("knownShare", 0, 0, DrillSettings.MOST_KNOWN);
        List<DrillSettings.KnownFilm> films = map.list("films", this::knownFilm);
        map.end();
        if (share > 0 && films.isEmpty()) {
            map.problem(
                    "knownShare",
                    "known exercises need films with known answers under films, got none");
        }
        return new DrillSettings(nightly, share, films);
    }

    private static Optional<LocalTime> time(YamlMap map, String text) {
        if (text.equals("off")) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalTime.parse(text));
        } catch (DateTimeException e) {
            map.problem("nightly", "nightly must be off or a time such as \"03:00\", got " + text);
            return Optional.empty();
        }
    }

    private DrillSettings.KnownFilm knownFilm(YamlMap map) {
        String text = map.text("film");
        Path film = path(map, "film", text).orElse(folder);
        if (!text.equals("?") && !Files.isRegularFile(film)) {
            map.problem("film", "a film must be a file that can be read, found none at " + film);
        }
        String answer = map.text("answer").toUpperCase(Locale.ROOT);
        boolean help = answer.equals("HELP");
        if (!help && !answer.equals("NO_NEED") && !answer.equals("?")) {
            map.problem("answer", "answer must be HELP or NO_NEED, got " + answer);
        }
        return new DrillSettings.KnownFilm(
                film, help ? DrillSettings.KnownAnswer.HELP : DrillSettings.KnownAnswer.NO_NEED);
    }

    private String newId(YamlMap map, String kind) {
        String id = map.id("id");
        String other = ids.putIfAbsent(id, kind);
        if (other != null && !id.equals("?")) {
            map.problem("id", "an id may be used once; " + id + " is already a " + other + "'s");
        }
        return id;
    }

    private Station station(YamlMap map) {
        String id = newId(map, "station");
        String name = map.text("name");
        GeoPoint place = place(map, "place").orElse(new GeoPoint(0, 0));
        Optional<Geometry> boundary = map.findText("boundary").flatMap(path -> boundary(map, path));
        return new Station(id, name, place, boundary, hours(map), phone(map));
    }

    private Optional<GeoPoint> place(YamlMap map, String name) {
        return near(map, name, map.place(name));
    }

    private Optional<GeoPoint> findPlace(YamlMap map, String name) {
        return near(map, name, map.findPlace(name));
    }

    /** A place with longitude first is one on Earth, but not one in this city. */
    private Optional<GeoPoint> near(YamlMap map, String name, Optional<GeoPoint> place) {
        if (place.isEmpty()) {
            return place;
        }
        GeoPoint here = place.get();
        GeoPoint city = firstPlace.orElse(here);
        firstPlace = Optional.of(city);
        boolean far = here.metersTo(city) > CITY_METERS;
        if (far
                && Math.abs(here.longitude()) <= 90
                && swapped(here).metersTo(city) <= CITY_METERS) {
            map.problem(
                    name,
                    "%s must be [latitude, longitude]; [%s] is %.0f km from the first place of the"
                                    .formatted(name, here, here.metersTo(city) / 1000)
                            + " city: are the two swapped?");
        }
        return place;
    }

    private static GeoPoint swapped(GeoPoint place) {
        return new GeoPoint(/* latitude= */ place.longitude(), /* longitude= */ place.latitude());
    }

    private Optional<Geometry> boundary(YamlMap map, String path) {
        Optional<Path> boundary = path(map, "boundary", path);
        if (boundary.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Boundaries.read(boundary.get()));
        } catch (IOException e) {
            map.problem("boundary", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static OpeningHours hours(YamlMap map) {
        Optional<String> text = map.findText("hours");
        if (text.isEmpty() || text.get().equals("always")) {
            return OpeningHours.always();
        }
        try {
            String[] parts = text.get().split("-", 2);
            if (parts.length == 2) {
                return new OpeningHours(
                        LocalTime.parse(parts[0].strip()), LocalTime.parse(parts[1].strip()));
            }
        } catch (DateTimeException e) {
            // Said below, as for a text without a hyphen.
        }
        map.problem("hours", "hours must be always or such as 06:00-22:00, got " + text.get());
        return OpeningHours.always();
    }

    /** A number that a phone can dial. */
    private static Optional<String> phone(YamlMap map) {
        Optional<String> text = map.findText("phone");
        if (text.isPresent() && !text.get().matches("\\+?[0-9][0-9 -]{1,22}")) {
            map.problem(
                    "phone", "phone must be 2 to 24 digits, spaces or hyphens, got " + text.get());
        }
        return text;
    }

    private Unit unit(YamlMap map, List<Station> stations) {
        String id = newId(map, "unit");
        String name = map.text("name");
        String station = map.text("station");
        List<String> known = stations.stream().map(Station::id).toList();
        if (!known.contains(station) && !station.equals("?")) {
            String mend =
                    NearestName.of(station, known).map(n -> "; did you mean " + n + "?").orElse("");
            map.problem(
                    "station",
                    "a unit's station must be one of the stations, got " + station + mend);
        }
        // A standing post does not move, so its position does not age.
        Optional<Unit.Fix> post = findPlace(map, "post").map(p -> new Unit.Fix(p, Instant.MAX));
        return new Unit(id, name, station, map.yesOrNo("womenOfficers", false), post);
    }

    private City.Site site(YamlMap map, List<City.Point> points, List<Camera> cameras) {
        String id = newId(map, "site");
        String name = map.text("name");
        PlaceKind kind = kind(map);
        GeoPoint place = place(map, "place").orElse(new GeoPoint(0, 0));
        points.addAll(map.list("points", p -> point(p, id, place)));
        cameras.addAll(map.list("cameras", c -> camera(c, id, place)));
        return new City.Site(id, name, place, kind);
    }

    private static PlaceKind kind(YamlMap map) {
        String text = map.findText("kind").orElse("STREET").toUpperCase(Locale.ROOT);
        for (PlaceKind kind : PlaceKind.values()) {
            if (kind.name().equals(text)) {
                if (!kind.mayBeWatched()) {
                    map.problem("kind", kind.refusal());
                }
                return kind;
            }
        }
        List<String> known =
                Stream.of(PlaceKind.values())
                        .filter(PlaceKind::mayBeWatched)
                        .map(PlaceKind::name)
                        .toList();
        map.problem("kind", "kind must be one of " + String.join(", ", known) + ", got " + text);
        return PlaceKind.STREET;
    }

    private City.Point point(YamlMap map, String siteId, GeoPoint sitePlace) {
        String id = newId(map, "point");
        return new City.Point(
                id, siteId, map.text("name"), findPlace(map, "place").orElse(sitePlace));
    }

    private static Camera.Cues cues(YamlMap map) {
        Camera.Cues all = Camera.Cues.all();
        Camera.Cues cues =
                new Camera.Cues(
                        map.yesOrNo("expression", all.expression()),
                        map.yesOrNo("sign", all.sign()));
        map.end();
        return cues;
    }

    private Camera camera(YamlMap map, String siteId, GeoPoint sitePlace) {
        String id = newId(map, "camera");
        String name = map.text("name");
        String source = map.text("source");
        boolean local = !source.contains("://") && !source.startsWith("/dev/");
        return new Camera(
                id,
                siteId,
                name,
                findPlace(map, "place").orElse(sitePlace),
                local ? path(map, "source", source).map(Path::toString).orElse("?") : source,
                map.yesOrNo("loop", false),
                cues(map.map("cues")));
    }
}
