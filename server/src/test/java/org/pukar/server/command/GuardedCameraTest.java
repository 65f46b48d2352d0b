package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.camera.Camera;
import org.pukar.cue.Abstention;
import org.pukar.server.authorisation.Authorisations;
import org.pukar.server.desk.TestCity;
import org.pukar.server.settings.City;
import org.pukar.server.settings.PresentCameras;
import org.pukar.server.store.AccountStore.Role;
import org.pukar.vision.watch.CameraStatus;

/**
 * G3, G5 and G6 end to end: a camera over HTTP that counts who connects, a film with people, the
 * real database, the real pages.
 */
@Tag("alone")
class GuardedCameraTest {
    @TempDir static Path data;
    private static HttpCamera camera;
    private static RunningPukar pukar;
    private static DemoAuthorisations signer;
    private static City city;
    private static HttpPerson officer;
    private static HttpPerson engineer;

    @BeforeAll
    static void start() throws Exception {
        camera = new HttpCamera();
        signer = new DemoAuthorisations(data);
        Camera gate = new Camera("gate", "s", "Gate", TestCity.PLACE, camera.address(), false);
        Camera stop =
                new Camera(
                        "stop",
                        "s",
                        "Stop",
                        TestCity.PLACE,
                        PukarCommand.home().resolve("scenes/samples/bus-stop.mp4").toString(),
                        true);
        city = signer.trust(TestCity.in(data, List.of(gate, stop)));
        pukar = RunningPukar.start(city, Optional.empty());
        officer = HttpPerson.signIn(pukar, "pia", Role.PRIVACY);
        engineer = HttpPerson.signIn(pukar, "ravi", Role.ENGINEER);
    }

    @AfterAll
    static void stop() throws Exception {
        pukar.close();
        camera.close();
    }

    private static CameraStatus status(int which) {
        return pukar.watch().statuses().get(which);
    }

    /** Real threads, a real stream: looked at until it is so. */
    private static double seconds(String what, double atMost, BooleanSupplier so) throws Exception {
        long begun = System.nanoTime();
        while (!so.getAsBoolean()) {
            assertThat((System.nanoTime() - begun) / 1e9).as(what).isLessThan(atMost);
            Thread.sleep(20);
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    /** From the act until nobody is connected; afterwards no frame more is decoded. */
    private static double untilSilent(String what) throws Exception {
        double took = seconds(what, 2, () -> camera.open() == 0);
        long decoded = status(0).decoded();
        Thread.sleep(1_500);
        assertThat(status(0).decoded()).as("frames decoded after " + what).isEqualTo(decoded);
        assertThat(camera.open()).isZero();
        System.out.printf(Locale.ROOT, "%s to silence: %.2f s%n", what, took);
        return took;
    }

    private static void reads() throws Exception {
        long before = status(0).decoded();
        seconds("pictures of an authorised camera", 20, () -> status(0).decoded() > before + 2);
        assertThat(status(0).refused()).isEmpty();
    }

    @Test
    void aCameraIsOpenedOnlyWhileItMayBeAndReadForExpressionsOnlyWhileSomebodyIsThere()
            throws Exception {
        Thread.sleep(3_000); // six times as long as it takes to ask
        assertThat(camera.connections()).as("connections without an authorisation").isZero();
        assertThat(status(0).decoded()).isZero();
        assertThat(status(1).decoded()).as("frames of the film").isZero();
        assertThat(status(0).refused())
                .hasValueSatisfying(
                        why -> assertThat(why).contains("there is no authorisation for it"));
        assertThat(status(0).fault()).as("it is no fault of the camera's").isEmpty();
        assertThat(officer.get("/public"))
                .contains("cameras that are off because they are not authorised now: 2");
        assertThat(engineer.get("/cameras"))
                .contains("not authorised", "there is no authorisation");

        signer.sign(city, pukar.authorisations(), Instant.now());
        reads();
        expressionsPauseUntilSomebodyIsThere();

        engineer.post("/authorisations", "/authorisations/gate/stop", "why=the+lens+is+turned");
        untilSilent("the stop button");
        assertThat(officer.get("/authorisations"))
                .contains("ravi stopped it: the lens is turned; start it again");
        engineer.post("/authorisations", "/authorisations/gate/start", "why=turned+back");
        reads();

        officer.post("/authorisations", "/authorisations/gate/withdraw", "why=the+sign+is+gone");
        untilSilent("withdrawal on the page");
        signAgain();

        // As ./pukar authorise withdraw does it, in another process: only the database is shared.
        new Authorisations(
                        city,
                        PresentCameras.of(city),
                        pukar.database().jdbc(),
                        InstantSource.system())
                .withdraw("gate", "operator", "the order was lifted");
        untilSilent("withdrawal by the command");
        assertThat(status(0).refused().orElseThrow())
                .contains("its authorisation was withdrawn at");

        expiresWhileItIsOpen();
        assertThat(
                        pukar.database()
                                .jdbc()
                                .sql(
                                        "select person || ' ' || act || ' ' || detail from audit"
                                                + " where act like '%CAMERA' or act like"
                                                + " '%AUTHORISATION' order by id")
                                .query(String.class)
                                .list())
                .containsExactly(
                        "ravi STOPPED_CAMERA gate: the lens is turned",
                        "ravi STARTED_CAMERA gate: turned back",
                        "pia WITHDREW_AUTHORISATION gate: the sign is gone");
    }

    private static void signAgain() throws Exception {
        Thread.sleep(1_100); // a signature later than the withdrawal, to the second
        signer.sign(city, city.cameras().get(0), pukar.authorisations(), Instant.now());
        reads();
    }

    private static void expiresWhileItIsOpen() throws Exception {
        Thread.sleep(1_100); // as in signAgain
        Instant signed = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant end = signed.plusSeconds(10);
        signer.sign(
                city,
                city.cameras().get(0),
                pukar.authorisations(),
                signed,
                Duration.between(signed, end));
        reads();
        assertThat(Instant.now()).as("time left to see it open").isBefore(end.minusMillis(500));
        Thread.sleep(Duration.between(Instant.now(), end.minusMillis(200)).toMillis());
        assertThat(camera.open()).as("connections before the end").isEqualTo(1);
        Thread.sleep(Math.max(0, Duration.between(Instant.now(), end).toMillis()));
        untilSilent("expiry");
        assertThat(status(0).refused().orElseThrow()).contains("it expired at " + end);
    }

    private static void expressionsPauseUntilSomebodyIsThere() throws Exception {
        seconds("faces of the film", 60, () -> status(1).faces() > 20);
        CameraStatus alone = status(1);
        assertThat(alone.paused()).isTrue();
        assertThat(alone.reads()).isEqualTo(new Camera.Cues(false, true));
        assertThat(alone.abstained()).isEqualTo(java.util.Map.of(Abstention.OFF, alone.faces()));
        assertThat(officer.get("/public/s"))
                .contains("Cameras that read no expressions now because nobody is on shift", ": 2");
        assertThat(engineer.get("/cameras")).contains("reads no expressions: nobody is on shift");

        HttpPerson meera = HttpPerson.signIn(pukar, "meera", Role.REVIEWER);
        meera.post("/desk", "/shift/seen", "idle=0");
        double resumed = seconds("somebody is there", 5, () -> status(1).reads().expression());
        long before = notOff(status(1));
        seconds("a face that is read", 30, () -> notOff(status(1)) > before + 10);
        assertThat(officer.get("/public/s")).doesNotContain("Cameras that read no expressions now");

        meera.post("/desk", "/logout", "");
        double paused = seconds("nobody is there", 5, () -> status(1).paused());
        assertThat(status(1).reads()).isEqualTo(new Camera.Cues(false, true));
        System.out.printf(
                Locale.ROOT,
                "expressions: read %.2f s after a sign-in, paused %.2f s after a sign-out%n",
                resumed,
                paused);
    }

    private static long notOff(CameraStatus status) {
        return status.faces() - status.abstained().getOrDefault(Abstention.OFF, 0L);
    }
}
