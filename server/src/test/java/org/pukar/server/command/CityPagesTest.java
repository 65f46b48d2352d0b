package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pukar.camera.Camera;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.server.desk.TestCity;
import org.pukar.server.settings.Channel;
import org.pukar.server.settings.City;
import org.pukar.server.store.AccountStore.Account;
import org.pukar.server.store.AccountStore.Role;
import org.pukar.server.store.SettingsStore;
import org.pukar.server.store.ShiftStore;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** The pages about the whole city, over real HTTP: public page, figures, settings, map. */
class CityPagesTest {
    private static final String PASSWORD = "correct horse";
    private static final Camera CAMERA =
            new Camera(
                    "gate",
                    "s",
                    "Gate",
                    TestCity.PLACE,
                    "rtsp://root:hush@127.0.0.1:9/stream",
                    false);

    @TempDir static Path data;
    private static RunningPukar pukar;
    private static HttpClient chief;

    @BeforeAll
    static void start() throws Exception {
        Channel broken =
                new Channel(
                        "hook",
                        new Channel.Webhook("http://127.0.0.1:9/hush", Channel.Format.JSON),
                        List.of(),
                        Rank.SIGN,
                        false,
                        Optional.empty(),
                        Duration.ofSeconds(1),
                        1);
        City city = TestCity.in(data, List.of(CAMERA)).with(List.of(broken));
        pukar = Authorised.start(city);
        String hash = String.valueOf(new BCryptPasswordEncoder(4).encode(PASSWORD));
        pukar.accounts().add(new Account("meera", hash, Role.SUPERVISOR, Optional.empty(), false));
        chief = signIn("meera");
        // In the middle of the month before this one: requests under 5, signs under 5.
        Instant at =
                YearMonth.now(ZoneOffset.UTC)
                        .minusMonths(1)
                        .atDay(10)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
        for (int n = 0; n < 19; n++) {
            Rank rank = n < 12 ? Rank.EXPRESSION : n < 15 ? Rank.SIGN : Rank.REQUEST;
            take(rank, at.plus(Duration.ofHours(n)));
        }
        waitUntil("select count(*) = 12 from incident where state = 'EXPIRED'");
        for (int n = 0; n < 100 && !get(chief, "/desk/list").contains("Gate"); n++) {
            Thread.sleep(100); // until the camera's own thread has found that it is down
        }
    }

    private static void take(Rank rank, Instant at) {
        pukar.desk()
                .take(
                        new Signal(UUID.randomUUID(), "gate", rank, at, 1, 14, 13.7, List.of()),
                        CAMERA,
                        List.of());
    }

    private static void waitUntil(String sql) throws Exception {
        for (int n = 0; n < 200; n++) {
            if (pukar.database().jdbc().sql(sql).query(Boolean.class).single()) {
                return;
            }
            Thread.sleep(100); // a real thread works on it
        }
        throw new AssertionError("not so after 20 s: " + sql);
    }

    @AfterAll
    static void stop() {
        pukar.close();
    }

    private static HttpClient signIn(String name) throws Exception {
        HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        post(client, "/login", "/login", "username=" + name + "&password=correct+horse");
        return client;
    }

    private static int post(HttpClient client, String from, String to, String form)
            throws Exception {
        Matcher token =
                Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(get(client, from));
        assertThat(token.find()).isTrue();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(pukar.address() + to))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        form + "&_csrf=" + token.group(1)))
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static String get(HttpClient client, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(pukar.address() + path)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static String open(String path) throws Exception {
        return get(HttpClient.newHttpClient(), path);
    }

    @ParameterizedTest
    @CsvSource({
        "en, Not watched now, A face does not reliably show what someone feels",
        "hi, अभी नज़र नहीं रखी जा रही, चेहरा भरोसे से नहीं बताता",
        "ur, ابھی نظر نہیں رکھی جا رہی, چہرہ بھروسے سے نہیں بتاتا"
    })
    void thePublicPageIsLightAndHoldsNothingSecret(String language, String state, String warning)
            throws Exception {
        String page = open("/public/s?lang=" + language);
        assertThat(page).contains(state).contains(warning).contains("href=\"/help/s\"");
        assertThat(page)
                .doesNotContain(
                        "hush", "rtsp", "127.0.0.1", "meera", "<img", "<script", ".jpg", "Gate");
        String all = page + open("/css/public.css");
        assertThat(all.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(30_000);
        assertThat(open("/public?lang=" + language)).contains(state).contains("/public/s");
    }

    @Test
    void countsUnderFiveAreHiddenAndSoIsWhatTheyCouldBeComputedFrom() throws Exception {
        List<String> cells =
                Pattern.compile("<td>([^<]*)</td>")
                        .matcher(open("/public/s?lang=en"))
                        .results()
                        .map(m -> m.group(1))
                        .toList();
        // Requests 4, signs 3, expressions 12; sent 4, dismissed 0, expired 12, back 0, other 3.
        assertThat(cells)
                .containsExactly(
                        "hidden", "hidden", "12", "19", "hidden", "hidden", "12", "hidden",
                        "hidden", "19");
    }

    @Test
    void thePublicPageSaysWhetherSomebodyIsOnShift() throws Exception {
        assertThat(open("/public/s?lang=en")).contains("Nobody is on shift");
        ShiftStore shifts = new ShiftStore(pukar.database().jdbc());
        shifts.seen("arjun", Role.REVIEWER, Optional.empty(), Instant.now());
        // As another Pukar on the same database says it: seen here within seconds.
        Instant end = Instant.now().plusSeconds(15);
        while (open("/public/s?lang=en").contains("Nobody is on shift")
                && Instant.now().isBefore(end)) {
            java.util.concurrent.locks.LockSupport.parkNanos(200_000_000);
        }
        assertThat(open("/public/s?lang=en"))
                .contains("Somebody is on shift")
                .doesNotContain("arjun")
                .contains("Not watched now"); // its only camera is down
        shifts.end("arjun", Instant.now(), "signed out");
    }

    @Test
    void figuresComeAsTableAndAsCsv() throws Exception {
        String month = YearMonth.now(ZoneOffset.UTC).minusMonths(1).toString();
        assertThat(get(chief, "/figures?lang=en&month=" + month))
                .contains("12 of 19 (63 %)")
                .contains("4 of 19 (21 %)")
                .contains("not measured");
        List<String> lines = get(chief, "/figures.csv").lines().toList();
        assertThat(lines.get(0)).startsWith("month,site,incidents,requests,signs,expressions,");
        assertThat(lines).anyMatch(l -> l.startsWith(month + ",all,19,4,3,12,"));
        assertThat(lines).anyMatch(l -> l.startsWith(month + ",s,19,4,3,12,"));
        assertThat(lines).allMatch(l -> l.split(",", -1).length == lines.get(0).split(",").length);
    }

    @Test
    void aChannelThatFailsIsOnTheDeskAndItsDeadLettersAreTriedAgain() throws Exception {
        waitUntil("select count(*) > 0 from alert where state = 'DEAD'");
        assertThat(get(chief, "/desk/list?lang=en")).contains("Channel fails:").contains("hook");
        assertThat(get(chief, "/settings?lang=en"))
                .contains("Alerts that were given up")
                .doesNotContain("hush");
        UUID dead =
                pukar.database()
                        .jdbc()
                        .sql("select id from alert where state = 'DEAD' order by number limit 1")
                        .query(UUID.class)
                        .single();
        String again = "/settings/alerts/" + dead + "/again";
        assertThat(post(chief, "/settings", again, "x=")).isEqualTo(302);
        assertThat(
                        pukar.database()
                                .jdbc()
                                .sql(
                                        "select count(*) from audit where person = 'meera' and act"
                                                + " = 'TRIED_ALERT_AGAIN' and detail = ?")
                                .param(dead.toString())
                                .query(Integer.class)
                                .single())
                .isOne();
        assertThat(post(chief, "/settings", "/settings/alerts/" + UUID.randomUUID() + "/again", ""))
                .isEqualTo(404);
    }

    @Test
    void theSettingsPageShowsWhatChangedAndWhen() throws Exception {
        SettingsStore store = new SettingsStore(pukar.database().jdbc());
        String before = store.latest(1).get(0).text();
        assertThat(before).contains("camera gate").doesNotContain("hush");
        assertThat(store.keep(before, Instant.now())).as("the same is kept once").isFalse();
        assertThat(store.keep(before.replace("Gate", "North gate"), Instant.now())).isTrue();
        assertThat(get(chief, "/settings?lang=en"))
                .contains("− camera gate, Gate")
                .contains("+ camera gate, North gate")
                .contains("The first settings that were kept.");
    }

    @Test
    void onlyWhoDecidesSeesIncidentsOnTheMap() throws Exception {
        assertThat(get(chief, "/map/pins.json?lang=en"))
                .contains("\"kind\":\"INCIDENT\"")
                .contains("\"kind\":\"CAMERA\",\"text\":\"Gate · no picture\",\"bad\":true");
        String hash = String.valueOf(new BCryptPasswordEncoder(4).encode(PASSWORD));
        pukar.accounts().add(new Account("ravi", hash, Role.OFFICER, Optional.of("st"), false));
        HttpClient officer = signIn("ravi");
        assertThat(get(officer, "/map/pins.json")).contains("STATION").doesNotContain("INCIDENT");
        assertThat(get(officer, "/map/city")).doesNotContain("/desk/");
    }
}
