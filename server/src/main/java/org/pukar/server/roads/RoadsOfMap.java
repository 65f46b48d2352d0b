package org.pukar.server.roads;

import com.graphhopper.GHRequest;
import com.graphhopper.GHResponse;
import com.graphhopper.GraphHopper;
import com.graphhopper.GraphHopperConfig;
import com.graphhopper.config.CHProfile;
import com.graphhopper.config.Profile;
import com.graphhopper.json.Statement;
import com.graphhopper.util.CustomModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.pukar.base.GeoPoint;
import org.pukar.routing.Roads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Driving times over the roads of an OpenStreetMap extract, by GraphHopper, as a car may drive
 * without siren: a patrol is rarely slower. Read once, kept in the data folder. Thread-safe.
 */
public final class RoadsOfMap implements Roads, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RoadsOfMap.class);
    private static final String PROFILE = "car";

    private final GraphHopper hopper;

    private RoadsOfMap(GraphHopper hopper) {
        this.hopper = hopper;
    }

    /**
     * Reads an extract, or what was made of it before.
     *
     * @param extract an {@code .osm.pbf} or {@code .osm} file
     * @param folder what is made of it is kept here; made anew when the extract is newer
     * @throws IOException when it can't be read, with the file and the mend
     */
    public static RoadsOfMap open(Path extract, Path folder) throws IOException {
        if (!Files.isRegularFile(extract)) {
            throw new IOException(
                    "roads must be an OpenStreetMap extract (.osm.pbf), found none at " + extract);
        }
        Path made = folder.resolve("edges");
        if (Files.exists(made)
                && Files.getLastModifiedTime(made).compareTo(Files.getLastModifiedTime(extract))
                        < 0) {
            forget(folder);
        }
        if (!Files.exists(made)) {
            log.info("reading the roads of {}, once", extract);
        }
        try {
            GraphHopper hopper = new GraphHopper();
            hopper.init(config(extract, folder));
            hopper.importOrLoad();
            return new RoadsOfMap(hopper);
        } catch (RuntimeException e) {
            throw new IOException(
                    "roads must be an OpenStreetMap extract with roads for cars, %s is none: %s"
                            .formatted(extract, e.getMessage()),
                    e);
        }
    }

    private static GraphHopperConfig config(Path extract, Path folder) {
        GraphHopperConfig config = new GraphHopperConfig();
        config.putObject("datareader.file", extract.toString());
        config.putObject("graph.location", folder.toString());
        config.putObject("graph.encoded_values", "car_access,car_average_speed");
        config.putObject("import.osm.ignored_highways", "footway,path,steps,cycleway,corridor");
        config.setProfiles(
                List.of(
                        new Profile(PROFILE)
                                .setCustomModel(
                                        new CustomModel()
                                                .addToPriority(
                                                        Statement.If(
                                                                "!car_access",
                                                                Statement.Op.MULTIPLY,
                                                                "0"))
                                                .addToSpeed(
                                                        Statement.If(
                                                                "true",
                                                                Statement.Op.LIMIT,
                                                                "car_average_speed")))));
        config.setCHProfiles(List.of(new CHProfile(PROFILE)));
        return config;
    }

    private static void forget(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public Optional<Duration> between(GeoPoint from, GeoPoint to) {
        GHResponse answer =
                hopper.route(
                        new GHRequest(
                                        from.latitude(),
                                        from.longitude(),
                                        to.latitude(),
                                        to.longitude())
                                .setProfile(PROFILE));
        return answer.hasErrors()
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(answer.getBest().getTime()));
    }

    @Override
    public void close() {
        hopper.close();
    }
}
