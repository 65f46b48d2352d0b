package org.pukar.server.command;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pukar.camera.Camera;
import org.pukar.cue.Expression;
import org.pukar.evidence.Look;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.incident.Event;
import org.pukar.server.desk.TestCity;
import org.pukar.server.settings.City;
import org.pukar.server.store.AccountStore.Account;
import org.pukar.server.store.AccountStore.Role;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * Every page in three languages, on a phone, a desk and a wall, dark and light, in a real browser:
 * axe finds nothing serious, nothing has to be scrolled sideways, and whatever is clicked is large
 * enough for a finger.
 */
class EveryPageTest {
    private static final String PASSWORD = "correct horse";

    @TempDir static Path data;
    private static RunningPukar pukar;
    private static Console console;
    private static String axe = "";
    private static UUID sent;
    private static UUID waiting;
    private static UUID asked;
    private static int signals = 1;

    @BeforeAll
    static void start() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                Console.available(), "the browser is missing: sudo apt-get install chromium");
        try (InputStream script = EveryPageTest.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        }
        Camera gone =
                new Camera(
                        "gone",
                        "s",
                        "Gate",
                        TestCity.PLACE,
                        data + "/a-file-that-is-not-there-and-whose-name-is-long.mp4",
                        false);
        City city = TestCity.in(data, List.of(gone));
        pukar = Authorised.start(city);
        for (Role role : Role.values()) {
            String hash = String.valueOf(new BCryptPasswordEncoder(4).encode(PASSWORD));
            Optional<String> post = role == Role.OFFICER ? Optional.of("st") : Optional.empty();
            pukar.accounts().add(new Account(role.name(), hash, role, post, false));
        }
        asked = ask(); // now; the signals come later, so that none joins it
        sent = signal(Rank.SIGN);
        act(sent, new Event.Claimed(Instant.now(), "arjun"), "arjun", "looks at it");
        act(sent, new Event.Confirmed(Instant.now(), "arjun"), "arjun", "wants help sent");
        act(sent, new Event.Acknowledged(Instant.now(), "OFFICER"), "OFFICER", "on the way");
        UUID done = signal(Rank.EXPRESSION);
        act(done, new Event.Claimed(Instant.now(), "arjun"), "arjun", "looks at it");
        act(
                done,
                new Event.Dismissed(Instant.now(), "arjun", "laughter or play"),
                "arjun",
                "dismissed: laughter or play");
        waiting = signal(Rank.EXPRESSION);
        console = new Console(pukar.address());
    }

    private static void act(UUID id, Event event, String person, String detail) {
        assertThat(pukar.desk().act(id, event, person, detail)).isEmpty();
    }

    /** Someone asks from a phone; hands out what opens their page. */
    private static UUID ask() throws Exception {
        UUID nonce = UUID.randomUUID();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(pukar.address() + "/help/pole"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "nonce=" + nonce + "&words=by+the+stairs&women=true"))
                        .build();
        assertThat(
                        HttpClient.newHttpClient()
                                .send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                .isEqualTo(302);
        return nonce;
    }

    /** Each later than the other by more than an hour, so that each is an incident of its own. */
    private static UUID signal(Rank rank) {
        Instant at = Instant.now().plusSeconds(4_000L * signals++);
        String camera = "c" + signals;
        List<Look> looks =
                List.of(
                        look(at.minusSeconds(4), .2, 1),
                        look(at.minusSeconds(2), .8, 6),
                        look(at, .95, 14));
        Signal signal =
                new Signal(
                        UUID.randomUUID(),
                        camera,
                        rank,
                        at,
                        1,
                        14,
                        13.7,
                        rank == Rank.EXPRESSION ? looks : List.of());
        pukar.desk()
                .take(
                        signal,
                        new Camera(camera, "s", "Camera " + camera, TestCity.PLACE, "", false),
                        List.of());
        return pukar.database()
                .jdbc()
                .sql("select incident_id from signal where id = ?")
                .param(signal.id())
                .query(UUID.class)
                .single();
    }

    private static Look look(Instant at, double distress, double sum) {
        double rest = (1 - distress) / 6;
        Expression fear = new Expression(rest, rest, rest, rest, rest, rest, distress);
        return new Look(at, distress, fear, 5, 1, sum);
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

    private static Map<String, Role> pages() {
        Map<String, Role> pages = new LinkedHashMap<>();
        pages.put("/login", Role.ENGINEER);
        pages.put("/desk", Role.REVIEWER);
        pages.put("/desk/" + waiting, Role.REVIEWER);
        pages.put("/desk/" + sent, Role.REVIEWER);
        pages.put("/nothing/here", Role.REVIEWER);
        pages.put("/figures", Role.SUPERVISOR);
        pages.put("/settings", Role.ENGINEER);
        pages.put("/map/city", Role.SUPERVISOR);
        pages.put("/points", Role.SUPERVISOR);
        pages.put("/shifts", Role.SUPERVISOR);
        pages.put("/public", Role.ENGINEER);
        pages.put("/public/s", Role.ENGINEER);
        pages.put("/public/log", Role.ENGINEER);
        pages.put("/log", Role.PRIVACY);
        pages.put("/breach", Role.PRIVACY);
        pages.put("/log/mine", Role.OFFICER);
        pages.put("/account", Role.OFFICER);
        pages.put("/log/incidents/" + sent, Role.REVIEWER);
        pages.put("/officer", Role.OFFICER);
        pages.put("/officer/" + sent, Role.OFFICER);
        pages.put("/help/pole", Role.SUPERVISOR);
        pages.put("/help/mine/" + asked, Role.SUPERVISOR);
        pages.put("/drills", Role.SUPERVISOR);
        pages.put("/cameras", Role.ENGINEER);
        pages.put("/authorisations", Role.PRIVACY);
        pages.put("/cameras/gone/fitness", Role.ENGINEER);
        return pages;
    }

    @ParameterizedTest(name = "{0} {1} x {2} {3}")
    @CsvSource({"hi, 360, 640, LIGHT", "ur, 360, 640, DARK", "en, 1366, 768, LIGHT"})
    void everyPageCanBeUsedByEverybody(String language, int width, int height, ColorScheme scheme) {
        check(language, width, height, scheme);
    }

    /** The others. */
    @Tag("slow")
    @ParameterizedTest(name = "{0} {1} x {2} {3}")
    @CsvSource({
        "ur, 2560, 1440, DARK",
        "ur, 2560, 1440, LIGHT",
        "en, 360, 640, DARK",
        "en, 360, 640, LIGHT",
        "ur, 360, 640, LIGHT",
        "hi, 360, 640, DARK",
        "en, 1366, 768, DARK",
        "ur, 1366, 768, DARK",
        "hi, 1366, 768, LIGHT",
        "en, 2560, 1440, LIGHT",
        "hi, 2560, 1440, DARK",
        "hi, 1366, 768, DARK",
        "ur, 1366, 768, LIGHT",
        "en, 2560, 1440, DARK",
        "hi, 2560, 1440, LIGHT"
    })
    void everyPageCanBeUsedByEverybodyInTheOtherColours(
            String language, int width, int height, ColorScheme scheme) {
        check(language, width, height, scheme);
    }

    private static void check(String language, int width, int height, ColorScheme scheme) {
        List<String> found = new ArrayList<>();
        for (Role role : Role.values()) {
            Page page = console.signIn(role.name(), PASSWORD, width, height);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            page.navigate(pukar.address() + "/login?lang=" + language);
            pages().forEach(
                            (path, whose) -> {
                                if (whose == role) {
                                    page.navigate(pukar.address() + path);
                                    found.addAll(look(page, path, language));
                                }
                            });
            page.context().close();
        }
        assertThat(found).isEmpty();
    }

    private static List<String> look(Page page, String path, String language) {
        page.waitForTimeout(
                path.contains("-") || path.contains("map")
                        ? 700
                        : 150); // the map and the plot are drawn
        String name =
                path.replace(waiting.toString(), "rings")
                        .replace(sent.toString(), "sent")
                        .replaceAll("[^a-z]+", "-");
        var size = page.viewportSize();
        String scheme =
                String.valueOf(
                        page.evaluate(
                                "matchMedia('(prefers-color-scheme: light)').matches ? 'light' :"
                                        + " 'dark'"));
        Console.picture(page, "every%s-%s-%d-%s".formatted(name, language, size.width, scheme));
        List<String> found = new ArrayList<>();
        String place = path + " in " + language + ", " + size.width + " wide, " + scheme + ": ";
        String html =
                String.valueOf(
                        page.evaluate(
                                "document.documentElement.lang + ' ' +"
                                        + " document.documentElement.dir"));
        if (!html.equals(language + (language.equals("ur") ? " rtl" : " ltr"))) {
            found.add(place + "lang and dir are " + html);
        }
        if (page.content().contains("??")) {
            found.add(place + "a text is missing");
        }
        if (!Boolean.TRUE.equals(
                page.evaluate("document.documentElement.scrollWidth <= innerWidth"))) {
            found.add(place + "it scrolls sideways: " + page.evaluate(WIDE));
        }
        ((List<?>) page.evaluate(SMALL)).forEach(e -> found.add(place + "under 44 px: " + e));
        page.evaluate(axe);
        ((List<?>) page.evaluate(SERIOUS)).forEach(e -> found.add(place + e));
        return found;
    }

    private static final String WIDE =
            "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right >"
                    + " innerWidth + 1 || e.getBoundingClientRect().left < -1)"
                    + ".slice(0, 3).map(e => e.outerHTML.slice(0, 90)).join(' | ')";

    /** What is pressed, but for links within a line of text. */
    private static final String SMALL =
            "[...document.querySelectorAll('button, summary, select, input:not([type=hidden]),"
                + " .incidents a, .languages a, .leaflet-bar a')].map(e =>"
                + " /radio|checkbox|range/.test(e.type) ? e.closest('label') : e).filter(e =>"
                + " e.checkVisibility()).filter(e => { const r = e.getBoundingClientRect(); return"
                + " r.width < 44 || r.height < 44; }).map(e => e.outerHTML.slice(0, 120))";

    private static final String SERIOUS =
            "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',"
                + " 'best-practice'] }).then(r => r.violations.filter(v =>"
                + " /serious|critical/.test(v.impact)).flatMap(v => v.nodes.map(n => v.id + ' ' +"
                + " n.html.slice(0, 160) + ' ' + n.failureSummary.slice(0, 200))))";

    @Test
    void theSettingsFitOnAPhoneInEveryLanguage() {
        Page page = console.signIn("REVIEWER", PASSWORD, 360, 640);
        for (String language : List.of("en", "hi", "ur")) {
            page.navigate(pukar.address() + "/desk?lang=" + language);
            page.click("#choices summary");
            assertThat(page.locator("#volume")).isVisible();
            assertThat(look(page, "/settings", language)).isEmpty();
            var sheet = page.locator(".sheet").boundingBox();
            assertThat(sheet.x).isNotNegative();
            assertThat(sheet.x + sheet.width).isLessThanOrEqualTo(360);
        }
    }

    @Test
    void whatAxeAndWeLookForIsFoundWhereItIs() {
        Page page = console.open("/login", 360, 640, "en");
        page.evaluate(
                "document.querySelector('main').insertAdjacentHTML('beforeend', '<img"
                        + " src=/x.png><button>x</button><p><input></p><pre>"
                        + "wide ".repeat(40)
                        + "</pre>')");
        assertThat(String.join(" ", look(page, "/planted", "hi")))
                .contains(
                        "lang and dir are en ltr",
                        "it scrolls sideways",
                        "under 44 px: <button>x",
                        "image-alt <img",
                        "label <input");
    }

    @Test
    void theBrowsersLanguageCountsUntilSomeoneChoosesOne() {
        Page page = console.open("/login", 360, 640, "ur-PK");
        assertThat(page.locator("html")).hasAttribute("lang", "ur");
        assertThat(page.locator("html")).hasAttribute("dir", "rtl");
        page.click(".languages a[lang=hi]");
        assertThat(page.locator("button.main")).hasText("साइन इन करें");
        page.navigate(pukar.address() + "/nothing/here");
        assertThat(page.locator("html")).hasAttribute("lang", "hi");
        page.navigate(pukar.address() + "/login?lang=xx");
        assertThat(page.locator("html")).hasAttribute("lang", "en");
        Page other = console.open("/login", 360, 640, "fr-FR");
        assertThat(other.locator("html")).hasAttribute("lang", "en");
    }

    @Test
    void theColoursThatAreChosenStay() {
        Page page = console.open("/login", 360, 640, "en");
        String ground = "getComputedStyle(document.documentElement).backgroundColor";
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.waitForFunction(ground + " === 'rgb(246, 248, 250)'");
        page.click("#choices summary");
        page.check("input[name=theme][value=dark]");
        page.waitForFunction(ground + " === 'rgb(16, 20, 24)'");
        page.reload();
        page.waitForFunction(ground + " === 'rgb(16, 20, 24)'");
        page.click("#choices summary");
        page.keyboard().press("Escape");
        assertThat(page.locator("#choices .sheet")).isHidden();
        assertThat(page.locator("#choices summary")).isFocused();
    }

    @Test
    void aPageWithoutSoundSaysSoWhileSomethingRings() {
        Page page = console.signIn("REVIEWER", PASSWORD, 1366, 768);
        page.navigate(pukar.address() + "/desk");
        assertThat(page.locator("#silent")).containsText("Touch the page");
        page.keyboard().press("Shift");
        assertThat(page.locator("#silent")).isHidden();
        page.keyboard().press("m");
        assertThat(page.locator("#silent")).containsText("the sound is off");
        Console.picture(page, "every-silent");
        page.reload();
        assertThat(page.locator("#volume")).hasValue("0");
        page.keyboard().press("m");
        assertThat(page.locator("#volume")).hasValue("5");
        assertThat(page.locator("#said")).containsText("Expression like fear, unverified");
    }

    @Test
    void focusAndWordsOutliveTheExchangeOfAPart() {
        Page page = console.signIn("REVIEWER", PASSWORD, 1366, 768);
        page.navigate(pukar.address() + "/desk/" + signal(Rank.EXPRESSION));
        page.click("#claim");
        page.selectOption("#dismissReason", "laughter or play");
        page.fill("#dismissWords", "children at play");
        page.evaluate("htmx.trigger(document.body, 'desk-changed')");
        page.waitForTimeout(1_000);
        assertThat(page.locator("#dismissWords")).isFocused();
        assertThat(page.locator("#dismissWords")).hasValue("children at play");
        assertThat(page.locator("#dismissReason")).hasValue("laughter or play");
        page.locator(".incidents a").first().focus();
        page.evaluate("htmx.trigger(document.body, 'desk-changed')");
        page.waitForTimeout(1_000);
        assertThat(page.locator(".incidents a").first()).isFocused();
    }

    @Test
    void everythingIsReachedWithTheKeyboard() {
        Page page = console.signIn("REVIEWER", PASSWORD, 1366, 768);
        page.navigate(pukar.address() + "/desk/" + waiting);
        page.waitForTimeout(700);
        Object all = page.evaluate(REACHABLE);
        List<Object> reached = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            page.keyboard().press("Tab");
            Object at =
                    page.evaluate(
                            "(() => { const e = document.activeElement; const s ="
                                    + " getComputedStyle(e); return e === document.body ? '' :"
                                    + " (e.matches(':focus-visible') && s.outlineStyle !== 'none' ?"
                                    + " '' : 'unseen ') + window.all.indexOf(e); })()");
            if (String.valueOf(at).isEmpty()) {
                break;
            }
            reached.add(at);
        }
        for (int i = 0; i < ((Number) all).intValue(); i++) {
            assertThat(reached).as("element " + i + " of " + all).contains(String.valueOf(i));
        }
    }

    private static final String REACHABLE =
            "(window.all = [...document.querySelectorAll('a[href], button, summary, select,"
                    + " input:not([type=hidden])')].filter(e => e.checkVisibility()"
                    + " && !e.closest('details:not([open]) .sheet'))).length";
}
