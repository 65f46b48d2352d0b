package org.pukar.server.desk;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.pukar.base.GeoPoint;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.incident.Deadlines;
import org.pukar.routing.OpeningHours;
import org.pukar.routing.Station;
import org.pukar.server.settings.City;

/** One site, one station that is always open, no camera. */
public final class TestCity {
    /** Of the site and the station. */
    public static final GeoPoint PLACE = new GeoPoint(26.72, 80.86);

    private TestCity() {}

    /** Keeps everything in that folder and listens on any free port of this machine. */
    public static City in(Path data) {
        return new City(
                "Test",
                "",
                ZoneId.of("UTC"),
                Optional.empty(),
                Optional.empty(),
                data,
                "127.0.0.1",
                0,
                EvidenceSettings.standard(),
                Deadlines.standard(),
                List.of(
                        new Station(
                                "st", "Station", PLACE, Optional.empty(), OpeningHours.always())),
                List.of(),
                List.of(new City.Site("s", "Site", PLACE)),
                List.of());
    }
}
