package org.pukar.server.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.base.GeoPoint;
import org.pukar.camera.Camera;
import org.pukar.camera.Permission;
import org.pukar.camera.PictureFault;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.server.desk.TestCity;
import org.pukar.server.settings.PresentCameras;
import org.pukar.vision.pipeline.Reader;
import org.pukar.vision.watch.CameraStatus;
import org.pukar.vision.watch.Effort;
import org.pukar.vision.watch.Guards;
import org.pukar.vision.worker.Orders;
import org.pukar.vision.worker.Report;
import org.pukar.vision.worker.SignalMessage;
import org.pukar.vision.worker.Worker;

/** Who may read, what they are told, and what the desk shows of them; time is passed in. */
class WorkersTest {
    private static final Camera GATE =
            new Camera(
                    "gate",
                    "s",
                    "Gate",
                    TestCity.PLACE,
                    "rtsp://user:secret@10.1.2.3/stream?channel=2",
                    false);
    private static final Worker FIRST = Worker.ofThis("host/0", "first");

    @TempDir static Path data;
    private Instant now = Instant.parse("2026-11-25T10:00:00Z");
    private Permission permission = new Permission.Allowed(Camera.Cues.all(), List.of());
    private final List<Signal> taken = new ArrayList<>();
    private Optional<Camera> of = Optional.empty();
    private final PresentCameras cameras = new PresentCameras(List.of(GATE));
    private final Workers workers = workers(true);

    private Workers workers(boolean elsewhere) {
        return new Workers(
                TestCity.in(data, List.of(GATE)),
                cameras,
                new Guards(camera -> permission, camera -> true),
                (signal, camera, pictures) -> {
                    taken.add(signal);
                    of = Optional.of(camera);
                },
                () -> now,
                elsewhere);
    }

    private CameraStatus status() {
        return workers.watched().statuses().get(0);
    }

    private static Report report(Worker worker, String camera) {
        return new Report(worker, List.of(Report.OfCamera.closed(camera, "it begins")));
    }

    @Test
    void aWorkerIsToldItsCamerasAndNoAddress() throws Exception {
        assertThat(workers.task(FIRST).cameras()).containsExactly("gate");
        Orders orders = workers.report(report(FIRST, "gate"));
        assertThat(orders.cameras()).hasSize(1);
        Orders.OfCamera order = orders.cameras().get(0);
        assertThat(order.permission()).isEqualTo(permission);
        assertThat(order.attended()).isTrue();
        assertThat(orders.toString()).doesNotContain("10.1.2.3", "secret", "user");
        assertThat(order.camera(GATE.source())).isEqualTo(GATE);
        assertThat(workers.report(report(FIRST, "other")).cameras()).isEmpty();
    }

    /** A changed password is no other picture; another channel is. */
    @Test
    void theMarkOfAnAddressIsOfThePictureAndNotOfThePassword() {
        String mark = Orders.OfCamera.mark(GATE.source());
        assertThat(Orders.OfCamera.mark("rtsp://user:other@10.1.2.3/stream?channel=2"))
                .isEqualTo(mark);
        assertThat(Orders.OfCamera.mark("rtsp://user:secret@10.1.2.3/stream?channel=3"))
                .isNotEqualTo(mark);
        assertThat(Orders.OfCamera.mark("/a/film.mp4"))
                .isEqualTo(Orders.OfCamera.mark("/b/film.mp4"))
                .isNotEqualTo(Orders.OfCamera.mark("/a/other.mp4"));
    }

    @Test
    void whatACameraMayNotDoIsToldWithItsReason() throws Exception {
        permission = new Permission.Refused("it was withdrawn");
        Orders.OfCamera order = workers.report(report(FIRST, "gate")).cameras().get(0);
        assertThat(order.permission()).isEqualTo(permission);
        assertThat(order.attended()).isFalse();
    }

    @Test
    void anotherVersionIsRefusedByName() {
        Worker old = new Worker("host/3", "first", "0.0.9", Reader.models());
        assertThatThrownBy(() -> workers.task(old))
                .isInstanceOf(WorkerRefusedException.class)
                .hasMessage(
                        "a worker must have the desk's version, 0.1.0, host/3 has 0.0.9; install"
                                + " the same on all machines");
    }

    @Test
    void otherModelsAreRefusedByName() {
        Worker other = new Worker("host/3", "first", FIRST.version(), "00ff00ff00ff00ff");
        assertThatThrownBy(() -> workers.report(report(other, "gate")))
                .hasMessage(
                        "a worker must have the desk's models, %s, host/3 has 00ff00ff00ff00ff; install the same on all machines"
                                .formatted(Reader.models()));
    }

    @Test
    void aSecondJobWaitsUntilTheFirstHasBeenSilent() throws Exception {
        Worker second = Worker.ofThis("other/0", "second");
        workers.task(FIRST);
        now = now.plus(Workers.LEASE).minusMillis(1);
        assertThatThrownBy(() -> workers.task(second))
                .hasMessage(
                        "one job at a time may read the cameras: the job first reads them, the job"
                            + " second may not; cancel one of the two, or wait 20 s if that one has"
                            + " just ended");
        workers.report(report(FIRST, "gate"));
        now = now.plus(Workers.LEASE);
        assertThat(workers.task(second).cameras()).hasSize(1);
        assertThatThrownBy(() -> workers.task(FIRST)).hasMessageContaining("the job second reads");
    }

    /** Only a job that has fallen silent comes nearer to its end. */
    @Test
    void aSecondJobIsToldInHowManySecondsTheFirstsPlaceIsFree() throws Exception {
        workers.task(FIRST);
        assertThat(secondIsLetInAfter()).isEqualTo(20);
        now = now.plusMillis(3_400);
        assertThat(secondIsLetInAfter()).isEqualTo(17);
        workers.report(report(FIRST, "gate"));
        assertThat(secondIsLetInAfter()).isEqualTo(20);
        Worker old = new Worker("host/3", "first", "0.0.9", Reader.models());
        assertThatThrownBy(() -> workers.task(old))
                .isInstanceOfSatisfying(
                        WorkerRefusedException.class, e -> assertThat(e.again()).isEmpty());
    }

    private long secondIsLetInAfter() {
        try {
            workers.task(Worker.ofThis("other/0", "second"));
            return 0;
        } catch (WorkerRefusedException e) {
            return e.again().orElseThrow().toSeconds();
        }
    }

    @Test
    void whoReadsWhoFellSilentAndWhoIsRefusedIsShown() throws Exception {
        Worker old = new Worker("host/3", "first", "0.0.9", Reader.models());
        assertThatThrownBy(() -> workers.task(old)).isInstanceOf(WorkerRefusedException.class);
        workers.report(report(FIRST, "gate"));
        assertThat(workers.reader("gate")).contains("host/0");
        assertThat(workers.present().reading())
                .containsExactly(new WorkersNow.Reading("host/0", 1, now, false));
        assertThat(workers.present().refused())
                .extracting(WorkersNow.Refused::name)
                .containsExactly("host/3");

        Instant last = now;
        now = now.plusSeconds(29);
        workers.report(new Report(Worker.ofThis("host/1", "first"), List.of()));
        assertThat(workers.reader("gate")).isEmpty();
        assertThat(workers.present().reading())
                .containsExactly(
                        new WorkersNow.Reading("host/0", 1, last, true),
                        new WorkersNow.Reading("host/1", 0, now, false));
        now = now.plusSeconds(2);
        assertThat(workers.present().refused()).isEmpty();
        workers.report(report(Worker.ofThis("host/1", "first"), "gate"));
        assertThat(workers.present().reading())
                .as("its camera is another's now")
                .containsExactly(new WorkersNow.Reading("host/1", 1, now, false));

        workers.task(new Worker("host/3", "first", FIRST.version(), FIRST.models()));
        now = now.plus(Workers.LEASE);
        workers.task(Worker.ofThis("host/0", "second"));
        assertThat(workers.present().reading()).as("those of the job before are gone").isEmpty();
    }

    /** Each cluster on one machine calls its workers worker-1, worker-2 ... */
    @Test
    void aRefusedWorkerIsNotForgottenForOneOfAnotherJobThatIsCalledAlike() throws Exception {
        workers.task(FIRST);
        assertThat(secondIsLetInAfter()).isPositive();
        Worker alike = Worker.ofThis("host/0", "second");
        assertThatThrownBy(() -> workers.task(alike)).isInstanceOf(WorkerRefusedException.class);
        workers.report(report(FIRST, "gate"));
        assertThat(workers.present().refused())
                .extracting(WorkersNow.Refused::name)
                .containsExactly("host/0", "other/0");
    }

    @Test
    void whatACameraCountedIsThereWhileItIsRefused() throws Exception {
        workers.report(
                new Report(FIRST, List.of(BusyCamera.of("gate", Effort.none(), 50, 10, 2, 0))));
        now = now.plusSeconds(5);
        permission = new Permission.Refused("it expired");
        assertThat(status().refused()).contains("it expired");
        assertThat(status().fault()).isEmpty();
        assertThat(status().read()).isEqualTo(10);
        assertThat(status().dropped()).isEqualTo(2);
    }

    @Test
    void aDeskThatReadsItsCamerasItselfRefusesAll() {
        assertThatThrownBy(() -> workers(false).task(FIRST))
                .hasMessage(
                        "this desk reads its cameras itself; start it with: ./pukar watch"
                                + " --workers");
    }

    @Test
    void aCameraThatNoWorkerSpeaksOfIsDown() throws Exception {
        assertThat(status().fault()).contains(PictureFault.DOWN);
        assertThat(status().faultReason()).isEqualTo("no worker reads it");
        workers.report(report(FIRST, "gate"));
        assertThat(status().refused()).contains("it begins");
        now = now.plusSeconds(5);
        assertThat(status().fault()).contains(PictureFault.DOWN);
        assertThat(status().faultReason()).isEqualTo("no worker reads it; the last was host/0");
        permission = new Permission.Refused("it expired");
        assertThat(status().fault()).isEmpty();
        assertThat(status().refused()).contains("it expired");
    }

    private static Camera named(String id, String name) {
        return new Camera(id, "s", name, TestCity.PLACE, "rtsp://10.1.2.3/" + id, false);
    }

    @Test
    void camerasThatComeGoAndChangeReachTheWorkersWithTheNextReport() throws Exception {
        workers.report(report(FIRST, "gate"));
        cameras.change(List.of(named("lane", "Lane"), named("gate", "South gate")), now);
        Orders changed = workers.report(report(FIRST, "gate"));
        assertThat(changed.task().cameras()).containsExactly("lane", "gate");
        assertThat(changed.cameras().get(0).camera("x").name()).isEqualTo("South gate");
        assertThat(workers.watched().statuses())
                .extracting(s -> s.camera().name())
                .containsExactly("Lane", "South gate");
        cameras.change(List.of(named("lane", "Lane")), now);
        Orders without = workers.report(report(FIRST, "gate"));
        assertThat(without.task().cameras()).containsExactly("lane");
        assertThat(without.cameras()).as("what a worker hears nothing of, it closes").isEmpty();
    }

    @Test
    void aSignalThatWasOnItsWayWhenItsCameraWasRemovedIsTaken() throws Exception {
        Signal before = new Signal(UUID.randomUUID(), "gate", Rank.SIGN, now, 1, 0, 0, List.of());
        cameras.change(List.of(), now);
        workers.take(new SignalMessage(before, List.of()));
        assertThat(taken).containsExactly(before);
        Signal after =
                new Signal(
                        UUID.randomUUID(),
                        "gate",
                        Rank.SIGN,
                        now.plusSeconds(6),
                        1,
                        0,
                        0,
                        List.of());
        assertThatThrownBy(() -> workers.take(new SignalMessage(after, List.of())))
                .hasMessage("a signal must be of a camera of the settings, got gate");
    }

    @Test
    void aSignalThatWasOnItsWayWhenItsCameraWasMovedIsOfWhereItWas() throws Exception {
        Camera moved =
                new Camera(
                        GATE.id(), "other", "Gate", new GeoPoint(26.9, 80.9), GATE.source(), false);
        Signal before = new Signal(UUID.randomUUID(), "gate", Rank.SIGN, now, 1, 0, 0, List.of());
        cameras.change(List.of(moved), now.plusSeconds(1));
        workers.take(new SignalMessage(before, List.of()));
        assertThat(of).contains(GATE);
        Instant later = now.plusSeconds(7);
        workers.take(
                new SignalMessage(
                        new Signal(UUID.randomUUID(), "gate", Rank.SIGN, later, 1, 0, 0, List.of()),
                        List.of()));
        assertThat(of).contains(moved);
    }

    @Test
    void aSignalOfNoCameraHereIsRefused() throws Exception {
        Signal signal = new Signal(UUID.randomUUID(), "gate", Rank.SIGN, now, 1, 0, 0, List.of());
        workers.take(new SignalMessage(signal, List.of()));
        assertThat(taken).containsExactly(signal);
        Signal other = new Signal(UUID.randomUUID(), "x", Rank.SIGN, now, 1, 0, 0, List.of());
        assertThatThrownBy(() -> workers.take(new SignalMessage(other, List.of())))
                .hasMessage("a signal must be of a camera of the settings, got x");
    }
}
