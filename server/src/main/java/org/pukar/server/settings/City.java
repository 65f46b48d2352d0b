package org.pukar.server.settings;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.pukar.base.GeoPoint;
import org.pukar.base.OpeningHours;
import org.pukar.camera.Camera;
import org.pukar.camera.PlaceKind;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.incident.Deadlines;
import org.pukar.routing.Station;
import org.pukar.routing.Unit;
import org.pukar.vision.gpu.Compute;

/**
 * All that the settings say.
 *
 * @param name of the city
 * @param note shown on every page, such as "sample, not an official list"; may be empty
 * @param zone the city's time
 * @param map a GeoJSON file with roads, water and parks, drawn without internet
 * @param roads an OpenStreetMap extract for driving times; empty: straight lines
 * @param tiles a tile server's address with {z}, {x} and {y}, if pictures of the map may be fetched
 * @param data where everything is kept
 * @param address the console listens here
 * @param port the console listens here; 0 for any free one
 * @param publicAddress what people on the street open, such as {@code https://help.example.org}:
 *     printed on signs; empty until there is one
 * @param answerable who answers for it, for the public page
 * @param evidence how evidence is added up
 * @param deadlines how long things may take
 * @param stations at least one
 * @param units may be none
 * @param sites at least one
 * @param points panic points of all sites
 * @param cameras of all sites
 * @param pointsLine the MQTT broker that panic points speak to; empty: only HTTPS
 * @param channels by which people elsewhere are told; may be none
 * @param drills what is exercised without being asked for
 * @param signIn how people sign in
 * @param tls with what the console speaks https; empty: http, for a proxy before it
 * @param witnesses who keeps the log's signed heads elsewhere: http(s) addresses and files
 * @param safeguards who may allow a camera to be opened, and whether alerts go out in earnest
 * @param keeping how long things are kept, and where their keys lie
 * @param clock what this server's clock is compared with
 * @param compute where nets run and streams are decoded
 */
public record City(
        String name,
        String note,
        ZoneId zone,
        Optional<Path> map,
        Optional<Path> roads,
        Optional<String> tiles,
        Path data,
        String address,
        int port,
        Optional<String> publicAddress,
        Answerable answerable,
        EvidenceSettings evidence,
        Deadlines deadlines,
        List<Station> stations,
        List<Unit> units,
        List<Site> sites,
        List<Point> points,
        List<Camera> cameras,
        Optional<Channel.Mqtt> pointsLine,
        List<Channel> channels,
        DrillSettings drills,
        SignInSettings signIn,
        Optional<Tls> tls,
        List<String> witnesses,
        Safeguards safeguards,
        Keeping keeping,
        ClockSettings clock,
        Compute compute) {
    public City {
        stations = List.copyOf(stations);
        units = List.copyOf(units);
        sites = List.copyOf(sites);
        points = List.copyOf(points);
        cameras = List.copyOf(cameras);
        channels = List.copyOf(channels);
        witnesses = List.copyOf(witnesses);
    }

    /**
     * Whom the public may hold to account; each empty where the settings do not say.
     *
     * @param owner who runs it and decides on it
     * @param ground the law or order that it rests on
     * @param contact whom to ask
     * @param complaints how to complain, best with somebody other than the owner
     */
    public record Answerable(
            Optional<String> owner,
            Optional<String> ground,
            Optional<String> contact,
            Optional<String> complaints) {
        static Answerable notSaid() {
            return new Answerable(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    /**
     * A place being watched.
     *
     * @param id short, unique
     * @param name what people call it
     * @param place its middle
     * @param kind what kind of place it is
     */
    public record Site(String id, String name, GeoPoint place, PlaceKind kind) {
        /** A place in a street. */
        public Site(String id, String name, GeoPoint place) {
            this(id, name, place, PlaceKind.STREET);
        }
    }

    /**
     * A panic point: a button on a pole.
     *
     * @param id short, unique; the name of its key
     * @param siteId where it stands
     * @param name what people call it
     * @param place where exactly
     */
    public record Point(String id, String siteId, String name, GeoPoint place) {}

    /**
     * A city with the standard settings and one station, "st", that is always open: for
     * measurements and tests. It listens on any free port of this machine.
     */
    public static City ofOneStation(
            String name,
            Path data,
            GeoPoint place,
            List<Site> sites,
            List<Point> points,
            List<Camera> cameras) {
        return new City(
                name,
                "",
                ZoneId.of("UTC"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                data,
                "127.0.0.1",
                0,
                Optional.empty(),
                Answerable.notSaid(),
                EvidenceSettings.standard(),
                Deadlines.standard(),
                List.of(
                        new Station(
                                "st",
                                "Station",
                                place,
                                Optional.empty(),
                                OpeningHours.always(),
                                Optional.empty())),
                List.of(),
                sites,
                points,
                cameras,
                Optional.empty(),
                List.of(),
                DrillSettings.none(),
                SignInSettings.passwords(),
                Optional.empty(),
                List.of(),
                Safeguards.none(),
                Keeping.standard(),
                ClockSettings.none(),
                Compute.CPU);
    }

    public Optional<Site> findSite(String id) {
        return sites.stream().filter(s -> s.id().equals(id)).findFirst();
    }

    public Optional<Point> findPoint(String id) {
        return points.stream().filter(p -> p.id().equals(id)).findFirst();
    }

    /** The site of that id; there must be one. */
    public Site site(String id) {
        return findSite(id)
                .orElseThrow(() -> new IllegalArgumentException("no site has the id " + id));
    }

    /**
     * What people call a station or unit of that id; the id itself when it is no longer in the
     * settings.
     */
    public String targetName(String id) {
        return stations.stream()
                .filter(s -> s.id().equals(id))
                .map(Station::name)
                .findFirst()
                .or(() -> units.stream().filter(u -> u.id().equals(id)).map(Unit::name).findFirst())
                .orElse(id);
    }

    /** The station of that id, or the one that a unit of that id belongs to. */
    public Optional<Station> stationOf(String target) {
        String id =
                units.stream()
                        .filter(u -> u.id().equals(target))
                        .map(Unit::stationId)
                        .findFirst()
                        .orElse(target);
        return stations.stream().filter(s -> s.id().equals(id)).findFirst();
    }

    /** The same city with its console on another port and its data elsewhere. */
    public City with(Path otherData, int otherPort) {
        return copy(c -> c.data = otherData, c -> c.port = otherPort);
    }

    /** The same city with other cameras. */
    public City withCameras(List<Camera> otherCameras) {
        return copy(c -> c.cameras = otherCameras);
    }

    /** The same city with other channels. */
    public City with(List<Channel> otherChannels) {
        return copy(c -> c.channels = otherChannels);
    }

    /** The same city with other exercises. */
    public City with(DrillSettings otherDrills) {
        return copy(c -> c.drills = otherDrills);
    }

    /** The same city where people sign in in another way, or its console speaks https. */
    public City with(SignInSettings otherSignIn, Optional<Tls> otherTls) {
        return copy(c -> c.signIn = otherSignIn, c -> c.tls = otherTls);
    }

    /** The same city with other safeguards. */
    public City with(Safeguards otherSafeguards) {
        return copy(c -> c.safeguards = otherSafeguards);
    }

    /** The same city with other rules of keeping. */
    public City with(Keeping otherKeeping) {
        return copy(c -> c.keeping = otherKeeping);
    }

    /** The same city that compares its clock with others. */
    public City with(ClockSettings otherClock) {
        return copy(c -> c.clock = otherClock);
    }

    @SafeVarargs
    private City copy(Consumer<Changed>... changes) {
        Changed c = new Changed(this);
        for (Consumer<Changed> change : changes) {
            change.accept(c);
        }
        return new City(
                name,
                note,
                zone,
                map,
                roads,
                tiles,
                c.data,
                address,
                c.port,
                publicAddress,
                answerable,
                evidence,
                deadlines,
                stations,
                units,
                sites,
                points,
                c.cameras,
                pointsLine,
                c.channels,
                c.drills,
                c.signIn,
                c.tls,
                witnesses,
                c.safeguards,
                c.keeping,
                c.clock,
                compute);
    }

    /** What a copy may differ in. */
    private static final class Changed {
        private Path data;
        private int port;
        private List<Camera> cameras;
        private List<Channel> channels;
        private DrillSettings drills;
        private SignInSettings signIn;
        private Optional<Tls> tls;
        private Safeguards safeguards;
        private Keeping keeping;
        private ClockSettings clock;

        Changed(City city) {
            data = city.data;
            port = city.port;
            cameras = city.cameras;
            channels = city.channels;
            drills = city.drills;
            signIn = city.signIn;
            tls = city.tls;
            safeguards = city.safeguards;
            keeping = city.keeping;
            clock = city.clock;
        }
    }
}
