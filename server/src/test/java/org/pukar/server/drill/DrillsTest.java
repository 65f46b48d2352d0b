package org.pukar.server.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pukar.evidence.Rank;
import org.pukar.incident.Event;
import org.pukar.incident.Outcome;
import org.pukar.incident.State;
import org.pukar.routing.Roads;
import org.pukar.server.desk.Desk;
import org.pukar.server.desk.TestCity;
import org.pukar.server.settings.Channel;
import org.pukar.server.settings.City;
import org.pukar.server.settings.PresentCameras;
import org.pukar.server.store.AlertStore;
import org.pukar.server.store.Database;
import org.pukar.server.store.DrillStore.Drill;
import org.pukar.server.store.EvidenceStore;
import org.pukar.server.store.IncidentStore;
import org.pukar.server.store.IncidentStore.Exercise;
import org.pukar.server.store.MasterKey;

/** Drills through the real desk, over the real database. */
class DrillsTest {
    @TempDir static Path data;
    private static Database database;

    private Instant now = Instant.parse("2026-11-24T18:00:00Z");
    private Desk desk;
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
        City city = TestCity.in(data).with(List.of(channel("live", false), channel("try", true)));
        EvidenceStore evidence =
                new EvidenceStore(
                        database.jdbc(),
                        MasterKey.load(data.resolve("master.key"), Optional.empty()));
        desk = new Desk(city, database, evidence, Roads.unknown(), () -> now);
        drills = new Drills(city, PresentCameras.of(city), database, desk, () -> now);
    }

    private static Channel channel(String id, boolean exercises) {
        return new Channel(
                id,
                new Channel.Webhook("http://localhost", Channel.Format.JSON),
                List.of(),
                Rank.EXPRESSION,
                exercises,
                Optional.empty(),
                Duration.ofSeconds(1),
                20);
    }

    private Drill drill(UUID id) {
        return drills.find(id).orElseThrow();
    }

    private void act(UUID id, Event event) {
        assertThat(desk.act(id, event, "kavya", "")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Rank.class)
    void aDrillOfEveryRankGoesThroughEverythingAndItsTimesAreKept(Rank rank) throws Exception {
        UUID id = drills.start("s", rank, "ravi");
        IncidentStore.Kept kept = new IncidentStore(database.jdbc()).find(id).orElseThrow();
        assertThat(kept.exercise()).contains(Exercise.DRILL);
        if (rank != Rank.REQUEST) {
            now = now.plusSeconds(4);
            act(id, new Event.Claimed(now, "kavya"));
            now = now.plusSeconds(6);
            act(id, new Event.Confirmed(now, "kavya"));
        }
        now = now.plusSeconds(5);
        act(id, new Event.Acknowledged(now, "kavya"));
        Outcome.Answer no = Outcome.Answer.NO;
        act(
                id,
                new Event.Reported(
                        now,
                        "kavya",
                        new Outcome(Outcome.Found.HELP_GIVEN, no, no, no, no, no, "")));
        Drill done = drill(id);
        assertThat(done.state()).isEqualTo(State.CLOSED);
        assertThat(done.startedBy()).isEqualTo("ravi");
        assertThat(done.missed(now)).isFalse();
        boolean request = rank == Rank.REQUEST;
        assertThat(done.times().claimed())
                .isEqualTo(request ? Optional.empty() : Optional.of(Duration.ofSeconds(4)));
        assertThat(done.times().decided())
                .isEqualTo(request ? Optional.empty() : Optional.of(Duration.ofSeconds(10)));
        assertThat(done.times().sent()).contains(Duration.ofSeconds(request ? 0 : 10));
        assertThat(done.times().acknowledged()).contains(Duration.ofSeconds(request ? 5 : 15));
        assertThat(done.times().reported()).contains(Duration.ofSeconds(request ? 5 : 15));
        assertThat(new AlertStore(database.jdbc()).of(id))
                .isNotEmpty()
                .allSatisfy(a -> assertThat(a.alert().channel()).isEqualTo("try"));
        assertThat(
                        database.jdbc()
                                .sql(
                                        "select detail from audit where act = 'STARTED_DRILL' and"
                                                + " person = 'ravi' and incident_id = ?")
                                .param(id)
                                .query(String.class)
                                .single())
                .isEqualTo(rank.name().toLowerCase(java.util.Locale.ROOT) + " at Site");
    }

    @Test
    void aDrillThatNobodyTakesEndsByTheUsualDeadlinesAndIsMissed() throws Exception {
        UUID id = drills.start("s", Rank.EXPRESSION, "ravi");
        for (int second = 0; second < 299; second++) {
            now = now.plusSeconds(1);
            desk.tick();
        }
        assertThat(drill(id).missed(now)).isFalse();
        now = now.plusSeconds(1);
        desk.tick();
        assertThat(drill(id).state()).isEqualTo(State.EXPIRED);
        assertThat(drill(id).missed(now)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Rank.class,
            names = {"SIGN", "REQUEST"})
    void aWishRingsOnAsARealOneAndIsMissedAfterFiveMinutes(Rank rank) throws Exception {
        UUID id = drills.start("s", rank, "ravi");
        now = now.plusSeconds(300);
        assertThat(drill(id).missed(now)).isFalse();
        now = now.plusSeconds(1);
        assertThat(drill(id).missed(now)).isTrue();
        assertThat(drill(id).state().ended()).isFalse();
    }

    @Test
    void oneDrillAtATimeRunsAtASite() throws Exception {
        drills.start("s", Rank.SIGN, "ravi");
        assertThatThrownBy(() -> drills.start("s", Rank.EXPRESSION, "ravi"))
                .isInstanceOf(DrillRefusedException.class)
                .hasMessage("one drill at a time may run at a site; one runs at Site");
        assertThat(drills.latest(10)).hasSize(1);
    }

    @Test
    void anUnknownSiteIsRefusedWithTheNearestOne() {
        assertThatThrownBy(() -> drills.start("z", Rank.EXPRESSION, "ravi"))
                .hasMessageStartingWith("a drill needs a site of the settings, got z");
    }

    @Test
    void whenPagesHeardOfItIsKeptOnce() throws Exception {
        UUID id = drills.start("s", Rank.EXPRESSION, "ravi");
        try (DrillClock clock = new DrillClock(database, () -> now)) {
            now = now.plusMillis(120);
            clock.changed(id.toString());
            clock.changed(UUID.randomUUID().toString());
            clock.changed("");
            now = now.plusSeconds(1);
            clock.noteListed();
            clock.changed(id.toString());
            clock.noteListed();
        }
        assertThat(drill(id).times().listed()).contains(Duration.ofMillis(120));
    }
}
