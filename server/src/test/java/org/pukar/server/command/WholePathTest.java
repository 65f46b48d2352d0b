package org.pukar.server.command;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pukar.camera.Camera;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.server.desk.TestCity;
import org.pukar.server.store.AccountStore.Account;
import org.pukar.server.store.AccountStore.Role;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * From somebody who asks for help to the outcome, through every role's pages, in each language, in
 * a real browser: what is done is done with what the page shows.
 */
class WholePathTest {
    private static final String PASSWORD = "correct horse";
    private static final LocatorAssertions.ContainsTextOptions SOON =
            new LocatorAssertions.ContainsTextOptions().setTimeout(20_000);

    @TempDir static Path data;
    private static RunningPukar pukar;
    private static Console console;

    @BeforeAll
    static void start() {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                Console.available(), "the browser is missing: sudo apt-get install chromium");
        pukar = RunningPukar.start(TestCity.in(data), Optional.empty());
        byte[] unused = pukar.points().newKey("pole", Instant.now());
        for (String name : List.of("meera", "arjun")) {
            add(name, Role.REVIEWER, Optional.empty());
        }
        add("kavya", Role.OFFICER, Optional.of("st"));
        add("chief", Role.SUPERVISOR, Optional.empty());
        console = new Console(pukar.address());
    }

    private static void add(String name, Role role, Optional<String> post) {
        String hash = String.valueOf(new BCryptPasswordEncoder(4).encode(PASSWORD));
        pukar.accounts().add(new Account(name, hash, role, post, false));
    }

    @AfterAll
    static void stop() {
        if (console != null) {
            console.close();
        }
        if (pukar != null) {
            pukar.close();
        }
    }

    private static Page signIn(String name, String language, int width, int height) {
        Page page = console.signIn(name, PASSWORD, width, height);
        page.navigate(pukar.address() + "/?lang=" + language);
        return page;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    en | Told to go: Station      | In their words: | On the way: Station | There: Station    | help given   | Over. The officers have reported
                    hi | जाने को कहा गया: Station   | उनके शब्दों में:    | रास्ते में: Station      | पहुँच गए: Station    | मदद की गई      | पूरा हुआ। पुलिस ने रिपोर्ट दे दी है
                    ur | جانے کو کہا گیا: Station   | ان کے الفاظ میں:  | راستے میں: Station    | پہنچ گئے: Station    | مدد کی گئی     | مکمل ہوا۔ پولیس نے رپورٹ دے دی ہے
                    """)
    void someoneAsksAUnitGoesAndReports(
            String language,
            String told,
            String words,
            String onTheWay,
            String there,
            String outcome,
            String over) {
        Page person = console.open("/help/pole?lang=" + language, 360, 640, language);
        person.fill("textarea[name=words]", "by the stairs");
        Console.picture(person, "help-" + language);
        person.click("#send");
        assertThat(person.locator("#state h1")).containsText(told, SOON);
        Console.picture(person, "helped-" + language);

        Page desk = signIn("meera", language, 1366, 768);
        desk.locator(".incidents:not(.past) a").first().click();
        assertThat(desk.locator("#card .asked")).containsText(words);
        assertThat(desk.locator("#card .asked q")).hasText("by the stairs");
        Console.picture(desk, "desk-request-" + language);

        Page officer = signIn("kavya", language, 360, 640);
        officer.locator(".incidents a").first().click();
        assertThat(officer.locator("#card .asked q")).hasText("by the stairs");
        officer.locator("#acknowledge").click();
        assertThat(person.locator("#state h1")).containsText(onTheWay, SOON);
        officer.locator("#arrive").click();
        assertThat(person.locator("#state h1")).containsText(there, SOON);
        officer.locator("input[name=found][value=HELP_GIVEN]").check();
        officer.locator("input[name=wantedHelp][value=YES]").check();
        for (String question : List.of("stopped", "searched", "askedForId", "detained")) {
            officer.locator("input[name=" + question + "][value=NO]").check();
        }
        Console.picture(officer, "officer-report-" + language);
        officer.locator("#report").click();
        assertThat(desk.locator("#card .outcome")).containsText(outcome, SOON);
        assertThat(person.locator("#state h1")).containsText(over, SOON);
        person.close();
        desk.close();
        officer.close();
    }

    @Test
    void whoIsForcedToWithdrawIsHelpedAndTheDeskKnowsUntilItCallsBack() {
        Page person = console.open("/help/pole?lang=en", 360, 640, "en");
        person.click("#send");
        String second = String.valueOf(person.locator(".codes b").nth(2).textContent());
        person.fill("input[name=code]", second);
        person.locator("form[action$=withdraw] button").click();
        assertThat(person.locator("#state h1")).hasText("Withdrawn");

        Page desk = signIn("meera", "en", 1366, 768);
        desk.locator(".incidents:not(.past) a").first().click();
        assertThat(desk.locator("#card .asked .refusal"))
                .containsText("Someone may be forcing the person");
        assertThat(desk.locator("#card .status")).containsText("told to go: Station");
        Console.picture(desk, "desk-duress");

        desk.locator(".recall summary").click();
        desk.selectOption("#recallReason", "a test");
        desk.locator("#recall").click();
        assertThat(desk.locator(".refusal[role=alert]"))
                .containsText("tick the box to call help back all the same");
        desk.locator(".recall summary").click();
        desk.selectOption("#recallReason", "a test");
        desk.locator("input[name=despite]").check();
        desk.locator("#recall").click();
        assertThat(desk.locator("#card .status .state")).hasText("called back");
        assertThat(desk.locator("#card .history")).containsText("called back: a test");
        person.close();
        desk.close();
    }

    @Test
    void anotherPersonLooksWhenAskedAndTheHolderDecides() {
        sign();
        Page holder = signIn("meera", "en", 1366, 768);
        holder.locator(".incidents:not(.past) a").first().click();
        holder.locator("#claim").click();
        holder.locator("#askOpinion").click();
        assertThat(holder.locator(".beside")).containsText("meera asks for another look");

        Page other = signIn("arjun", "en", 1366, 768);
        other.locator(".incidents:not(.past) a").first().click();
        other.locator("input[name=says][value=HELP]").check();
        other.fill("#opinionWords", "the hand again");
        Console.picture(other, "desk-opinion");
        other.locator("#giveOpinion").click();

        assertThat(holder.locator(".opinions")).containsText("arjun", SOON);
        assertThat(holder.locator(".opinions")).containsText("send help");
        holder.locator("#confirm").click();
        assertThat(holder.locator("#card .status")).containsText("told to go: Station");
        holder.close();
        other.close();
    }

    @Test
    void whoOwesAReportForADayIsToldSoOnThePhone() {
        Page person = console.open("/help/pole?lang=en", 360, 640, "en");
        person.click("#send");
        Page officer = signIn("kavya", "en", 360, 640);
        officer.locator(".incidents a").first().click();
        officer.locator("#acknowledge").click();
        assertThat(officer.locator("#card .state")).hasText("acknowledged");
        officer.navigate(pukar.address() + "/officer");
        assertThat(officer.locator(".incidents li").first())
                .not()
                .containsText("Your report is missing");
        pukar.database()
                .jdbc()
                .sql(
                        "update incident set opened_at = opened_at - interval '25 hours' where"
                                + " ended_at is null")
                .update();
        officer.reload();
        assertThat(officer.locator(".incidents li").first()).containsText("Your report is missing");
        assertThat(officer.locator(".incidents li").first()).hasAttribute("data-rings", "true");
        person.close();
        officer.close();
    }

    /** The desk changes while a finger is on the button: the button is still there to be let go. */
    @Test
    void aButtonIsNotExchangedUnderAFinger() {
        sign();
        Page desk = signIn("meera", "en", 1366, 768);
        desk.locator(".incidents:not(.past) a").first().click();
        desk.locator("#claim").hover();
        desk.evaluate("document.getElementById('claim').dataset.same = 'yes'");
        desk.mouse().down();
        sign(); // it joins, and every page asks for its parts again
        desk.waitForTimeout(1_500);
        assertThat(String.valueOf(desk.evaluate("document.getElementById('claim').dataset.same")))
                .isEqualTo("yes");
        desk.mouse().up();
        assertThat(desk.locator("#card .status .state")).hasText("claimed");
        desk.close();
    }

    /** What is open joins what comes: each path begins in a quiet city. */
    @BeforeEach
    void quiet() {
        pukar.database()
                .jdbc()
                .sql(
                        "update incident set ended_at = now(), state = 'CLOSED' where ended_at is"
                                + " null")
                .update();
    }

    private static void sign() {
        pukar.desk()
                .take(
                        new Signal(
                                UUID.randomUUID(),
                                "c",
                                Rank.SIGN,
                                Instant.now(),
                                1,
                                0,
                                0,
                                List.of()),
                        new Camera("c", "s", "Gate", TestCity.PLACE, "", false),
                        List.of());
    }

    @Test
    void whoIsOnShiftIsSeenByTheSupervisorUntilTheySignOut() {
        Page reviewer = signIn("arjun", "en", 1366, 768);
        Page chief = signIn("chief", "en", 1366, 768);
        chief.waitForTimeout(500);
        chief.navigate(pukar.address() + "/shifts");
        assertThat(chief.locator("#table table").first()).containsText("arjun");
        Console.picture(chief, "shifts");
        chief.navigate(pukar.address() + "/points");
        assertThat(chief.locator("[data-point=pole]")).containsText("Pole");
        assertThat(chief.locator("#map .leaflet-tooltip").first()).isVisible();
        Console.picture(chief, "points");

        reviewer.locator("form.who button").click();
        chief.navigate(pukar.address() + "/shifts");
        assertThat(chief.locator("#table table").last().locator("tr").nth(1))
                .hasText(Pattern.compile("arjun.*signed out.*", Pattern.DOTALL));
        assertThat(chief.url()).endsWith("/shifts");
        reviewer.close();
        chief.close();
        assertThat(console).isNotNull();
    }
}
