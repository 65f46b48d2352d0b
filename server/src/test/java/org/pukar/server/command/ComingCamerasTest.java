package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.camera.Camera;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.incident.State;
import org.pukar.server.settings.City;
import org.pukar.server.settings.SettingsException;
import org.pukar.server.settings.SettingsFile;
import org.pukar.server.store.AccountStore.Role;
import org.pukar.server.store.ClientStore;
import org.pukar.server.store.IncidentStore;
import org.pukar.server.store.SettingsStore;
import org.pukar.vision.watch.CameraStatus;
import org.pukar.vision.worker.Report;
import org.pukar.vision.worker.Worker;
import tools.jackson.databind.json.JsonMapper;

/**
 * Cameras that come, change and go while Pukar runs: real cameras over HTTP that count who
 * connects, the real settings file, database and pages.
 */
class ComingCamerasTest {
    private static final Duration EVERY = Duration.ofMillis(100);

    @TempDir private Path folder;
    private Path file = Path.of("");
    private HttpCamera gate;
    private HttpCamera lane;
    private DemoAuthorisations signer;

    @BeforeEach
    void start() throws Exception {
        gate = new HttpCamera();
        lane = new HttpCamera();
        signer = new DemoAuthorisations(folder);
        file = folder.resolve("pukar.yaml");
        write(camera("gate", "Gate", gate));
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
        lane.close();
    }

    private static String camera(String id, String name, HttpCamera of) {
        return "      - {id: %s, name: %s, source: '%s'}\n".formatted(id, name, of.address());
    }

    private void write(String cameras) throws Exception {
        Files.writeString(
                file,
                """
                city: {name: Test, timeZone: Asia/Kolkata}
                web: {port: 0}
                stations:
                  - {id: st, name: Station, place: [26.72, 80.86]}
                sites:
                  - id: square
                    name: Square
                    place: [26.72, 80.86]
                    cameras:
                """
                        + cameras);
    }

    private City read() throws SettingsException {
        return signer.trust(SettingsFile.read(file));
    }

    private RunningPukar watch(boolean elsewhere) throws Exception {
        return RunningPukar.start(read(), Optional.empty(), elsewhere)
                .follow(file, this::read, EVERY);
    }

    private void sign(RunningPukar pukar) throws Exception {
        signer.sign(read(), pukar.authorisations(), Instant.now());
    }

    /** Real threads, a real file: looked at until it is so. */
    private static void await(String what, BooleanSupplier so) throws Exception {
        long begun = System.nanoTime();
        while (!so.getAsBoolean()) {
            assertThat((System.nanoTime() - begun) / 1e9).as(what).isLessThan(20);
            Thread.sleep(20);
        }
    }

    private static Optional<CameraStatus> status(RunningPukar pukar, String id) {
        return pukar.watch().statuses().stream().filter(s -> s.camera().id().equals(id)).findAny();
    }

    private static long frames(RunningPukar pukar, String id) {
        return status(pukar, id).map(CameraStatus::read).orElse(0L);
    }

    /** It goes on being read, on the connection that it had from the beginning. */
    private void gateGoesOn(RunningPukar pukar, long before) throws Exception {
        assertThat(frames(pukar, "gate"))
                .as("its count begins anew")
                .isGreaterThanOrEqualTo(before);
        await("a further frame of the gate", () -> frames(pukar, "gate") > before);
        assertThat(gate.connections()).as("connections to the gate, ever").isEqualTo(1);
    }

    private static List<String> history(RunningPukar pukar) {
        return new SettingsStore(pukar.database().jdbc())
                .latest(20).stream()
                        .map(
                                kept ->
                                        String.join(
                                                "; ",
                                                kept.text()
                                                        .lines()
                                                        .filter(l -> l.startsWith("camera "))
                                                        .map(l -> l.replaceFirst(", site.*", ""))
                                                        .toList()))
                        .toList();
    }

    @Test
    void camerasComeChangeAndGoAndTheOthersAreNotDisturbed() throws Exception {
        try (RunningPukar pukar = watch(false);
                LogLines log = new LogLines(SettingsWatch.class)) {
            HttpPerson engineer = HttpPerson.signIn(pukar, "ravi", Role.ENGINEER);
            sign(pukar);
            await("frames of the gate", () -> frames(pukar, "gate") > 1);
            long before = frames(pukar, "gate");

            write(camera("lane", "Lane", lane) + camera("gate", "Gate", gate));
            await("the lane is there", () -> status(pukar, "lane").isPresent());
            assertThat(pukar.watch().statuses())
                    .as("in the settings' order")
                    .extracting(s -> s.camera().id())
                    .containsExactly("lane", "gate");
            gateGoesOn(pukar, before);
            before = frames(pukar, "gate");
            await(
                    "the lane is refused",
                    () -> status(pukar, "lane").orElseThrow().refused().isPresent());
            assertThat(lane.connections()).as("connections without an authorisation").isZero();
            assertThat(engineer.get("/cameras"))
                    .contains("Lane", "there is no authorisation for it");
            sign(pukar);
            await("frames of the lane", () -> frames(pukar, "lane") > 0);
            assertThat(lane.connections()).isEqualTo(1);

            UUID open = incident(pukar);
            write(camera("gate", "Gate", gate) + camera("lane", "East lane", lane));
            await("it is opened anew", () -> lane.connections() == 2 && lane.open() == 1);
            assertThat(engineer.get("/cameras")).contains("East lane");
            assertThat(engineer.get("/settings")).contains("<bdi>East lane</bdi></th>");
            gateGoesOn(pukar, before);
            before = frames(pukar, "gate");

            write("      - {id: gate, name: Gate}\n");
            await("the problem is told", () -> log.all().toString().contains("source is missing"));
            assertThat(pukar.watch().statuses()).hasSize(2);
            assertThat(lane.connections()).isEqualTo(2);
            assertThat(lane.open()).isEqualTo(1);

            write(camera("gate", "Gate", gate));
            await("the lane is gone", () -> lane.open() == 0);
            assertThat(engineer.get("/cameras")).contains("Gate").doesNotContain("East lane");
            assertThat(engineer.get("/settings"))
                    .contains("<bdi>Gate</bdi></th>")
                    .doesNotContain("<bdi>East lane</bdi></th>");
            gateGoesOn(pukar, before);
            assertThat(new IncidentStore(pukar.database().jdbc()).find(open))
                    .as("the incident of a removed camera")
                    .hasValueSatisfying(
                            k -> assertThat(k.incident().state()).isEqualTo(State.WAITING));
            assertThat(
                            HttpPerson.signIn(pukar, "meera", Role.REVIEWER)
                                    .get("/desk/" + open + "/signals.json"))
                    .contains("\"East lane\"");
            assertThat(lane.connections()).isEqualTo(2);
            assertThat(history(pukar))
                    .containsExactly(
                            "camera gate, Gate",
                            "camera gate, Gate; camera lane, East lane",
                            "camera lane, Lane; camera gate, Gate",
                            "camera gate, Gate");
            assertThat(log.all())
                    .hasSize(4) // the third is of the file with a problem
                    .startsWith("INFO cameras: 1 added (lane)", "INFO cameras: 1 changed (lane)")
                    .endsWith("INFO cameras: 1 removed (lane)");
            anotherAddressIsNotOpenedByTheOldRecord(pukar);
        }
    }

    private void anotherAddressIsNotOpenedByTheOldRecord(RunningPukar pukar) throws Exception {
        try (HttpCamera other = new HttpCamera()) {
            write(camera("gate", "Gate", gate) + camera("lane", "East lane", other));
            await("the lane is there", () -> status(pukar, "lane").isPresent());
            await("it is refused", () -> status(pukar, "lane").orElseThrow().refused().isPresent());
            assertThat(other.connections()).isZero();
        }
    }

    private static UUID incident(RunningPukar pukar) {
        Camera lane = status(pukar, "lane").orElseThrow().camera();
        Signal signal =
                new Signal(UUID.randomUUID(), "lane", Rank.SIGN, Instant.now(), 1, 0, 0, List.of());
        return pukar.desk().take(signal, lane, List.of(), Optional.empty());
    }

    @Test
    void workersElsewhereHearOfThem() throws Exception {
        try (RunningPukar pukar = watch(true)) {
            String key =
                    new ClientStore(pukar.database().jdbc())
                            .add("w", ClientStore.Kind.WORKER, Instant.now())
                            .orElseThrow();
            assertThat(told(pukar, key)).contains("\"cameras\":[\"gate\"]");
            write(camera("lane", "Lane", lane) + camera("gate", "South gate", gate));
            await("the lane is there", () -> status(pukar, "lane").isPresent());
            assertThat(told(pukar, key))
                    .contains("\"cameras\":[\"lane\",\"gate\"]", "South gate")
                    .doesNotContain(gate.address(), lane.address());
            write(camera("lane", "Lane", lane));
            await("the gate is gone", () -> status(pukar, "gate").isEmpty());
            assertThat(told(pukar, key)).contains("\"cameras\":[\"lane\"]").doesNotContain("gate");
        }
    }

    /** The desk's answer to a worker that reads the gate. */
    private static String told(RunningPukar pukar, String key) throws Exception {
        String report =
                JsonMapper.shared()
                        .writeValueAsString(
                                new Report(
                                        Worker.ofThis("host/0", "run"),
                                        List.of(Report.OfCamera.closed("gate", "it begins"))));
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(pukar.address() + "/api/v1/watch"))
                                .header("Authorization", "Bearer " + key)
                                .POST(HttpRequest.BodyPublishers.ofString(report))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
