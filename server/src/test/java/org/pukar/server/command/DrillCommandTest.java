package org.pukar.server.command;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.camera.Camera;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.incident.Event;
import org.pukar.incident.Outcome;
import org.pukar.server.desk.TestCity;
import org.pukar.server.settings.DrillSettings.KnownAnswer;
import org.pukar.server.settings.SettingsFile;
import org.pukar.server.store.AccountStore.Account;
import org.pukar.server.store.AccountStore.Role;
import org.pukar.server.store.IncidentStore;
import org.pukar.server.store.IncidentStore.Exercise;
import org.pukar.server.store.IncidentStore.Kept;
import org.pukar.server.store.KnownStore;
import org.pukar.server.store.MasterKey;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** The command beside a running Pukar, and the page. */
class DrillCommandTest {
    private static final String PASSWORD = "correct horse";
    private static final String SETTINGS =
            """
            city: {name: Test, timeZone: Asia/Kolkata}
            web: {port: 0}
            mode: live
            assessment: assessment.md
            stations:
              - {id: st, name: Station, place: [26.72, 80.86]}
            sites:
              - {id: gate, name: Gate, place: [26.72, 80.86]}
              - {id: lane, name: Lane, place: [26.721, 80.86]}
            """;

    @TempDir static Path folder;
    private static String settings = "";
    private static RunningPukar pukar;

    @BeforeAll
    static void start() throws Exception {
        Files.writeString(folder.resolve("assessment.md"), "why this city is live");
        Path file = Files.writeString(folder.resolve("pukar.yaml"), SETTINGS);
        settings = file.toString();
        pukar = RunningPukar.start(SettingsFile.read(file), Optional.empty());
        for (Role role : Role.values()) {
            String hash = String.valueOf(new BCryptPasswordEncoder(4).encode(PASSWORD));
            Optional<String> post = role == Role.OFFICER ? Optional.of("st") : Optional.empty();
            pukar.accounts().add(new Account(role.name(), hash, role, post, false));
        }
    }

    @AfterAll
    static void stop() {
        pukar.close();
    }

    /** One test's mistake must not be the next one's. */
    @AfterEach
    void endAll() {
        pukar.database()
                .jdbc()
                .sql(
                        "update incident set state = 'EXPIRED', ended_at = now(), deadline = null"
                                + " where ended_at is null")
                .update();
    }

    private static UUID openAt(String site) throws InterruptedException {
        IncidentStore store = new IncidentStore(pukar.database().jdbc());
        for (int i = 0; i < 200; i++) {
            Optional<UUID> id =
                    store.open().stream()
                            .map(Kept::incident)
                            .filter(k -> k.siteId().equals(site))
                            .map(org.pukar.incident.Incident::id)
                            .findFirst();
            if (id.isPresent()) {
                return id.get();
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no drill came to " + site);
    }

    private static void act(UUID id, Event event) {
        assertThat(pukar.desk().act(id, event, "kavya", "")).isEmpty();
    }

    @Test
    void theCommandTellsEachStepAndEndsWithATable() throws Exception {
        CompletableFuture<Void> people =
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                UUID id = openAt("gate");
                                act(id, new Event.Claimed(Instant.now(), "kavya"));
                                act(id, new Event.Confirmed(Instant.now(), "kavya"));
                                act(id, new Event.Acknowledged(Instant.now(), "kavya"));
                                Thread.sleep(1_500); // the clock notes the listing each second
                                Outcome.Answer no = Outcome.Answer.NO;
                                Outcome outcome =
                                        new Outcome(
                                                Outcome.Found.NOBODY_THERE, no, no, no, no, no, "");
                                act(id, new Event.Reported(Instant.now(), "kavya", outcome));
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        Ran ran = Ran.of("drill", "--config", settings, "--rank", "sign", "--wait-minutes", "1");
        people.join();
        assertThat(ran.err()).doesNotContain("pukar:");
        assertThat(ran.code()).isZero();
        assertThat(String.join("\n", ran.out()))
                .contains(
                        "a drill has begun: incident ",
                        " s  stands in the list of Station",
                        " s  taken by kavya",
                        " s  decided",
                        " s  told to go",
                        " s  on the way",
                        " s  outcome reported",
                        "sign at Gate: closed\n  listed ");
    }

    @Test
    void asJsonWithoutWaitingAndASiteThatIsNotThere() throws Exception {
        Ran ran = Ran.of("drill", "--config", settings, "--site", "lane", "--json", "--no-wait");
        assertThat(ran.out()).hasSize(1);
        assertThat(ran.out().get(0))
                .contains(
                        "\"place\":\"Lane\"",
                        "\"rank\":\"EXPRESSION\"",
                        "\"missed\":false",
                        "\"claimed\":null");
        assertThat(Ran.of("drill", "--config", settings, "--site", "lame").err())
                .contains("a drill needs a site of the settings, got lame; did you mean lane?");
        assertThat(Ran.of("drill", "--config", settings, "--site", "lane").err())
                .contains("one drill at a time may run at a site; one runs at Lane");
        UUID id = openAt("lane");
        act(id, new Event.Claimed(Instant.now(), "kavya"));
        act(id, new Event.Dismissed(Instant.now(), "kavya", "other"));
    }

    @Test
    void theCardTellsAKnownExerciseOnlyOnceItIsDecided() throws Exception {
        Browser reviewer = Browser.of(pukar, "meera", Role.REVIEWER, Optional.empty());
        KnownStore store =
                new KnownStore(
                        pukar.database().jdbc(),
                        MasterKey.load(folder.resolve("data/master.key"), Optional.empty()));
        Camera camera = new Camera("c", "gate", "Camera", TestCity.PLACE, "", false);
        for (KnownAnswer answer : KnownAnswer.values()) {
            Signal signal =
                    new Signal(
                            UUID.randomUUID(),
                            "c",
                            Rank.EXPRESSION,
                            Instant.now(),
                            1,
                            14,
                            13.7,
                            List.of());
            UUID id = pukar.desk().take(signal, camera, List.of(), Optional.of(Exercise.KNOWN));
            store.add(id, "hash", answer);
            for (String path : List.of("/desk", "/desk/" + id, "/desk/" + id + "/card")) {
                assertThat(reviewer.get(path)).doesNotContainIgnoringCase("exercise");
            }
            act(id, new Event.Claimed(Instant.now(), "kavya"));
            assertThat(reviewer.get("/desk/" + id)).doesNotContainIgnoringCase("exercise");
            act(id, new Event.Dismissed(Instant.now(), "kavya", "other"));
            assertThat(reviewer.get("/desk/" + id + "/card"))
                    .contains(
                            "This was a known exercise.",
                            answer == KnownAnswer.NO_NEED
                                    ? "The decision was the right one."
                                    : "The decision was not the right one. Right would be: send"
                                            + " help.");
        }
    }

    @Test
    void theButtonStartsOneAndEveryPageSaysThatItIsAnExercise() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                Console.available(), "the browser is missing: sudo apt-get install chromium");
        try (Console console = new Console(pukar.address())) {
            Page drills = console.signIn("SUPERVISOR", PASSWORD, 1280, 900);
            drills.click("nav.pages a[href$='/drills']");
            drills.selectOption("#drillSite", "lane");
            drills.selectOption("#drillRank", "REQUEST");
            drills.click("#startDrill");
            assertThat(drills.locator("main")).containsText("A drill has begun.");
            assertThat(drills.locator("tr[data-drill]").first()).containsText("SUPERVISOR");
            Page desk = console.signIn("REVIEWER", PASSWORD, 1280, 900);
            desk.locator(".incidents a", new Page.LocatorOptions().setHasText("Lane"))
                    .first()
                    .click();
            assertThat(desk.locator(".incidents .exercise").first()).hasText("EXERCISE");
            assertThat(desk.locator("#card .exercise")).containsText("EXERCISE. Nobody is in need");
            Page officer = console.signIn("OFFICER", PASSWORD, 360, 640);
            assertThat(officer.locator(".incidents .exercise")).hasText("EXERCISE");
            officer.click(".incidents a");
            assertThat(officer.locator("#card .exercise"))
                    .containsText("EXERCISE. Nobody is in need");
            officer.waitForTimeout(1_000); // the card is renewed once after the page has opened
            officer.click("#acknowledge");
            assertThat(officer.locator("#arrive")).isVisible();
            assertThat(drills.locator("tr[data-drill]").first().locator("td").nth(6))
                    .not()
                    .hasText("–");
            Console.picture(drills, "drills");
            Page reviewer = console.signIn("REVIEWER", PASSWORD, 360, 640);
            assertThat(reviewer.navigate(pukar.address() + "/drills").status()).isEqualTo(403);
        }
        UUID id = openAt("lane");
        act(id, new Event.Recalled(Instant.now(), "kavya", "a test"));
    }
}
