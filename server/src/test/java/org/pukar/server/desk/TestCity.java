package org.pukar.server.desk;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.pukar.base.GeoPoint;
import org.pukar.camera.Camera;
import org.pukar.server.settings.City;
import org.pukar.server.settings.Safeguards;
import org.pukar.server.store.Database;

/**
 * One site with a panic point, one station that is always open, no camera unless given; live, so
 * that alerts go out in earnest.
 */
public final class TestCity {
    /** Of the site and the station. */
    public static final GeoPoint PLACE = new GeoPoint(26.72, 80.86);

    private static final Safeguards LIVE =
            new Safeguards(
                    true,
                    Optional.of(new Safeguards.Assessment("assessment.md", "0".repeat(64))),
                    List.of());

    private TestCity() {}

    /** Keeps everything in that folder and listens on any free port of this machine. */
    public static City in(Path data) {
        return in(data, List.of());
    }

    /** The same with cameras. */
    public static City in(Path data, List<Camera> cameras) {
        return City.ofOneStation(
                        "Test",
                        data,
                        PLACE,
                        List.of(new City.Site("s", "Site", PLACE)),
                        List.of(new City.Point("pole", "s", "Pole", PLACE)),
                        cameras)
                .with(LIVE);
    }

    /** Empties the desk between tests; the log stays, as it always does. */
    public static void forget(Database database) {
        for (String table :
                List.of(
                        "drill_night",
                        "known_exercise",
                        "known_draw",
                        "drill",
                        "alert",
                        "opinion",
                        "request",
                        "evidence_key",
                        "signal",
                        "incident_event",
                        "incident")) {
            database.jdbc().sql("delete from " + table).update();
        }
    }
}
