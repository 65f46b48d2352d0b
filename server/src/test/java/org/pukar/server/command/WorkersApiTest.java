package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.camera.Camera;
import org.pukar.camera.Gear;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.server.desk.TestCity;
import org.pukar.server.store.AccountStore.Account;
import org.pukar.server.store.AccountStore.Role;
import org.pukar.server.store.ClientStore;
import org.pukar.server.web.TestPicture;
import org.pukar.server.worker.BusyCamera;
import org.pukar.vision.mask.Ring;
import org.pukar.vision.watch.Effort;
import org.pukar.vision.worker.Report;
import org.pukar.vision.worker.SignalMessage;
import org.pukar.vision.worker.Worker;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import tools.jackson.databind.json.JsonMapper;

/** What a key of a worker opens, over real HTTP, and what another's does not. */
class WorkersApiTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir static Path data;
    private static RunningPukar pukar;
    private static String worker = "";
    private static String centre = "";
    private static String monitor = "";

    @BeforeAll
    static void start() {
        Camera gate = new Camera("gate", "s", "Gate", TestCity.PLACE, "rtsp://127.0.0.1/x", false);
        pukar = RunningPukar.start(TestCity.in(data, List.of(gate)), Optional.empty(), true);
        ClientStore clients = new ClientStore(pukar.database().jdbc());
        centre = clients.add("112", Instant.now()).orElseThrow();
        monitor = clients.add("m", ClientStore.Kind.MONITOR, Instant.now()).orElseThrow();
        worker = clients.add("w", ClientStore.Kind.WORKER, Instant.now()).orElseThrow();
    }

    @AfterAll
    static void stop() {
        pukar.close();
    }

    private static HttpResponse<String> post(String path, String key, String body)
            throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(pukar.address() + path))
                        .header("Authorization", "Bearer " + key)
                        .header("Idempotency-Key", "12345678")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String signal(UUID id) {
        Instant at = Instant.now();
        return JsonMapper.shared()
                .writeValueAsString(
                        new SignalMessage(
                                new Signal(id, "gate", Rank.SIGN, at, 1, 0, 0, List.of()),
                                List.of(new Ring.Shot(at, TestPicture.jpeg(64, 36, 90)))));
    }

    private static int count(String table) {
        return pukar.database()
                .jdbc()
                .sql("select count(*) from " + table)
                .query(Integer.class)
                .single();
    }

    @Test
    void eachKindOfKeyOpensItsOwnCalls() throws Exception {
        for (String path : List.of("/api/v1/watch", "/api/v1/signals")) {
            assertThat(post(path, "nobody's", "{}").statusCode()).as(path).isEqualTo(401);
            assertThat(post(path, centre, signal(UUID.randomUUID())).statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(post("/api/v1/requests", worker, "{}").statusCode()).isEqualTo(403);
        assertThat(count("signal")).isZero();
    }

    @Test
    void aSignalThatIsSentTwiceIsThereOnceWithItsPicture() throws Exception {
        String body = signal(UUID.randomUUID());
        assertThat(post("/api/v1/signals", worker, body).body()).isEqualTo("{\"taken\":true}");
        assertThat(post("/api/v1/signals", worker, body).statusCode()).isEqualTo(200);
        assertThat(count("signal")).isEqualTo(1);
        assertThat(count("evidence_picture")).isEqualTo(1);
        assertThat(count("incident")).isEqualTo(1);
        TestCity.forget(pukar.database());
    }

    @Test
    void aSecondJobIsToldWhenToAskAgain() throws Exception {
        post(
                "/api/v1/watch",
                worker,
                JsonMapper.shared()
                        .writeValueAsString(new Report(Worker.ofThis("host/0", "run"), List.of())));
        Worker second = Worker.ofThis("host/0", "second");
        HttpResponse<String> answer =
                get(
                        "/api/v1/watch?name=h&run=second&version=%s&models=%s"
                                .formatted(second.version(), second.models()),
                        worker,
                        "*/*");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(15L, 20L);
    }

    @Test
    void aReportIsAnsweredAndWhatIsNoneIsRefused() throws Exception {
        String report =
                JsonMapper.shared()
                        .writeValueAsString(
                                new Report(
                                        Worker.ofThis("host/0", "run"),
                                        List.of(Report.OfCamera.closed("gate", "it begins"))));
        HttpResponse<String> answer = post("/api/v1/watch", worker, report);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("there is no authorisation for it")
                .doesNotContain("rtsp", "127.0.0.1");
        HttpResponse<String> none = post("/api/v1/watch", worker, "{\"face\": 1}");
        assertThat(none.statusCode()).isEqualTo(400);
        assertThat(none.body()).contains("the body must be the JSON of a worker of this version");
        assertThat(post("/api/v1/watch", worker, "x".repeat((1 << 20) + 1)).statusCode())
                .isEqualTo(413);
    }

    private static HttpResponse<String> get(String path, String key, String accept)
            throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(pukar.address() + path))
                        .header("Authorization", "Bearer " + key)
                        .header("Accept", accept)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void monitoringSeesHowCamerasAndWorkersDoAndNotWhenPeopleAreThere() throws Exception {
        Report report =
                new Report(
                        Worker.ofThis("host/0", "run"),
                        List.of(
                                BusyCamera.of(
                                        "gate",
                                        new Effort(Gear.ACTIVE, .25, 33, 73),
                                        1250,
                                        250,
                                        2,
                                        731)));
        post("/api/v1/watch", worker, JsonMapper.shared().writeValueAsString(report));
        get("/api/v1/watch?name=old/0&run=run&version=9&models=m", worker, "*/*");
        HttpResponse<String> answer = get("/api/v1/metrics", monitor, "*/*");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/plain;version=0.0.4");
        String gate = "{camera=\"gate\",site=\"s\"} ";
        assertThat(answer.body())
                .contains(
                        "# HELP pukar_cores Processor seconds a second, of all cameras.",
                        "# TYPE pukar_frames_read_total counter",
                        "pukar_camera_watched" + gate + "1.0",
                        "pukar_camera_refused" + gate + "0.0",
                        "pukar_cameras{gear=\"ACTIVE\"} 1.0",
                        "pukar_cameras{gear=\"IDLE\"} 0.0",
                        "pukar_cores 0.25",
                        "pukar_frames_decoded_total 1250.0",
                        "pukar_frames_read_total 250.0",
                        "pukar_camera_frames_dropped_total" + gate + "2.0",
                        "pukar_camera_delay_seconds{camera=\"gate\",quantile=\"0.99\",site=\"s\"}"
                                + " 0.073",
                        "pukar_worker_cameras{worker=\"host/0\"} 1.0",
                        "pukar_worker_silent{worker=\"host/0\"} 0.0",
                        "pukar_worker_refused{worker=\"old/0\"} 1.0")
                .doesNotContain("731", "face", "pukar_camera_fault{", "127.0.0.1");
        assertThat(answer.body().lines().filter(line -> line.contains("{camera=")))
                .as("what rises while anybody is in view is told of no camera by itself")
                .noneMatch(line -> line.matches(".*(gear|cores|active|decoded|read).*"))
                .hasSize(5);
        assertThat(get("/api/v1/metrics", monitor, "application/openmetrics-text").body())
                .endsWith("# EOF\n");
        for (String other : List.of(worker, centre)) {
            assertThat(get("/api/v1/metrics", other, "*/*").statusCode()).isEqualTo(403);
        }
        assertThat(post("/api/v1/watch", monitor, "{}").statusCode()).isEqualTo(403);
        assertThat(get("/api/v1/metrics", "nobody's", "*/*").statusCode()).isEqualTo(401);
    }

    @Test
    void theCamerasPageSaysWhoReadsAndWhoMayNotAndWhy() throws Exception {
        pukar.accounts()
                .add(
                        new Account(
                                "ravi",
                                String.valueOf(
                                        new BCryptPasswordEncoder(4).encode("correct horse")),
                                Role.ENGINEER,
                                Optional.empty(),
                                false));
        WebPerson engineer = new WebPerson(pukar.address());
        engineer.post("/login", "/login", Map.of("username", "ravi", "password", "correct horse"));
        post(
                "/api/v1/watch",
                worker,
                JsonMapper.shared()
                        .writeValueAsString(
                                new Report(
                                        Worker.ofThis("host/0", "run"),
                                        List.of(Report.OfCamera.closed("gate", "it begins")))));
        get("/api/v1/watch?name=old/0&run=run&version=9&models=m", worker, "*/*");
        assertThat(engineer.get("/cameras?lang=en").body())
                .contains(
                        "read by host/0",
                        "host/0: 1 cameras",
                        "old/0 may not read: a worker must have the desk&#39;s version, 0.1.0,"
                                + " old/0 has 9")
                .doesNotContain("/cameras/gate/fitness");
        assertThat(engineer.get("/cameras/table?lang=hi").body())
                .contains("host/0: 1 कैमरे", "वर्कर का संस्करण डेस्क का ही होना चाहिए");
    }

    @Test
    void anotherVersionIsToldSo() throws Exception {
        HttpResponse<String> answer =
                get("/api/v1/watch?name=w&run=r&version=9&models=m", worker, "*/*");
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("a worker must have the desk's version, 0.1.0, w has 9");
    }
}
