package org.pukar.server.settings;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.pukar.base.GeoPoint;
import org.pukar.camera.Camera;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.incident.Deadlines;
import org.pukar.routing.OpeningHours;
import org.pukar.routing.Station;
import org.pukar.routing.Unit;

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
 * @param witnesses who keeps the log's signed heads elsewhere: http(s) addresses and files
 * @param keeping how long things are kept, and where their keys lie
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
        List<String> witnesses,
        Keeping keeping) {
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
     */
    public record Site(String id, String name, GeoPoint place) {}

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
                List.of(),
                Keeping.standard());
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
        return copy(otherData, otherPort, cameras, channels, drills, keeping);
    }

    /** The same city with other cameras. */
    public City withCameras(List<Camera> otherCameras) {
        return copy(data, port, otherCameras, channels, drills, keeping);
    }

    /** The same city with other channels. */
    public City with(List<Channel> otherChannels) {
        return copy(data, port, cameras, otherChannels, drills, keeping);
    }

    /** The same city with other exercises. */
    public City with(DrillSettings otherDrills) {
        return copy(data, port, cameras, channels, otherDrills, keeping);
    }

    /** The same city with other rules of keeping. */
    public City with(Keeping otherKeeping) {
        return copy(data, port, cameras, channels, drills, otherKeeping);
    }

    private City copy(
            Path otherData,
            int otherPort,
            List<Camera> otherCameras,
            List<Channel> otherChannels,
            DrillSettings otherDrills,
            Keeping otherKeeping) {
        return new City(
                name,
                note,
                zone,
                map,
                roads,
                tiles,
                otherData,
                address,
                otherPort,
                publicAddress,
                answerable,
                evidence,
                deadlines,
                stations,
                units,
                sites,
                points,
                otherCameras,
                pointsLine,
                otherChannels,
                otherDrills,
                witnesses,
                otherKeeping);
    }
}
