package org.pukar.server.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.evidence.Rank;
import org.pukar.routing.Roads;
import org.pukar.server.command.SampleCity;
import org.pukar.server.desk.Desk;
import org.pukar.server.desk.TestCity;
import org.pukar.server.settings.City;
import org.pukar.server.settings.DrillSettings;
import org.pukar.server.settings.PresentCameras;
import org.pukar.server.store.Database;
import org.pukar.server.store.DrillStore.Drill;
import org.pukar.server.store.EvidenceStore;
import org.pukar.server.store.MasterKey;

/** The sample city's nights, by a clock that is turned by hand. */
class NightlyTest {
    private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");

    @TempDir static Path data;
    private static Database database;

    private volatile Instant now = at("2026-11-24T12:00");
    private City city;
    private Drills drills;

    @BeforeAll
    static void open() throws Exception {
        database = Database.open(data, Optional.empty(), true);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void start() throws Exception {
        TestCity.forget(database);
        city = SampleCity.in(data);
        drills = drills(city);
    }

    private Drills drills(City of) throws Exception {
        EvidenceStore evidence =
                new EvidenceStore(
                        database.jdbc(),
                        MasterKey.load(data.resolve("master.key"), Optional.empty()));
        Desk desk = new Desk(of, database, evidence, Roads.unknown(), () -> now);
        return new Drills(of, PresentCameras.of(of), database, desk, () -> now);
    }

    private static Instant at(String local) {
        return java.time.LocalDateTime.parse(local).atZone(KOLKATA).toInstant();
    }

    private static City nightly(City of, Optional<LocalTime> time) {
        return of.with(new DrillSettings(time, 0, List.of()));
    }

    @Test
    void eachStationThatIsOpenHasOneAlarmANight() {
        Nightly nightly = new Nightly(city, database, drills, new Random(1));
        assertThat(nightly.tick()).isZero();
        now = at("2026-11-25T02:59:59");
        assertThat(nightly.tick()).isZero();
        now = at("2026-11-25T03:00:00");
        int first = nightly.tick();
        assertThat(first).isPositive();
        assertThat(nightly.tick()).isZero();
        now = at("2026-11-25T03:40:00");
        assertThat(nightly.tick()).isZero();
        List<Drill> started = drills.latest(10);
        assertThat(started).hasSize(first);
        assertThat(started)
                .allSatisfy(
                        d -> {
                            assertThat(d.night()).contains(LocalDate.parse("2026-11-25"));
                            assertThat(d.rank()).isEqualTo(Rank.EXPRESSION);
                            assertThat(d.startedBy()).isEqualTo("night");
                        });
        // Railganj is closed at this hour: its sites ring elsewhere.
        assertThat(started)
                .extracting(Drill::stationId)
                .doesNotHaveDuplicates()
                .doesNotContain("railganj");
    }

    @Test
    void theNextNightHasItsOwn() throws Exception {
        Nightly nightly = new Nightly(city, database, drills, new Random(1));
        now = at("2026-11-25T03:00:05");
        int first = nightly.tick();
        database.jdbc().sql("update incident set state = 'EXPIRED', ended_at = now()").update();
        now = at("2026-11-26T03:00:05");
        assertThat(nightly.tick()).isEqualTo(first);
        assertThat(drills.latest(10)).hasSize(2 * first);
    }

    @Test
    void aPukarThatWasAwayAtThatMinuteCatchesUpForAnHour() {
        Nightly nightly = new Nightly(city, database, drills, new Random(1));
        now = at("2026-11-25T04:00:00");
        assertThat(nightly.tick()).isZero();
        now = at("2026-11-25T03:59:59");
        assertThat(nightly.tick()).isPositive();
    }

    @Test
    void anAlarmJustBeforeMidnightBelongsToTheNightThatItWasDueIn() {
        City late = nightly(city, Optional.of(LocalTime.of(23, 50)));
        Nightly nightly = new Nightly(late, database, drills, new Random(1));
        now = at("2026-11-26T00:10:00");
        assertThat(nightly.tick()).isPositive();
        assertThat(drills.latest(1).get(0).night()).contains(LocalDate.parse("2026-11-25"));
    }

    @Test
    void withoutATimeThereIsNone() {
        City off = nightly(city, Optional.empty());
        now = at("2026-11-25T03:00:00");
        assertThat(new Nightly(off, database, drills, new Random(1)).tick()).isZero();
    }

    @Test
    void manyDesksOnOneDatabaseStartOneAStationAndNight() throws Exception {
        now = at("2026-11-25T03:00:00");
        int desks = 6;
        ExecutorService pool = Executors.newFixedThreadPool(desks);
        CyclicBarrier start = new CyclicBarrier(desks);
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < desks; i++) {
            Nightly nightly = new Nightly(city, database, drills(city), new Random(i));
            all.add(
                    pool.submit(
                            () -> {
                                start.await();
                                return nightly.tick();
                            }));
        }
        int started = 0;
        for (Future<Integer> one : all) {
            started += one.get();
        }
        pool.shutdownNow();
        assertThat(started).isPositive();
        assertThat(drills.latest(100))
                .hasSize(started)
                .extracting(Drill::stationId)
                .doesNotHaveDuplicates();
    }
}
