package org.pukar.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.base.GeoPoint;
import org.pukar.incident.Event;
import org.pukar.routing.Roads;
import org.pukar.server.settings.City;
import org.pukar.server.settings.SettingsFile;
import org.pukar.server.store.Database;
import org.pukar.server.store.EvidenceStore;
import org.pukar.server.store.IncidentStore;
import org.pukar.server.store.MasterKey;
import org.pukar.server.store.Request;
import org.pukar.server.store.RequestStore.Secrets;

/** In the sample city pink-1 and pink-2 stand at posts; pink-1 is the nearer one. */
class FreeUnitsTest {
    private static final GeoPoint PLACE = new GeoPoint(26.7221, 80.8640);

    @TempDir Path data;

    @Test
    void aUnitOnItsWayToOneCallIsToldOfTheNextOnlyWhenNoneIsFree() throws Exception {
        Path sample = Path.of(System.getProperty("pukar.home"), "sample/pukar.yaml");
        City city = SettingsFile.read(sample).with(data, 0);
        try (Database database = Database.open(data, Optional.empty(), true)) {
            Desk desk =
                    new Desk(
                            city,
                            database,
                            new EvidenceStore(
                                    database.jdbc(),
                                    MasterKey.load(data.resolve("master.key"), Optional.empty())),
                            Roads.unknown(),
                            InstantSource.system());
            IncidentStore incidents = new IncidentStore(database.jdbc());

            UUID first = ask(desk);
            assertThat(sentTo(incidents, first)).contains("pink-1");
            assertThat(desk.act(first, new Event.Acknowledged(Instant.now(), "kavya"), "kavya", ""))
                    .isEmpty();
            UUID second = ask(desk);
            assertThat(sentTo(incidents, second)).contains("pink-2");
            assertThat(sentTo(incidents, ask(desk))).as("none is free").contains("pink-1");

            assertThat(
                            desk.act(
                                    first,
                                    new Event.Recalled(Instant.now(), "asha", "fine"),
                                    "asha",
                                    ""))
                    .isEmpty();
            assertThat(
                            desk.act(
                                    second,
                                    new Event.Recalled(Instant.now(), "asha", "fine"),
                                    "asha",
                                    ""))
                    .isEmpty();
            assertThat(sentTo(incidents, ask(desk))).as("pink-2 is free again").contains("pink-2");
        }
    }

    private static Optional<String> sentTo(IncidentStore incidents, UUID id) {
        return incidents.find(id).orElseThrow().incident().sentTo();
    }

    private static UUID ask(Desk desk) {
        Instant now = Instant.now();
        Request request =
                new Request(
                        UUID.randomUUID(),
                        Request.Way.CENTRE,
                        "112",
                        "",
                        false,
                        "",
                        Optional.of(new Request.Position(PLACE, 0, now)),
                        now,
                        now,
                        Optional.empty(),
                        Optional.empty());
        return desk.requests().askElsewhere(request, Secrets.none(), Optional.empty()).incident();
    }
}
