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
        pukar = RunningPukar.start(city, Optional.empty());
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
                .take(signal, camera, List.of(new Ring.Shot(signal.at(), new byte[] {1, 2, 3})));
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
        "/map/city, 302, 200, 200, 200, 200",
        "/map/city/list, 302, 200, 200, 200, 200",
        "/map/pins.json, 302, 200, 200, 200, 200",
        "/map/base.json, 302, 200, 200, 200, 200",
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
        pukar.desk().take(other, camera, List.of(new Ring.Shot(other.at(), new byte[] {1})));
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
