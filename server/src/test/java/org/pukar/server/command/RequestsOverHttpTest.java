package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pukar.incident.State;
import org.pukar.server.desk.TestCity;
import org.pukar.server.point.PointSender;
import org.pukar.server.store.ClientStore;
import org.pukar.server.store.IncidentStore;
import org.pukar.server.store.IncidentStore.Kept;
import org.pukar.server.store.PointStore.Kind;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People's own wishes over real HTTP: panic points, a phone, another centre. */
class RequestsOverHttpTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir static Path data;
    private static RunningPukar pukar;
    private static byte[] key;
    private static String clientKey = "";

    @BeforeAll
    static void start() {
        pukar = RunningPukar.start(TestCity.in(data), Optional.empty());
        key = pukar.points().newKey("pole", Instant.now());
        clientKey = new ClientStore(jdbc()).add("112", Instant.now()).orElseThrow();
    }

    @AfterAll
    static void stop() {
        pukar.close();
    }

    /** What is open joins what comes: each test begins with a quiet city. */
    @BeforeEach
    void quiet() {
        jdbc().sql("update incident set ended_at = now(), state = 'CLOSED' where ended_at is null")
                .update();
    }

    private static JdbcClient jdbc() {
        return pukar.database().jdbc();
    }

    private static HttpResponse<String> post(String path, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(pukar.address() + path))
                        .timeout(Duration.ofSeconds(20))
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(pukar.address() + path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Optional<Kept> open() {
        return new IncidentStore(jdbc()).open().stream().findFirst();
    }

    private static int count(String what) {
        return jdbc().sql("select count(*) from " + what).query(Integer.class).single();
    }

    private static HttpResponse<String> point(String signed) throws Exception {
        return post("/api/v1/points/messages", signed, "Content-Type", "application/jose");
    }

    @Test
    void aPressAlertsTheNearestAtOnce() throws Exception {
        String signed = PointSender.sign("pole", key, Kind.PRESS, Instant.now());

        assertThat(point(signed).statusCode()).isEqualTo(200);

        Kept kept = open().orElseThrow();
        assertThat(kept.incident().state()).isEqualTo(State.DISPATCHED);
        assertThat(kept.incident().sentTo()).contains("st");
        assertThat(kept.where().name()).isEqualTo("Site");
    }

    @Test
    void aPressSentAgainIsDoneOnce() throws Exception {
        String signed = PointSender.sign("pole", key, Kind.PRESS, Instant.now());
        int before = count("signal");
        for (int i = 0; i < 5; i++) {
            assertThat(point(signed).statusCode()).isEqualTo(200);
        }
        assertThat(count("signal")).isEqualTo(before + 1);
        assertThat(open().orElseThrow().incident().signals()).hasSize(1);
    }

    @Test
    void aPressPlayedBackLaterIsRefusedAndCounted() throws Exception {
        String signed = PointSender.sign("pole", key, Kind.PRESS, Instant.now());
        point(signed);
        jdbc().sql("update point_message set received_at = received_at - interval '16 minutes'")
                .update();
        quiet();
        int refused = count("point_refusal");

        HttpResponse<String> answer = point(signed);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(answer.body()).contains("a message is taken once; this one came before");
        assertThat(count("point_refusal")).isEqualTo(refused + 1);
        assertThat(open()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"altered", "unsigned", "another key", "unknown point", "old", "ahead"})
    void whatNoPointOfOursSignedNowIsRefusedCountedAndShown(String how) throws Exception {
        String good = PointSender.sign("pole", key, Kind.PRESS, Instant.now());
        String bad =
                switch (how) {
                    case "altered" ->
                            good.replace(
                                    good.split("\\.", -1)[1],
                                    good.split("\\.", -1)[1].replace('M', 'N'));
                    case "unsigned" -> good.substring(0, good.lastIndexOf('.') + 1);
                    case "another key" ->
                            PointSender.sign("pole", new byte[32], Kind.PRESS, Instant.now());
                    case "unknown point" ->
                            PointSender.sign("nowhere", key, Kind.PRESS, Instant.now());
                    case "old" ->
                            PointSender.sign(
                                    "pole", key, Kind.TEST, Instant.now().minusSeconds(90_000));
                    default ->
                            PointSender.sign(
                                    "pole", key, Kind.TEST, Instant.now().plusSeconds(4_000));
                };
        int refused = count("point_refusal");

        assertThat(point(bad).statusCode()).isBetween(400, 499);

        assertThat(count("point_refusal")).isEqualTo(refused + 1);
        assertThat(open()).isEmpty();
    }

    @Test
    void aTestPressAndAHeartbeatAlertNobody() throws Exception {
        for (Kind kind : new Kind[] {Kind.TEST, Kind.HEARTBEAT}) {
            assertThat(point(PointSender.sign("pole", key, kind, Instant.now())).statusCode())
                    .isEqualTo(200);
        }
        assertThat(open()).isEmpty();
    }

    private static String nonce() throws Exception {
        String page = get("/help/pole").body();
        Matcher nonce = Pattern.compile("name=\"nonce\" value=\"([0-9a-f-]{36})\"").matcher(page);
        assertThat(nonce.find()).isTrue();
        return nonce.group(1);
    }

    private static int phones;

    /** Each from a phone of its own. */
    private static HttpResponse<String> form(String path, String body) throws Exception {
        return form(path, body, "198.51.100." + phones++ % 250);
    }

    private static HttpResponse<String> form(String path, String body, String address)
            throws Exception {
        return post(
                path,
                body,
                "Content-Type",
                "application/x-www-form-urlencoded",
                "X-Forwarded-For",
                address);
    }

    @Test
    void aPhoneAsksWithoutAnAccountAndSentTwiceIsAskedOnce() throws Exception {
        String nonce = nonce();
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer =
                    form("/help/pole", "nonce=" + nonce + "&words=someone+follows+me&women=true");
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location").orElseThrow())
                    .endsWith("/help/mine/" + nonce);
        }
        Kept kept = open().orElseThrow();
        assertThat(kept.incident().signals()).hasSize(1);
        assertThat(kept.incident().state()).isEqualTo(State.DISPATCHED);

        String mine = get("/help/mine/" + nonce).body();
        assertThat(mine).contains("Told to go: Station. No answer yet", "someone follows me");
        assertThat(get("/help/mine/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
    }

    private static String[] codes(String nonce) throws Exception {
        Matcher codes =
                Pattern.compile("<b>(\\d{4})</b>").matcher(get("/help/mine/" + nonce).body());
        String[] found = new String[2];
        for (int i = 0; i < 2; i++) {
            assertThat(codes.find()).isTrue();
            found[i] = codes.group(1);
        }
        return found;
    }

    @Test
    void theFirstCodeWithdrawsAndNobodyComes() throws Exception {
        String nonce = nonce();
        form("/help/pole", "nonce=" + nonce);

        form("/help/mine/" + nonce + "/withdraw", "code=" + codes(nonce)[0]);

        assertThat(open()).isEmpty();
        assertThat(get("/help/mine/" + nonce).body()).contains("Withdrawn");
    }

    @Test
    void withWhatIsWithdrawnGoesWhatThePersonSaid() throws Exception {
        String nonce = nonce();
        form(
                "/help/pole",
                "nonce="
                        + nonce
                        + "&words=by+the+stairs&callBack=98765&latitude=26.7211&longitude=80.8611");
        UUID incident = open().orElseThrow().incident().id();
        String[] codes = codes(nonce);
        form("/help/mine/" + nonce + "/withdraw", "code=" + codes[0]);

        assertThat(
                        count(
                                "request where words <> '' or call_back <> '' or code <> '' or"
                                        + " latitude is not null"))
                .isEqualTo(
                        count(
                                "request r join signal s on s.id = r.id join incident i on i.id ="
                                        + " s.incident_id where i.state <> 'WITHDRAWN' and (words"
                                        + " <> '' or call_back <> '' or code <> '' or r.latitude is"
                                        + " not null)"));
        assertThat(new IncidentStore(jdbc()).find(incident).orElseThrow().where().place())
                .isEqualTo(TestCity.PLACE);
        assertThat(new IncidentStore(jdbc()).history(incident).toString())
                .doesNotContain("26.72", "98765", "stairs");
        assertThat(get("/help/mine/" + nonce).body()).contains("Withdrawn");
    }

    @Test
    void theSecondCodeWithdrawsOnTheScreenOnlyAndTheScreensAreAlike() throws Exception {
        String fine = nonce();
        form("/help/pole", "nonce=" + fine);
        form("/help/mine/" + fine + "/withdraw", "code=" + codes(fine)[0]);
        String forced = nonce();
        form("/help/pole", "nonce=" + forced);
        form("/help/mine/" + forced + "/withdraw", "code=" + codes(forced)[1]);

        Kept kept = open().orElseThrow();
        assertThat(kept.incident().state()).isEqualTo(State.DISPATCHED);
        assertThat(new IncidentStore(jdbc()).history(kept.incident().id()))
                .extracting(IncidentStore.Happened::kind)
                .contains("Duress");
        assertThat(get("/help/mine/" + forced).body().replace(forced, fine))
                .as("who watches sees no difference")
                .isEqualTo(get("/help/mine/" + fine).body());
    }

    @Test
    void wrongCodesAreCountedAndThenNoneIsTaken() throws Exception {
        String nonce = nonce();
        form("/help/pole", "nonce=" + nonce);
        String[] codes = codes(nonce);
        String wrong = "0000".equals(codes[0]) || "0000".equals(codes[1]) ? "0001" : "0000";
        for (int i = 0; i < 5; i++) {
            assertThat(location(form("/help/mine/" + nonce + "/withdraw", "code=" + wrong)))
                    .endsWith("said=wrong");
        }
        assertThat(location(form("/help/mine/" + nonce + "/withdraw", "code=" + codes[0])))
                .endsWith("said=locked");
        assertThat(open().orElseThrow().incident().state()).isEqualTo(State.DISPATCHED);
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    @Test
    void codesVanishAfterAMinute() throws Exception {
        String nonce = nonce();
        form("/help/pole", "nonce=" + nonce);
        jdbc().sql("update request set received_at = received_at - interval '61 seconds'").update();

        assertThat(get("/help/mine/" + nonce).body()).doesNotContain("<b>");
    }

    /** Nonsense in a detail must never stop a call for help; the nonsense is not kept. */
    @ParameterizedTest
    @CsvSource({
        "words, 501 letters",
        "callBack, <script>alert(1)</script>",
        "callBack, 12345678901234567890123456789",
        "latitude, 91",
        "latitude, NaN",
        "latitude, '1; drop table incident'"
    })
    void helpIsCalledWhateverTheDetailsAre(String field, String value) throws Exception {
        String nonce = nonce();
        String text = value.equals("501 letters") ? "x".repeat(501) : value;
        HttpResponse<String> answer =
                form(
                        "/help/pole",
                        "nonce="
                                + nonce
                                + "&"
                                + field
                                + "="
                                + java.net.URLEncoder.encode(
                                        text, java.nio.charset.StandardCharsets.UTF_8)
                                + (field.equals("latitude") ? "&longitude=80" : ""));

        assertThat(location(answer)).endsWith("?said=dropped");
        assertThat(open().orElseThrow().incident().state()).isEqualTo(State.DISPATCHED);
        assertThat(get("/help/mine/" + nonce + "?said=dropped").body())
                .contains("Your call was sent.")
                .doesNotContain("<script>alert");
        assertThat(
                        count(
                                "request where words <> '' and id in (select id from signal where"
                                        + " incident_id = '"
                                        + open().orElseThrow().incident().id()
                                        + "')"))
                .isZero();
    }

    @Test
    void aPlaceGivenWithConsentIsWhereHelpGoes() throws Exception {
        String nonce = nonce();
        form("/help/pole", "nonce=" + nonce + "&latitude=26.7211&longitude=80.8611&accuracy=12");
        assertThat(open().orElseThrow().where().place()).hasToString("26.72110, 80.86110");

        form("/help/mine/" + nonce + "/position", "latitude=26.7222&longitude=80.8622&accuracy=9");
        assertThat(open().orElseThrow().where().place()).hasToString("26.72220, 80.86220");
    }

    /** Whoever forces the person may try numbers, the same again or others: nothing shows. */
    @Test
    void afterEitherCodeEveryNumberShowsTheSameScreen() throws Exception {
        String fine = nonce();
        form("/help/pole", "nonce=" + fine);
        String[] fines = codes(fine);
        form("/help/mine/" + fine + "/withdraw", "code=" + fines[0]);
        String forced = nonce();
        form("/help/pole", "nonce=" + forced);
        String[] forceds = codes(forced);
        form("/help/mine/" + forced + "/withdraw", "code=" + forceds[1]);
        for (String code : new String[] {fines[0], fines[1], forceds[1], ""}) {
            assertThat(location(form("/help/mine/" + fine + "/withdraw", "code=" + code)))
                    .as("after the first code, then %s", code)
                    .endsWith("/help/mine/" + fine);
            assertThat(location(form("/help/mine/" + forced + "/withdraw", "code=" + code)))
                    .as("after the second code, then %s", code)
                    .endsWith("/help/mine/" + forced);
        }
        assertThat(open().orElseThrow().incident().state()).isEqualTo(State.DISPATCHED);
        assertThat(open().orElseThrow().incident().deskDeadline())
                .as("the desk rings, for somebody may be forced")
                .isPresent();
        form("/help/mine/" + forced + "/withdraw", "code=" + forceds[0]);
        assertThat(open()).as("the first code still withdraws").isEmpty();
    }

    @Test
    void aCallThatIsOverTakesNothingMoreAndSaysSo() throws Exception {
        String nonce = nonce();
        form("/help/pole", "nonce=" + nonce);
        quiet();
        assertThat(location(form("/help/mine/" + nonce + "/words", "words=come+quickly")))
                .endsWith("?said=over");
        assertThat(
                        location(
                                form(
                                        "/help/mine/" + nonce + "/position",
                                        "latitude=26.72&longitude=80.86")))
                .endsWith("?said=over");
        assertThat(count("request where words = 'come quickly'")).isZero();
        assertThat(get("/help/mine/" + nonce + "?said=over").body())
                .contains("This call is over. If you need help, ask again.");
    }

    /** 15 km off by cell towers, or sharp but in another town: help goes to the sign. */
    @ParameterizedTest
    @CsvSource({"26.7211, 80.8611, 5000", "26.9, 80.86, 10"})
    void aVaguePlaceMovesNobody(String latitude, String longitude, String accuracy)
            throws Exception {
        form(
                "/help/pole",
                "nonce=%s&latitude=%s&longitude=%s&accuracy=%s"
                        .formatted(nonce(), latitude, longitude, accuracy));
        assertThat(open().orElseThrow().where().place()).isEqualTo(TestCity.PLACE);
    }

    @Test
    void aPressIsTakenWhateverThePointsClockSays() throws Exception {
        for (Instant at : new Instant[] {Instant.EPOCH, Instant.now().plusSeconds(90_000)}) {
            quiet();
            assertThat(point(PointSender.sign("pole", key, Kind.PRESS, at)).statusCode())
                    .isEqualTo(200);
            assertThat(open().orElseThrow().incident().state()).isEqualTo(State.DISPATCHED);
        }
    }

    @Test
    void aHeaderWithNonsenseIsRefusedAsAnyOther() throws Exception {
        String header =
                java.util.Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                                "{\"alg\":\"\\u0000\\n\",\"kid\":\"pole\"}"
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        int refused = count("point_refusal");
        assertThat(point(header + ".e30.AAAA").statusCode()).isBetween(400, 499);
        assertThat(count("point_refusal")).isEqualTo(refused + 1);
    }

    /** A proxy in the own network says who asks: its other callers are not held up. */
    @Test
    void oneAddressMayCallTwentyTimesAndOthersGoOn() throws Exception {
        String taken = nonce();
        for (int n = 1; n <= 30; n++) {
            assertThat(form("/help/pole", "nonce=" + taken, "203.0.113.9").statusCode())
                    .as("the same call again counts once")
                    .isEqualTo(302);
        }
        for (int n = 1; n <= 21; n++) {
            quiet();
            assertThat(from("203.0.113.7").statusCode())
                    .as("call %d", n)
                    .isEqualTo(n < 21 ? 302 : 429);
        }
        assertThat(from("203.0.113.7").body()).contains("Call 112.");
        form("/help/pole", "nonce=" + nonce());
        assertThat(from("203.0.113.7").statusCode())
                .as("what joins an open incident is always taken")
                .isEqualTo(302);
        quiet();
        assertThat(from("203.0.113.8").statusCode()).isEqualTo(302);
    }

    private static HttpResponse<String> from(String address) throws Exception {
        return form("/help/pole", "nonce=" + UUID.randomUUID(), address);
    }

    @Test
    void theHelpPageIsLightAndSpeaksThreeLanguages() throws Exception {
        HttpResponse<String> page = get("/help/pole", "Accept-Language", "hi");
        int bytes =
                page.body().length() * 2
                        + get("/css/help.css").body().length()
                        + get("/js/help.js").body().length();
        assertThat(bytes).isLessThan(20_000);
        assertThat(page.body()).contains("मदद भेजें");
        assertThat(get("/help/pole", "Accept-Language", "ur").body())
                .contains("مدد بھیجیں", "dir=\"rtl\"");
        assertThat(get("/help/nowhere").statusCode()).isEqualTo(404);
    }

    private static HttpResponse<String> centre(String body, String idempotency) throws Exception {
        return post(
                "/api/v1/requests",
                body,
                "Authorization",
                "Bearer " + clientKey,
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                idempotency);
    }

    @Test
    void aCentrePassesOnACallOnceWhateverItRepeats() throws Exception {
        String body = "{\"latitude\":26.73,\"longitude\":80.87,\"words\":\"caller at the gate\"}";
        HttpResponse<String> first = centre(body, "call-00001");
        assertThat(first.statusCode()).isEqualTo(201);
        HttpResponse<String> again = centre(body, "call-00001");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(open().orElseThrow().where().name()).isEqualTo("26.73000, 80.87000");

        assertThat(centre(body.replace("gate", "well"), "call-00001").statusCode()).isEqualTo(422);

        String id = first.body().replaceFirst(".*\"id\":\"([^\"]+)\".*", "$1");
        HttpResponse<String> withdrawn =
                post(
                        "/api/v1/requests/" + id + "/withdraw",
                        "",
                        "Authorization",
                        "Bearer " + clientKey);
        assertThat(withdrawn.body()).contains("\"state\":\"WITHDRAWN\"", "\"withdrawn\":true");
        assertThat(open()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                                        | 422 | a call needs a site, or latitude and longitude in degrees, got neither
                    {"latitude":91,"longitude":80}            | 422 | latitude must be in [-90, 90] degrees, got 91.0
                    {"latitude":26.7}                         | 422 | a position needs both latitude and longitude, got one
                    {"site":"nowhere"}                        | 422 | site must be the id of a site here
                    {"site":"s","name":"x"}                   | 400 | the body must be the JSON of /api/openapi.yaml
                    {"site":"s","callBack":"<b>"}             | 422 | a number to call back must be
                    {"site":"s","at":"now"}                   | 400 | the body must be the JSON of /api/openapi.yaml, it is not at field at
                    {"site":                                  | 400 | the body must be the JSON of /api/openapi.yaml
                    """)
    void aCentreIsToldWhatIsWrongAndNothingIsKept(String body, int status, String detail)
            throws Exception {
        int before = count("request");
        HttpResponse<String> answer = centre(body, "call-" + UUID.randomUUID());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(answer.body()).contains(detail).doesNotContain("at org.", "Exception");
        assertThat(count("request")).isEqualTo(before);
    }

    @Test
    void withoutAKeyNothingIsTakenAndNothingLongIsRead() throws Exception {
        assertThat(post("/api/v1/requests", "{}", "Idempotency-Key", "call-00002").statusCode())
                .isEqualTo(401);
        assertThat(
                        post(
                                        "/api/v1/requests",
                                        "{}",
                                        "Idempotency-Key",
                                        "call-00002",
                                        "Authorization",
                                        "Bearer wrong")
                                .statusCode())
                .isEqualTo(401);
        assertThat(
                        centre("{\"words\":\"" + "x".repeat(10_000_000) + "\"}", "call-00003")
                                .statusCode())
                .isEqualTo(413);
        assertThat(
                        get(
                                        "/api/v1/requests/" + UUID.randomUUID(),
                                        "Authorization",
                                        "Bearer " + clientKey)
                                .statusCode())
                .isEqualTo(404);
        assertThat(get("/api/v1/anything", "Authorization", "Bearer " + clientKey).statusCode())
                .isEqualTo(403);
    }
}
