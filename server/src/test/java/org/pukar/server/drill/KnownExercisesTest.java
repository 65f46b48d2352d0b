package org.pukar.server.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pukar.camera.Camera;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.incident.Event;
import org.pukar.incident.State;
import org.pukar.routing.Roads;
import org.pukar.server.desk.Desk;
import org.pukar.server.desk.TestCity;
import org.pukar.server.settings.Channel;
import org.pukar.server.settings.City;
import org.pukar.server.settings.DrillSettings;
import org.pukar.server.settings.DrillSettings.KnownAnswer;
import org.pukar.server.settings.DrillSettings.KnownFilm;
import org.pukar.server.settings.PresentCameras;
import org.pukar.server.store.AccountStore.Role;
import org.pukar.server.store.AlertStore;
import org.pukar.server.store.Database;
import org.pukar.server.store.EvidenceStore;
import org.pukar.server.store.IncidentStore;
import org.pukar.server.store.IncidentStore.Exercise;
import org.pukar.server.store.IncidentStore.Kept;
import org.pukar.server.store.KnownStore;
import org.pukar.server.store.KnownStore.Tally;
import org.pukar.server.store.MasterKey;
import org.pukar.server.store.ShiftStore.Shift;
import org.pukar.vision.pipeline.Reader;

/** Known pictures among real ones, from a real film to the decision. */
class KnownExercisesTest {
    private static final Path HOME = Path.of(System.getProperty("pukar.home", ".."));
    private static final KnownFilm STOP =
            new KnownFilm(HOME.resolve("scenes/samples/bus-stop.mp4"), KnownAnswer.HELP);
    private static final KnownFilm QUIET =
            new KnownFilm(HOME.resolve("scenes/samples/market.mp4"), KnownAnswer.NO_NEED);
    private static final Camera CAMERA = new Camera("c", "s", "Camera", TestCity.PLACE, "", false);

    @TempDir static Path data;
    private static Database database;
    private static Reader reader;
    private static MasterKey master;
    private static KnownFilms films;

    private Instant now = Instant.parse("2026-11-24T18:00:00Z");
    private City city;
    private Desk desk;
    private KnownStore store;
    private IncidentStore incidents;
    private EvidenceStore evidence;

    @BeforeAll
    static void readTheFilmsOnce() throws Exception {
        database = Database.open(data, Optional.empty(), true);
        master = MasterKey.load(data.resolve("master.key"), Optional.empty());
        reader = Reader.open(HOME.resolve("models"));
        films = films(new KnownStore(database.jdbc(), master), List.of(STOP, QUIET));
        films.readAll();
    }

    private static KnownFilms films(KnownStore store, List<KnownFilm> of) {
        return new KnownFilms(
                new DrillSettings(Optional.empty(), .05, of),
                EvidenceSettings.standard(),
                reader,
                database,
                store);
    }

    @AfterAll
    static void close() {
        reader.close();
        database.close();
    }

    @BeforeEach
    void start() throws Exception {
        TestCity.forget(database);
        city =
                TestCity.in(data, List.of(CAMERA))
                        .with(List.of(everything()))
                        .with(new DrillSettings(Optional.empty(), .05, List.of(STOP)));
        evidence = new EvidenceStore(database.jdbc(), master);
        desk = new Desk(city, database, evidence, Roads.unknown(), () -> now);
        store = new KnownStore(database.jdbc(), master);
        incidents = new IncidentStore(database.jdbc());
    }

    private static Channel everything() {
        return new Channel(
                "all",
                new Channel.Webhook("http://localhost", Channel.Format.JSON),
                List.of(),
                Rank.EXPRESSION,
                true,
                Optional.empty(),
                Duration.ofSeconds(1),
                20);
    }

    private KnownExercises exercises(int seed) {
        return new KnownExercises(
                city,
                PresentCameras.of(city),
                database,
                desk,
                films,
                store,
                () -> now,
                new Random(seed));
    }

    private UUID real(Rank rank) {
        Signal signal = new Signal(UUID.randomUUID(), "c", rank, now, 1, 14, 13.7, List.of());
        return desk.take(signal, CAMERA, List.of(), Optional.empty());
    }

    private void end(UUID id) {
        database.jdbc()
                .sql("update incident set state = 'EXPIRED', ended_at = now() where id = ?")
                .param(id)
                .update();
    }

    /** A known one in the queue, put in by the real rule. */
    private Kept known() {
        KnownExercises exercises = exercises(1);
        for (int i = 0; i < 3_000; i++) {
            end(real(Rank.EXPRESSION));
            now = now.plusSeconds(61);
            if (exercises.tick() > 0) {
                now = now.plusSeconds(6);
                exercises.tick();
                return incidents.open().get(0);
            }
        }
        throw new AssertionError("no known exercise came");
    }

    private void decide(UUID id, boolean help) {
        now = now.plusSeconds(3);
        assertThat(desk.act(id, new Event.Claimed(now, "meera"), "meera", "")).isEmpty();
        assertThat(store.verdict(id)).isEmpty();
        Event event =
                help
                        ? new Event.Confirmed(now, "meera")
                        : new Event.Dismissed(now, "meera", "laughter or play");
        assertThat(desk.act(id, event, "meera", "")).isEmpty();
    }

    private Tally tally() {
        Instant began = now.minusSeconds(3600);
        return store.tally(
                new Shift(
                        "meera",
                        Role.REVIEWER,
                        Optional.empty(),
                        began,
                        now,
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void aFilmWithASignalCanBeUsedAndIsReadOnce() throws Exception {
        assertThat(films.usable().keySet()).containsExactly(STOP);
        KnownStore.Template template =
                store.find(films.usable().values().iterator().next()).orElseThrow();
        assertThat(template.rank()).isEqualTo(Rank.EXPRESSION);
        assertThat(template.score()).isGreaterThan(template.threshold());
        assertThat(template.looks()).isNotEmpty();
        assertThat(template.pictures()).hasSizeBetween(50, 76);
        assertThat(template.pictures().get(0).jpeg()).startsWith(0xFF, 0xD8);
        KnownFilms again = films(store, List.of(STOP));
        again.readAll();
        assertThat(again.usable()).containsOnlyKeys(STOP);
        assertThat(
                        database.jdbc()
                                .sql("select count(*) from known_template")
                                .query(Integer.class)
                                .single())
                .isEqualTo(1);
    }

    @Test
    void itsPicturesLieSealedInTheDatabase() {
        byte[] sealed =
                database.jdbc()
                        .sql("select sealed from known_picture limit 1")
                        .query(byte[].class)
                        .single();
        assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("JFIF");
        database.jdbc()
                .sql(
                        "update known_picture set sealed = set_byte(sealed, 40, get_byte(sealed,"
                                + " 40) # 1) where at = (select min(at) from known_picture)")
                .update();
        String hash = films.usable().values().iterator().next();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> store.find(hash))
                .hasMessageStartingWith("a known picture was changed in the database");
        database.jdbc()
                .sql(
                        "update known_picture set sealed = set_byte(sealed, 40, get_byte(sealed,"
                                + " 40) # 1) where at = (select min(at) from known_picture)")
                .update();
    }

    @Test
    void itLooksLikeAnyOtherUntilItIsDecided() {
        Kept known = known();
        assertThat(known.exercise()).contains(Exercise.KNOWN);
        assertThat(known.incident().state()).isEqualTo(State.WAITING);
        assertThat(known.where().name()).isEqualTo("Site");
        assertThat(incidents.history(known.incident().id()))
                .extracting(IncidentStore.Happened::detail)
                .containsExactly("expression from Camera");
        IncidentStore.KeptSignal signal = incidents.signals(known.incident().id()).get(0);
        assertThat(signal.cameraId()).isEqualTo("c");
        assertThat(signal.at()).isEqualTo(known.incident().openedAt());
        List<Instant> pictures = evidence.pictures(signal.id());
        assertThat(pictures).hasSizeBetween(50, 76);
        assertThat(pictures.get(0)).isBetween(signal.at().minusSeconds(10), signal.at());
        assertThat(pictures.get(pictures.size() - 1))
                .isBetween(signal.at().plusSeconds(4), signal.at().plusSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDecisionEndsItCountsAndSendsAndTellsNobody(boolean help) {
        UUID id = known().incident().id();
        decide(id, help);
        Kept ended = incidents.find(id).orElseThrow();
        assertThat(ended.incident().state()).isEqualTo(help ? State.RECALLED : State.DISMISSED);
        assertThat(ended.incident().sentTo()).isEmpty();
        assertThat(incidents.history(id))
                .extracting(IncidentStore.Happened::kind)
                .doesNotContain("Sent");
        assertThat(new AlertStore(database.jdbc()).of(id)).isEmpty();
        KnownStore.Verdict verdict = store.verdict(id).orElseThrow();
        assertThat(verdict.person()).contains("meera");
        assertThat(verdict.right()).isEqualTo(help);
        assertThat(tally()).isEqualTo(new Tally(help ? 1 : 0, help ? 0 : 1, 0));
        assertThat(evidence.pictures(incidents.signals(id).get(0).id())).isEmpty();
    }

    @Test
    void whoTookItAndCouldNotTellIsCountedAsUnsure() {
        UUID id = known().incident().id();
        assertThat(desk.act(id, new Event.Claimed(now, "meera"), "meera", "")).isEmpty();
        Event doubt = new Event.CouldNotTell(now, "meera", "picture too poor");
        assertThat(desk.act(id, doubt, "meera", "")).isEmpty();
        assertThat(store.verdict(id)).isEmpty();
        for (int i = 0; i < 301; i++) {
            now = now.plusSeconds(1);
            desk.tick();
        }
        assertThat(incidents.find(id).orElseThrow().incident().state()).isEqualTo(State.EXPIRED);
        assertThat(store.verdict(id).orElseThrow().decided()).isEmpty();
        assertThat(tally()).isEqualTo(new Tally(0, 0, 1));
    }

    @Test
    void theShareIsThatOfTheSettingsAndEachComesWithinTwentyMinutes() {
        KnownExercises exercises = exercises(7);
        int reals = 2_000;
        int known = 0;
        for (int i = 0; i < reals; i++) {
            end(real(i % 10 == 0 ? Rank.SIGN : Rank.EXPRESSION));
            now = now.plusSeconds(10);
            known += exercises.tick();
        }
        now = now.plus(Duration.ofMinutes(20));
        known += exercises.tick();
        assertThat(
                        database.jdbc()
                                .sql("select count(*) from known_draw where due_at is not null")
                                .query(Integer.class)
                                .single())
                .isZero();
        // .05 of all: 105 expected, standard deviation 10.
        assertThat(known).isBetween(65, 145);
        assertThat((double) known / (known + reals)).isBetween(.03, .07);
    }

    @Test
    void aRequestAnExerciseAndAnOldIncidentDrawNone() throws Exception {
        real(Rank.REQUEST);
        new Drills(city, PresentCameras.of(city), database, desk, () -> now)
                .start("s", Rank.EXPRESSION, "ravi");
        now = now.plusSeconds(400);
        exercises(1).tick();
        assertThat(
                        database.jdbc()
                                .sql("select count(*) from known_draw")
                                .query(Integer.class)
                                .single())
                .isZero();
    }

    @Test
    void withAShareOfZeroNothingIsDrawn() {
        city = city.with(DrillSettings.none());
        real(Rank.EXPRESSION);
        assertThat(exercises(1).tick()).isZero();
        assertThat(store.undrawn(now.minusSeconds(60))).hasSize(1);
    }
}
