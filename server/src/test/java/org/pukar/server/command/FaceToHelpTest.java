package org.pukar.server.command;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.server.settings.City;
import org.pukar.server.settings.DrillSettings;
import org.pukar.server.settings.SettingsFile;
import org.pukar.server.store.AccountStore.Account;
import org.pukar.server.store.AccountStore.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * The main job with real parts: rendered people on video, neural nets, PostgreSQL, HTTP, and a
 * browser for each person. A face that looks like distress rings, somebody confirms, a unit goes
 * and reports.
 */
class FaceToHelpTest {
    private static final LocatorAssertions.HasTextOptions SOON =
            new LocatorAssertions.HasTextOptions().setTimeout(15_000);
    private static final String PASSWORD = "correct horse";

    @TempDir static Path data;
    private static RunningPukar pukar;
    private static Console console;

    @BeforeAll
    static void start() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                Console.available(), "the browser is missing: sudo apt-get install chromium");
        City sample = SettingsFile.read(PukarCommand.home().resolve("sample/pukar.yaml"));
        City city = onlyTheBusStop(sample).with(data, 0);
        pukar = Authorised.start(city);
        add("meera", Role.REVIEWER, Optional.empty());
        add("arjun", Role.REVIEWER, Optional.of("ghantaghar"));
        add("kavya", Role.OFFICER, Optional.of("pink-1"));
        add("deepa", Role.OFFICER, Optional.of("pink-2"));
        add("ravi", Role.ENGINEER, Optional.empty());
        console = new Console(pukar.address());
    }

    /**
     * One camera is enough here, and leaves the processors to the browser; and no nightly alarm
     * rings before it, whenever this runs.
     */
    private static City onlyTheBusStop(City city) {
        return city.withCameras(city.cameras().subList(0, 1)).with(DrillSettings.none());
    }

    private static void add(String name, Role role, Optional<String> post) {
        String hash = String.valueOf(new BCryptPasswordEncoder().encode(PASSWORD));
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

    @Test
    void aFaceLikeDistressReachesTheDeskSomeoneConfirmsAndAUnitReports() {
        assertThat(pukar.watch().statuses().get(0).reads().expression())
                .as("nobody is there, so no expression is read")
                .isFalse();
        Page desk = console.signIn("arjun", PASSWORD, 1280, 900); // and reading starts
        Locator ringing = desk.locator(".incidents li.waiting");
        assertThat(ringing.first())
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(90_000));
        Console.picture(desk, "desk-rings");
        ringing.first().locator("a").click();
        assertThat(desk.locator("h1")).containsText("Expression like fear, unverified");
        desk.locator("#claim").click();
        assertThat(desk.locator("#card .status .state")).hasText("claimed", SOON);
        assertThat(desk.locator("#pictureNote")).containsText("Every head is covered");
        assertThat(desk.locator("#plot canvas")).isVisible();
        UUID id =
                UUID.fromString(
                        String.valueOf(
                                desk.locator("[data-incident]").getAttribute("data-incident")));
        desk.waitForCondition(
                () -> secondsOfPictures(id) >= 14,
                new Page.WaitForConditionOptions().setTimeout(30_000));
        desk.waitForTimeout(9_000); // the pictures play on
        Console.picture(desk, "desk");
        desk.locator("#confirm").click();
        assertThat(desk.locator("#card .status")).containsText("told to go: Pink Patrol 1");

        Page phone = console.signIn("kavya", PASSWORD, 360, 740);
        phone.locator(".incidents a").first().click();
        assertThat(phone.locator("#map path.leaflet-interactive").first()).isAttached();
        Console.picture(phone, "officer");
        phone.locator("#acknowledge").click();
        phone.locator("#arrive").click();
        phone.locator("input[name=found][value=HELP_GIVEN]").check();
        for (String question : List.of("stopped", "searched", "askedForId", "detained")) {
            phone.locator("input[name=" + question + "][value=NO]").check();
        }
        phone.locator("#report").click();
        assertThat(phone.locator("#card .state")).hasText("on scene");
        phone.locator("input[name=wantedHelp][value=YES]").check();
        phone.fill("textarea", "walked along to the bus");
        Console.picture(phone, "officer-report");
        phone.locator("#report").click();
        assertThat(phone.locator("#card .state")).hasText("closed");
        assertThat(desk.locator("#card .outcome"))
                .containsText(
                        "help given",
                        new LocatorAssertions.ContainsTextOptions().setTimeout(15_000));

        JdbcClient jdbc = pukar.database().jdbc();
        assertThat(
                        jdbc.sql(
                                        "select state || ' ' || confirmed_by || ' ' || sent_to || '"
                                            + " ' || (outcome ->> 'wantedHelp') from incident where"
                                            + " id = ?")
                                .param(id)
                                .query(String.class)
                                .single())
                .isEqualTo("CLOSED arjun pink-1 YES");
        assertThat(
                        jdbc.sql(
                                        "select kind from incident_event where incident_id = ? and"
                                                + " kind <> 'SignalJoined' order by id")
                                .param(id)
                                .query(String.class)
                                .list())
                .containsExactly(
                        "Opened",
                        "Claimed",
                        "Confirmed",
                        "Sent",
                        "Acknowledged",
                        "Arrived",
                        "Reported");
        assertThat(
                        count(
                                "audit where act = 'LOOKED_AT_PICTURES' and person = 'arjun' and"
                                        + " incident_id = '"
                                        + id
                                        + "'"))
                .isPositive();
    }

    @Test
    void thePanicPointsAreOnTheCitysMap() {
        Page page = console.signIn("ravi", PASSWORD, 1280, 900);
        page.navigate(pukar.address() + "/points");
        assertThat(
                        page.locator("#map .leaflet-tooltip")
                                .filter(
                                        new com.microsoft.playwright.Locator.FilterOptions()
                                                .setHasText("Pole at the bus stop")))
                .isVisible();
        assertThat(page.locator("#map path.leaflet-interactive").nth(20)).isAttached();
        Console.picture(page, "points");
    }

    private static double secondsOfPictures(UUID incident) {
        return pukar.database()
                .jdbc()
                .sql(
                        "select coalesce(extract(epoch from max(at) - min(at)), 0) from"
                                + " evidence_picture where incident_id = ?")
                .param(incident)
                .query(Double.class)
                .single();
    }

    private static int count(String what) {
        return pukar.database()
                .jdbc()
                .sql("select count(*) from " + what)
                .query(Integer.class)
                .single();
    }
}
