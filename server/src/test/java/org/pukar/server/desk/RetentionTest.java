package org.pukar.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.base.GeoPoint;
import org.pukar.camera.Camera;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.incident.Event;
import org.pukar.incident.Outcome;
import org.pukar.routing.Roads;
import org.pukar.server.settings.City;
import org.pukar.server.store.Database;
import org.pukar.server.store.EvidenceStore;
import org.pukar.server.store.IncidentStore;
import org.pukar.server.store.MasterKey;
import org.pukar.server.store.Request;
import org.pukar.server.store.RequestStore;
import org.pukar.server.store.RetentionStore;
import org.pukar.vision.mask.Ring;

/** A desk under a clock that the test sets, on a real database that is stopped and started. */
class RetentionTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration KEPT = Duration.ofDays(30);
    private static final long SEED = 10;

    @TempDir Path data;

    /** Time as the test says. */
    private static final class TestClock implements InstantSource {
        private Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** All that runs between two restarts. */
    private final class Running implements AutoCloseable {
        private final Database database;
        private final EvidenceStore evidence;
        private final Desk desk;
        private final Eraser eraser;
        private final TestClock clock;

        Running(TestClock clock) throws Exception {
            this.clock = clock;
            City city = TestCity.in(data);
            database = Database.open(data, Optional.empty(), true);
            evidence =
                    new EvidenceStore(
                            database.jdbc(),
                            MasterKey.load(data.resolve("master.key"), Optional.empty()));
            desk = new Desk(city, database, evidence, Roads.unknown(), clock);
            eraser =
                    new Eraser(
                            new Retention(city, database, evidence, clock),
                            evidence.erasures(),
                            clock);
        }

        /** Confirmed, answered, reported: it has ended now. */
        UUID closed(int n) {
            Signal made = Signal.request("c" + n, clock.now);
            Signal signal =
                    new Signal(
                            made.id(), "c" + n, Rank.EXPRESSION, clock.now, 1, 14, 13, List.of());
            UUID id =
                    desk.take(
                            signal,
                            new Camera("c" + n, "s", "Camera", TestCity.PLACE, "", false),
                            List.of(new Ring.Shot(clock.now, new byte[2_000])),
                            Optional.empty());
            for (Event event :
                    List.of(
                            new Event.Claimed(clock.now, "arjun"),
                            new Event.Confirmed(clock.now, "arjun"),
                            new Event.Acknowledged(clock.now, "kavya"),
                            new Event.Arrived(clock.now, "kavya"),
                            new Event.Reported(clock.now, "kavya", outcome()))) {
                assertThat(desk.act(id, event, "someone", "")).isEmpty();
            }
            return id;
        }

        boolean hasPictures(UUID id) {
            return count("evidence_picture where incident_id = '" + id + "'") > 0;
        }

        boolean hasWords(UUID id) {
            return count(
                            "incident where words_erased_at is null and id = '"
                                    + id
                                    + "' and outcome ->> 'note' <> ''")
                    > 0;
        }

        int count(String what) {
            return database.jdbc()
                    .sql("select count(*) from " + what)
                    .query(Integer.class)
                    .single();
        }

        int keys() {
            return count("erasure where key_id is not null and destroyed_at is null");
        }

        @Override
        public void close() {
            database.close();
        }
    }

    private static Outcome outcome() {
        return new Outcome(
                Outcome.Found.HELP_GIVEN,
                Outcome.Answer.YES,
                Outcome.Answer.NO,
                Outcome.Answer.NO,
                Outcome.Answer.NO,
                Outcome.Answer.NO,
                "a note in the officer's own words");
    }

    private record Due(UUID incident, Instant at) {}

    /**
     * 500 incidents in ten years. Around the time at which each is due, steps are taken as the
     * eraser's thread takes them: the last one before, and the first one after, at a random phase.
     * Restarts and outages lie anywhere between.
     */
    @Test
    void inTenYearsNothingIsKeptMoreThanFiveMinutesTooLong() throws Exception {
        int incidents = 500;
        Random random = new Random(SEED);
        TestClock clock = new TestClock();
        List<Due> waiting = new ArrayList<>();
        Duration latest = Duration.ZERO;
        int restarts = 0;
        int outages = 0;
        int late = 0;
        Running running = new Running(clock);
        try {
            for (int n = 0; n < incidents || !waiting.isEmpty(); ) {
                Instant nextOpened =
                        n < incidents
                                ? START.plus(
                                        Duration.ofDays(3653).dividedBy(incidents).multipliedBy(n))
                                : Instant.MAX;
                if (waiting.isEmpty() || nextOpened.isBefore(waiting.get(0).at)) {
                    clock.now = later(clock.now, nextOpened);
                    running.eraser.step();
                    waiting.add(new Due(running.closed(n), clock.now.plus(KEPT)));
                    n++;
                    continue;
                }
                Due due = waiting.remove(0);
                clock.now = later(clock.now, due.at.minusMillis(1 + random.nextInt(60_000)));
                running.eraser.step();
                if (clock.now.isBefore(due.at)) {
                    assertThat(running.hasPictures(due.incident))
                            .as("not before its time")
                            .isTrue();
                }
                boolean away = random.nextInt(60) == 0;
                boolean restart = away || random.nextInt(80) == 0;
                if (away) {
                    // The database is away when it is due: steps fail, and nothing else does.
                    running.database.close();
                    clock.now = due.at.plusSeconds(1);
                    running.eraser.step();
                    clock.now = due.at.plus(Duration.ofHours(random.nextInt(72)));
                    running.eraser.step();
                    outages++;
                } else if (restart) {
                    running.close();
                    clock.now = due.at.plus(Duration.ofHours(random.nextInt(48)));
                    restarts++;
                } else {
                    clock.now = later(clock.now, due.at.plusMillis(random.nextInt(60_000)));
                    running.eraser.step();
                }
                if (restart) {
                    running = new Running(clock);
                    running.eraser.step(); // as start() does, before anything else
                    late++;
                } else if (running.hasPictures(due.incident)) {
                    clock.now = clock.now.plusSeconds(60);
                    running.eraser.step();
                }
                assertThat(running.hasPictures(due.incident)).as("pictures of %s", due).isFalse();
                assertThat(running.hasWords(due.incident)).as("words of %s", due).isFalse();
                assertThat(running.keys()).as("keys that wait to be destroyed").isZero();
                Duration overrun = Duration.between(due.at, clock.now);
                if (!restart) {
                    latest = overrun.compareTo(latest) > 0 ? overrun : latest;
                }
            }
            assertThat(latest).isLessThan(Duration.ofMinutes(5));
            assertThat(running.count("evidence_picture")).isZero();
            assertThat(running.count("incident")).as("history stays").isEqualTo(incidents);
            assertThat(running.count("incident where outcome ->> 'found' = 'HELP_GIVEN'"))
                    .isEqualTo(incidents);
            System.out.printf(
                    "ten years, %d incidents, %d restarts, %d outages: at most %d s too long while"
                            + " running, %d erased first thing after a start%n",
                    incidents, restarts, outages, latest.toSeconds(), late);
        } finally {
            running.close();
        }
        assertThat(clock.now).isAfter(START.plus(Duration.ofDays(3650)));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    @Test
    void whatPeopleWroteAndWhereTheyWereGoesAndWhatHappenedStays() throws Exception {
        TestClock clock = new TestClock();
        try (Running running = new Running(clock)) {
            GeoPoint place = new GeoPoint(26.712345, 80.854321);
            Request request =
                    new Request(
                            UUID.randomUUID(),
                            Request.Way.CENTRE,
                            "centre",
                            "he stands at my door",
                            true,
                            "0000 555 0100",
                            Optional.of(new Request.Position(place, 10, clock.now)),
                            clock.now,
                            clock.now,
                            Optional.empty(),
                            Optional.empty());
            UUID id =
                    running.desk
                            .requests()
                            .askElsewhere(request, RequestStore.Secrets.none(), Optional.empty())
                            .incident();
            Event recalled =
                    new Event.Recalled(clock.now, "arjun", "other – the caller named a neighbour");
            assertThat(
                            running.desk.act(
                                    id,
                                    recalled,
                                    "arjun",
                                    "called back: other – the caller named a neighbour"))
                    .isEmpty();
            clock.now = clock.now.plus(KEPT).minusSeconds(1);
            running.eraser.step();
            assertThat(written(running)).contains("neighbour");
            clock.now = clock.now.plusSeconds(60);
            running.eraser.step();
            assertThat(written(running))
                    .doesNotContain("neighbour", "my door", "0000 555", "26.712", "80.854")
                    .contains("Recalled", "called back: other", "26.71");
            IncidentStore.Kept kept =
                    new IncidentStore(running.database.jdbc()).find(id).orElseThrow();
            assertThat(kept.incident().verdictReason()).isEqualTo(Optional.of("other"));
            assertThat(kept.where().place()).isEqualTo(new GeoPoint(26.71, 80.85));
        }
    }

    /** Every row of every table that people's words may be in. */
    private static String written(Running running) {
        StringBuilder all = new StringBuilder();
        for (String table :
                List.of("incident", "incident_event", "request", "opinion", "alert", "signal")) {
            running.database
                    .jdbc()
                    .sql("select t::text from " + table + " t")
                    .query(String.class)
                    .list()
                    .forEach(all::append);
        }
        return all.toString();
    }

    @Test
    void aHoldPostponesItUntilItsEndOrUntilItIsLifted() throws Exception {
        TestClock clock = new TestClock();
        try (Running running = new Running(clock)) {
            UUID held = running.closed(1);
            clock.now = clock.now.plus(Duration.ofHours(1));
            UUID lifted = running.closed(2);
            UUID free = running.closed(3);
            RetentionStore store = new RetentionStore(running.database.jdbc());
            Instant end = clock.now.plus(Duration.ofDays(60));
            assertThat(store.hold(held, "asha", "", clock.now, end))
                    .contains("a hold must name a person and a reason, such as a case's number");
            assertThat(
                            store.hold(
                                    held,
                                    "asha",
                                    "case 7",
                                    clock.now,
                                    clock.now.plus(Duration.ofDays(366))))
                    .hasValueSatisfying(
                            why -> assertThat(why).startsWith("a hold must end within 365 days"));
            assertThat(store.hold(UUID.randomUUID(), "asha", "case 7", clock.now, end))
                    .hasValueSatisfying(why -> assertThat(why).startsWith("there is no incident"));
            assertThat(store.hold(held, "asha", "case 7", clock.now, end)).isEmpty();
            assertThat(store.hold(lifted, "asha", "case 8", clock.now, end)).isEmpty();

            clock.now = START.plus(Duration.ofDays(31));
            running.eraser.step();
            assertThat(running.hasPictures(held)).isTrue();
            assertThat(running.hasWords(held)).isTrue();
            assertThat(running.hasPictures(lifted)).isTrue();
            assertThat(running.hasPictures(free)).isFalse();

            assertThat(store.lift(lifted, "asha", clock.now)).isEqualTo(1);
            clock.now = clock.now.plusSeconds(60);
            running.eraser.step();
            assertThat(running.hasPictures(lifted)).isFalse();
            assertThat(running.hasPictures(held)).isTrue();

            clock.now = end.plusSeconds(60);
            running.eraser.step();
            assertThat(running.hasPictures(held)).isFalse();
            assertThat(running.hasWords(held)).isFalse();
            assertThat(store.holds(held)).hasSize(1);
        }
    }

    @Test
    void anIncidentThatNobodyEndsLosesItsPicturesAllTheSame() throws Exception {
        TestClock clock = new TestClock();
        try (Running running = new Running(clock)) {
            Signal made = Signal.request("c", clock.now);
            UUID id =
                    running.desk.take(
                            new Signal(made.id(), "c", Rank.SIGN, clock.now, 1, 14, 13, List.of()),
                            new Camera("c", "s", "Camera", TestCity.PLACE, "", false),
                            List.of(new Ring.Shot(clock.now, new byte[2_000])),
                            Optional.empty());
            clock.now = clock.now.plus(KEPT).plusSeconds(1);
            running.eraser.step();
            assertThat(running.hasPictures(id)).isFalse();
        }
    }
}
