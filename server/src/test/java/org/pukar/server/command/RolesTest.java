package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.pukar.incident.Event;
import org.pukar.server.desk.TestCity;
import org.pukar.server.settings.City;
import org.pukar.server.store.AccountStore.Account;
import org.pukar.server.store.AccountStore.Role;
import org.pukar.server.store.Owner;
import org.pukar.server.web.TestPicture;
import org.pukar.vision.mask.Ring;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Roles against pages, over real HTTP: everything that is not granted is refused. */
class RolesTest {
    private static final String PASSWORD = "correct horse";

    @TempDir static Path data;
    private static RunningPukar pukar;
    private static final Map<String, HttpClient> people = new HashMap<>();
    private static UUID incident;
    private static Signal signal;

    @BeforeAll
    static void start() throws Exception {
        Camera market =
                new Camera(
                        "market",
                        "s",
                        "Market",
                        TestCity.PLACE,
                        PukarCommand.home().resolve("scenes/samples/market.mp4").toString(),
                        true);
        City city = TestCity.in(data, List.of(market));
        pukar = Authorised.start(city);
        people.put("nobody", HttpClient.newHttpClient());
        for (Role role : Role.values()) {
            String hash = String.valueOf(new BCryptPasswordEncoder(4).encode(PASSWORD));
            pukar.accounts().add(new Account(role.name(), hash, role, Optional.of("st"), false));
            people.put(role.name(), signIn(role.name()));
        }
        signal =
                new Signal(
                        UUID.randomUUID(),
                        "c",
                        Rank.EXPRESSION,
                        Instant.now(),
                        1,
                        14,
                        13.7,
                        List.of());
        Camera camera = new Camera("c", "s", "Camera", TestCity.PLACE, "", false);
        pukar.desk()
                .take(
                        signal,
                        camera,
                        List.of(new Ring.Shot(signal.at(), TestPicture.jpeg(64, 36, 90))));
        incident =
                pukar.database().jdbc().sql("select id from incident").query(UUID.class).single();
    }

    @AfterAll
    static void stop() {
        pukar.close();
    }

    private static HttpClient signIn(String name) throws Exception {
        HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        String page = client.send(get("/login"), HttpResponse.BodyHandlers.ofString()).body();
        Matcher token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(page);
        assertThat(token.find()).isTrue();
        HttpRequest post =
                HttpRequest.newBuilder(URI.create(pukar.address() + "/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "username=%s&password=%s&_csrf=%s"
                                                .formatted(
                                                        name,
                                                        PASSWORD.replace(" ", "+"),
                                                        token.group(1))))
                        .build();
        assertThat(
                        client.send(post, HttpResponse.BodyHandlers.discarding())
                                .headers()
                                .firstValue("location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/"));
        return client;
    }

    private static HttpRequest get(String path) {
        return HttpRequest.newBuilder(URI.create(pukar.address() + path)).build();
    }

    @ParameterizedTest(
            name = "{0}: nobody {1}, reviewer {2}, officer {3}, engineer {4}, privacy {5}")
    @CsvSource({
        "/login, 200, 200, 200, 200, 200",
        "/health, 200, 200, 200, 200, 200",
        "/desk, 302, 200, 403, 403, 403",
        "/desk/list, 302, 200, 403, 403, 403",
        "/desk/ID, 302, 200, 403, 403, 403",
        "/desk/ID/card, 302, 200, 403, 403, 403",
        "/desk/ID/signals.json, 302, 200, 403, 403, 403",
        "/desk/ID/pictures/SIGNAL/0.jpg, 302, 200, 403, 403, 403",
        "/desk/ID/pictures/SIGNAL/7.jpg, 302, 404, 403, 403, 403",
        "/officer, 302, 403, 200, 403, 403",
        "/officer/ID, 302, 403, 404, 403, 403",
        "/cameras, 302, 403, 403, 200, 403",
        "/cameras/market/fitness, 302, 403, 403, 200, 403",
        "/cameras/nowhere/fitness, 302, 403, 403, 404, 403",
        "/signs/s.pdf, 302, 403, 403, 200, 403",
        "/points, 302, 200, 403, 200, 403",
        "/points/table, 302, 200, 403, 200, 403",
        "/points/pins.json, 302, 200, 403, 200, 403",
        "/shifts, 302, 200, 403, 403, 403",
        "/help/pole, 200, 200, 200, 200, 200",
        "/api/openapi.yaml, 200, 200, 200, 200, 200",
        "/api/v1/requests/ID, 401, 401, 401, 401, 401",
        "/api/v1/watch, 401, 401, 401, 401, 401",
        "/api/v1/signals, 401, 401, 401, 401, 401",
        "/api/v1/metrics, 401, 401, 401, 401, 401",
        "/officer/ID/picture.jpg, 302, 403, 404, 403, 403",
        "/signs/nowhere.pdf, 302, 403, 403, 404, 403",
        "/signs/s.pdf?size=A9, 302, 403, 403, 400, 403",
        "/drills, 302, 403, 403, 200, 403",
        "/drills/table, 302, 403, 403, 200, 403",
        "/figures, 302, 200, 403, 403, 200",
        "/figures?month=2026-11&site=s, 302, 200, 403, 403, 200",
        "/figures?month=2026-13, 302, 400, 403, 403, 400",
        "/figures?site=nowhere, 302, 404, 403, 403, 404",
        "/figures.csv, 302, 200, 403, 403, 200",
        "/public, 200, 200, 200, 200, 200",
        "/public/s, 200, 200, 200, 200, 200",
        "/public/nowhere, 404, 404, 404, 404, 404",
        "/settings, 302, 403, 403, 200, 200",
        "/settings/channels, 302, 403, 403, 200, 200",
        "/log, 302, 403, 403, 403, 200",
        "/log?day=yesterday, 302, 403, 403, 403, 400",
        "/log?act=NOTHING, 302, 403, 403, 403, 400",
        "/log/mine, 302, 200, 200, 200, 200",
        "/log/incidents/ID, 302, 200, 403, 403, 200",
        "/public/log, 200, 200, 200, 200, 200",
        "/public/log/head, 200, 200, 200, 200, 200",
        "/public/log/heads, 200, 200, 200, 200, 200",
        "/public/log/heads?after=now, 400, 400, 400, 400, 400",
        "/public/log/consistency?from=0&to=1, 400, 400, 400, 400, 400",
        "/public/log/consistency?from=1&to=99999, 400, 400, 400, 400, 400",
        "/public/log/inclusion?leaf=00, 404, 404, 404, 404, 404",
        "/public/log/inclusion?leaf=zz, 400, 400, 400, 400, 400",
        "/breach, 302, 403, 403, 403, 200",
        "/breach/ID/CERT_IN.txt, 302, 403, 403, 403, 404",
        "/breach/ID/NOBODY.txt, 302, 403, 403, 403, 400",
        "/map/city, 302, 200, 200, 200, 200",
        "/map/city/list, 302, 200, 200, 200, 200",
        "/map/pins.json, 302, 200, 200, 200, 200",
        "/map/base.json, 302, 200, 200, 200, 200",
        "/authorisations, 302, 403, 403, 200, 200",
        "/anything/else, 302, 403, 403, 403, 403",
        "/actuator, 302, 403, 403, 403, 403"
    })
    void everyCellOfTheTable(
            String path, int nobody, int reviewer, int officer, int engineer, int privacy)
            throws Exception {
        String real =
                path.replace("ID", incident.toString()).replace("SIGNAL", signal.id().toString());
        assertThat(status("nobody", real)).isEqualTo(nobody);
        assertThat(status("REVIEWER", real)).isEqualTo(reviewer);
        assertThat(status("OFFICER", real)).isEqualTo(officer);
        assertThat(status("ENGINEER", real)).isEqualTo(engineer);
        assertThat(status("PRIVACY", real)).isEqualTo(privacy);
    }

    private static HttpClient person(String name) {
        return Objects.requireNonNull(people.get(name));
    }

    private static int status(String who, String path) throws Exception {
        return person(who).send(get(path), HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static long entries(String who, String act) {
        return pukar.database()
                .jdbc()
                .sql("select count(*) from audit where person = ? and act = ?")
                .params(who, act)
                .query(Long.class)
                .single();
    }

    @Test
    void everyLookIsEnteredOnceInFiveMinutesAlsoWhenOnlyAPartOfAPageIsAskedFor() throws Exception {
        people.put("looker", signIn(addReviewer("looker")));
        assertThat(status("looker", "/desk/" + incident + "/card")).isEqualTo(200);
        assertThat(status("looker", "/desk/" + incident)).isEqualTo(200);
        assertThat(entries("looker", "LOOKED_AT_INCIDENT")).isEqualTo(1);
        String picture = "/desk/" + incident + "/pictures/" + signal.id() + "/0.jpg";
        assertThat(status("looker", picture)).isEqualTo(200);
        assertThat(status("looker", picture)).isEqualTo(200);
        assertThat(entries("looker", "LOOKED_AT_PICTURES")).isEqualTo(1);
        assertThat(status("looker", "/desk/list")).isEqualTo(200);
        assertThat(status("looker", "/shifts")).isEqualTo(200);
        assertThat(entries("looker", "LOOKED_AT_LIST")).isEqualTo(2);
        assertThat(status("looker", "/figures.csv")).isEqualTo(200);
        assertThat(status("looker", "/figures.csv")).isEqualTo(200);
        assertThat(entries("looker", "EXPORTED")).isEqualTo(2);
        assertThat(status("looker", "/log/incidents/" + incident)).isEqualTo(200);
        assertThat(entries("looker", "LOOKED_AT_LOG")).isEqualTo(1);
    }

    private static String addReviewer(String name) {
        String hash = String.valueOf(new BCryptPasswordEncoder(4).encode(PASSWORD));
        pukar.accounts().add(new Account(name, hash, Role.REVIEWER, Optional.empty(), false));
        return name;
    }

    @Test
    void aPictureHasTheNameOfWhoeverLooksAcrossIt() throws Exception {
        String picture = "/desk/" + incident + "/pictures/" + signal.id() + "/0.jpg";
        people.put("first", signIn(addReviewer("first")));
        people.put("second", signIn(addReviewer("second")));
        byte[] first = bytes("first", picture);
        byte[] second = bytes("second", picture);
        assertThat(first).isNotEqualTo(second);
        assertThat(first).isNotEqualTo(TestPicture.jpeg(64, 36, 90));
    }

    private static byte[] bytes(String who, String path) throws Exception {
        return person(who).send(get(path), HttpResponse.BodyHandlers.ofByteArray()).body();
    }

    @Test
    void aLookThatCannotBeEnteredShowsNothing() throws Exception {
        people.put("unseen", signIn(addReviewer("unseen")));
        Owner owner = new Owner(data, pukar.database());
        owner.run("revoke insert (person, act, incident_id, detail) on audit from pukar");
        try {
            assertThat(status("unseen", "/desk/" + incident)).isEqualTo(503);
            assertThat(
                            status(
                                    "unseen",
                                    "/desk/" + incident + "/pictures/" + signal.id() + "/0.jpg"))
                    .isEqualTo(503);
        } finally {
            owner.run("grant insert (person, act, incident_id, detail) on audit to pukar");
        }
        assertThat(status("unseen", "/desk/" + incident)).isEqualTo(200);
    }

    @Test
    void aDecisionWithoutThePagesTokenIsRefused() throws Exception {
        HttpRequest post =
                HttpRequest.newBuilder(URI.create(pukar.address() + "/desk/" + incident + "/claim"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        assertThat(
                        person("REVIEWER")
                                .send(post, HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                .isEqualTo(403);
    }

    @Test
    void dismissedPicturesAreGoneAtOnce() throws Exception {
        Signal other =
                new Signal(
                        UUID.randomUUID(),
                        "c2",
                        Rank.EXPRESSION,
                        Instant.now().plusSeconds(4000),
                        1,
                        14,
                        13.7,
                        List.of());
        Camera camera = new Camera("c2", "s", "Camera", TestCity.PLACE, "", false);
        pukar.desk()
                .take(
                        other,
                        camera,
                        List.of(new Ring.Shot(other.at(), TestPicture.jpeg(64, 36, 90))));
        UUID id =
                pukar.database()
                        .jdbc()
                        .sql("select incident_id from signal where id = ?")
                        .param(other.id())
                        .query(UUID.class)
                        .single();
        String picture = "/desk/" + id + "/pictures/" + other.id() + "/0.jpg";
        assertThat(status("REVIEWER", picture)).isEqualTo(200);
        assertThat(pukar.desk().act(id, new Event.Claimed(Instant.now(), "a"), "a", "")).isEmpty();
        assertThat(
                        pukar.desk()
                                .act(
                                        id,
                                        new Event.Dismissed(Instant.now(), "a", "laughter"),
                                        "a",
                                        ""))
                .isEmpty();
        assertThat(status("REVIEWER", picture)).isEqualTo(404);
        assertThat(
                        pukar.database()
                                .jdbc()
                                .sql("select count(*) from evidence_picture where incident_id = ?")
                                .param(id)
                                .query(Integer.class)
                                .single())
                .isZero();
    }

    @Test
    void aPortInUseIsSaidBeforeAnythingStarts(@TempDir Path elsewhere) throws Exception {
        try (ServerSocket taken =
                new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            City city =
                    TestCity.in(elsewhere).with(elsewhere.resolve("data"), taken.getLocalPort());
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> RunningPukar.start(city, Optional.empty()))
                    .isInstanceOf(FailedException.class)
                    .hasMessageContaining(
                            "the console needs a free port, 127.0.0.1:"
                                    + taken.getLocalPort()
                                    + " is not");
            assertThat(elsewhere.resolve("data")).doesNotExist();
        }
    }
}
