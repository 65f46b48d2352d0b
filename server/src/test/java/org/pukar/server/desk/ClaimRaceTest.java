package org.pukar.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.camera.Camera;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.incident.Event;
import org.pukar.routing.Roads;
import org.pukar.server.store.Database;
import org.pukar.server.store.EvidenceStore;
import org.pukar.server.store.IncidentStore;
import org.pukar.server.store.IncidentStore.Happened;
import org.pukar.server.store.MasterKey;

/** Two people claim the same incident at the same moment, a thousand times: always exactly one. */
class ClaimRaceTest {
    private static final int RACES = 1_000;

    @TempDir Path data;

    @Test
    void exactlyOneOfTwoTakesIt() throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(2);
        try (Database database = Database.open(data, Optional.empty(), true)) {
            EvidenceStore evidence =
                    new EvidenceStore(
                            database.jdbc(),
                            MasterKey.load(data.resolve("master.key"), Optional.empty()));
            Desk desk =
                    new Desk(
                            TestCity.in(data),
                            database,
                            evidence,
                            Roads.unknown(),
                            InstantSource.system());
            IncidentStore incidents = new IncidentStore(database.jdbc());
            CyclicBarrier start = new CyclicBarrier(2);
            int asha = 0;
            for (int race = 0; race < RACES; race++) {
                UUID id = opened(desk, race);
                List<Future<Optional<String>>> both = new ArrayList<>();
                for (String person : List.of("asha", "bilal")) {
                    both.add(
                            people.submit(
                                    () -> {
                                        start.await();
                                        Event claim = new Event.Claimed(desk.now(), person);
                                        return desk.act(id, claim, person, "looks at it");
                                    }));
                }
                List<Optional<String>> refusals = List.of(both.get(0).get(), both.get(1).get());
                assertThat(refusals.stream().filter(Optional::isEmpty))
                        .as("race %d", race)
                        .hasSize(1);
                String holder =
                        incidents.find(id).orElseThrow().incident().claimedBy().orElseThrow();
                assertThat(holder).isEqualTo(refusals.get(0).isEmpty() ? "asha" : "bilal");
                assertThat(refusals).contains(Optional.of(holder + " took this incident first"));
                assertThat(incidents.history(id).stream().map(Happened::kind))
                        .containsOnlyOnce("Claimed");
                asha += holder.equals("asha") ? 1 : 0;
            }
            assertThat(asha).as("both win now and then, or it was no race").isBetween(1, RACES - 1);
        } finally {
            people.shutdownNow();
        }
    }

    private static UUID opened(Desk desk, int race) {
        Instant at = Instant.now().minusSeconds(1_000_000).plusSeconds(race * 400L);
        Signal signal = new Signal(UUID.randomUUID(), "c", Rank.SIGN, at, race, 0, 0, List.of());
        return desk.take(
                signal,
                new Camera("c", "s", "Camera", TestCity.PLACE, "", false),
                List.of(),
                Optional.empty());
    }
}
