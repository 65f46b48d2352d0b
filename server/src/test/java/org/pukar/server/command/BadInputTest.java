package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
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
import org.pukar.camera.Camera;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.incident.Event;
import org.pukar.incident.State;
import org.pukar.server.desk.TestCity;
import org.pukar.server.store.AccountStore.Account;
import org.pukar.server.store.AccountStore.Role;
import org.pukar.server.store.IncidentStore;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** The console's forms with what they should not get: one clear message, nothing kept. */
class BadInputTest {
    private static final String PASSWORD = "correct horse";

    @TempDir static Path data;
    private static RunningPukar pukar;
    private static HttpClient meera;
    private static HttpClient kavya;
    private static int signals;
    private UUID incident = new UUID(0, 0);

    @BeforeAll
    static void start() throws Exception {
        pukar = RunningPukar.start(TestCity.in(data), Optional.empty());
        meera = person("meera", Role.REVIEWER, Optional.empty());
        kavya = person("kavya", Role.OFFICER, Optional.of("st"));
    }

    @AfterAll
    static void stop() {
        pukar.close();
    }

    private static HttpClient person(String name, Role role, Optional<String> post)
            throws Exception {
        String hash = String.valueOf(new BCryptPasswordEncoder(4).encode(PASSWORD));
        pukar.accounts().add(new Account(name, hash, role, post, false));
        HttpClient person =
                HttpClient.newBuilder()
                        .cookieHandler(new CookieManager())
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build();
        String form = send(person, get("/login")).body();
        String body = "username=" + name + "&password=" + enc(PASSWORD) + "&_csrf=" + token(form);
        assertThat(send(person, post("/login", body)).uri().getPath()).isNotEqualTo("/login");
        return person;
    }

    @BeforeEach
    void takenByMeera() {
        Instant at = Instant.now().plusSeconds(1_000L * signals++);
        Signal signal = new Signal(UUID.randomUUID(), "c", Rank.SIGN, at, signals, 0, 0, List.of());
        incident =
                pukar.desk()
                        .take(
                                signal,
                                new Camera("c", "s", "Gate", TestCity.PLACE, "", false),
                                List.of(),
                                Optional.empty());
        assertThat(
                        pukar.desk()
                                .act(
                                        incident,
                                        new Event.Claimed(Instant.now(), "meera"),
                                        "meera",
                                        ""))
                .isEmpty();
    }

    private static String enc(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String token(String page) {
        Matcher token = Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"").matcher(page);
        assertThat(token.find()).isTrue();
        return enc(token.group(1));
    }

    private static HttpRequest get(String path) {
        return HttpRequest.newBuilder(URI.create(pukar.address() + path)).build();
    }

    private static HttpRequest post(String path, String body) {
        return HttpRequest.newBuilder(URI.create(pukar.address() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static HttpResponse<String> send(HttpClient person, HttpRequest request)
            throws Exception {
        return person.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** As the page would: with its token. */
    private static HttpResponse<String> act(
            HttpClient person, String page, String path, String body) throws Exception {
        String token = token(send(person, get(page)).body());
        return send(person, post(path, body + "&_csrf=" + token));
    }

    private State state() {
        return new IncidentStore(pukar.database().jdbc())
                .find(incident)
                .orElseThrow()
                .incident()
                .state();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    dismiss | ''              | ''   | say why before you dismiss it
                    dismiss | nonsense        | ''   | choose a reason from the list
                    dismiss | <b>other</b>    | ''   | choose a reason from the list
                    dismiss | other           | long | own words may have 200 characters, these have 201
                    dismiss | other           | ctrl | own words may have no control characters
                    doubt   | ''              | ''   | say why you can&#39;t tell
                    doubt   | not a face      | ''   | choose a reason from the list
                    doubt   | other           | huge | own words may have 200 characters, these have 20000
                    """)
    void aReasonThatCannotBeTakenIsSaidAndNothingIsDone(
            String what, String reason, String words, String message) throws Exception {
        String own =
                switch (words) {
                    case "long" -> "x".repeat(201);
                    case "huge" -> "x".repeat(20_000);
                    case "ctrl" -> "a\u0007b";
                    default -> words;
                };
        HttpResponse<String> answer =
                act(
                        meera,
                        "/desk/" + incident,
                        "/desk/" + incident + "/" + what,
                        "reason=" + enc(reason) + "&words=" + enc(own));
        assertThat(answer.body()).contains(message).doesNotContain("<b>other</b>");
        assertThat(state()).isEqualTo(State.CLAIMED);
    }

    /** What someone writes is shown as they wrote it, and does nothing else. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    <script>alert(1)</script>      | &lt;script&gt;alert(1)&lt;/script&gt;
                    '; drop table incident; --     | &#39;; drop table incident; --
                    ../../../../etc/passwd         | ../../../../etc/passwd
                    ${7*7} #{T(Runtime)} [[${1}]]  | ${7*7} #{T(Runtime)} [[${1}]]
                    \u202Egnissimsid               | \u202Egnissimsid
                    """)
    void hostileWordsAreOnlyWords(String words, String shown) throws Exception {
        HttpResponse<String> answer =
                act(
                        meera,
                        "/desk/" + incident,
                        "/desk/" + incident + "/dismiss",
                        "reason=other&words=" + enc(words));
        assertThat(answer.body()).contains(shown);
        assertThat(state()).isEqualTo(State.DISMISSED);
    }

    @Test
    void anOutcomeWithAnAnswerMissingOrOfAnotherKindIsRefusedWhole() throws Exception {
        assertThat(
                        pukar.desk()
                                .act(
                                        incident,
                                        new Event.Confirmed(Instant.now(), "meera"),
                                        "meera",
                                        ""))
                .isEmpty();
        assertThat(
                        pukar.desk()
                                .act(
                                        incident,
                                        new Event.Acknowledged(Instant.now(), "kavya"),
                                        "kavya",
                                        ""))
                .isEmpty();
        String path = "/officer/" + incident;
        String all = "found=HELP_GIVEN&wantedHelp=YES&stopped=NO&searched=NO&askedForId=NO";
        for (String answer : (all + "&detained=NO").split("&", -1)) {
            String without = (all + "&detained=NO").replace(answer, "").replace("&&", "&");
            assertThat(act(kavya, path, path + "/outcome", without).body())
                    .as("without " + answer)
                    .contains("every question needs an answer");
        }
        assertThat(act(kavya, path, path + "/outcome", all + "&detained=MAYBE").statusCode())
                .isEqualTo(400);
        assertThat(
                        act(
                                        kavya,
                                        path,
                                        path + "/outcome",
                                        all + "&detained=NO&note=" + "x".repeat(2_001))
                                .body())
                .contains("own words may have 2000 characters, these have 2001");
        assertThat(state()).isEqualTo(State.ACKNOWLEDGED);
        for (String position :
                List.of("latitude=91&longitude=0", "latitude=x&longitude=0", "latitude=1", "")) {
            assertThat(act(kavya, path, "/officer/position", position).statusCode())
                    .as(position)
                    .isBetween(400, 403);
        }
    }

    @Test
    void tenMegabytesAreNotRead() throws Exception {
        HttpResponse<String> answer =
                send(
                        meera,
                        post("/desk/" + incident + "/dismiss", "words=" + "x".repeat(10_000_000)));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("a body must have at most 65536 bytes");
    }

    @Test
    void anotherOnesTokenAndAnExpiredSessionDoNothing() throws Exception {
        String kavyas = token(send(kavya, get("/officer")).body());
        assertThat(
                        send(meera, post("/desk/" + incident + "/confirm", "_csrf=" + kavyas))
                                .statusCode())
                .isEqualTo(403);
        HttpClient nobody = HttpClient.newHttpClient();
        assertThat(
                        send(nobody, post("/desk/" + incident + "/confirm", "_csrf=" + kavyas))
                                .statusCode())
                .isIn(302, 403);
        assertThat(state()).isEqualTo(State.CLAIMED);
    }

    @Test
    void anIdThatIsNoneIsNotFoundAndShowsNoTrace() throws Exception {
        for (String id : List.of("1", "..%2f..%2fetc", "%00", new UUID(9, 9).toString())) {
            HttpResponse<String> answer = send(meera, get("/desk/" + id));
            assertThat(answer.statusCode()).as(id).isBetween(400, 404);
            assertThat(answer.body()).as(id).doesNotContain("\tat ", "Exception");
        }
    }
}
