package org.pukar.server.worker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.pukar.camera.Camera;
import org.pukar.camera.Permission;
import org.pukar.camera.PictureFault;
import org.pukar.server.settings.City;
import org.pukar.server.settings.PresentCameras;
import org.pukar.vision.fitness.Fitness;
import org.pukar.vision.watch.CameraStatus;
import org.pukar.vision.watch.Effort;
import org.pukar.vision.watch.Guards;
import org.pukar.vision.watch.SignalTaker;
import org.pukar.vision.watch.Watched;
import org.pukar.vision.worker.CityTask;
import org.pukar.vision.worker.Orders;
import org.pukar.vision.worker.Report;
import org.pukar.vision.worker.SignalMessage;
import org.pukar.vision.worker.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The desk's side of workers. They must be of this Pukar and its models, and of one job at a time:
 * a second one is told so, and may begin once the first has been silent for {@link #LEASE}. All of
 * it is in memory, so that workers speak to one desk. Thread-safe.
 */
public final class Workers {
    /** A job that says nothing for so long has ended; its workers speak twice a second. */
    static final Duration LEASE = Duration.ofSeconds(20);

    private static final Logger log = LoggerFactory.getLogger(Workers.class);

    private final City city;
    private final PresentCameras cameras;
    private final Guards guards;
    private final SignalTaker desk;
    private final InstantSource clock;
    private final boolean elsewhere;
    private final Worker ours = Worker.ofThis("desk", "desk");
    private final Instant startedAt;
    private final Map<String, Said> said = new ConcurrentHashMap<>();
    private final Roll roll = new Roll();
    private Optional<Lease> lease = Optional.empty();

    private record Said(Instant at, String worker, Report.OfCamera camera) {}

    private record Lease(String run, Instant at) {}

    /**
     * @param guards what a camera may do now, and whether somebody would look
     * @param elsewhere whether cameras are read by workers at all, and not by this desk
     */
    public Workers(
            City city,
            PresentCameras cameras,
            Guards guards,
            SignalTaker desk,
            InstantSource clock,
            boolean elsewhere) {
        this.city = city;
        this.cameras = cameras;
        this.guards = guards;
        this.desk = desk;
        this.clock = clock;
        this.elsewhere = elsewhere;
        this.startedAt = clock.instant();
    }

    /**
     * What there is to read.
     *
     * @throws WorkerRefusedException when this worker may not read here
     */
    public CityTask task(Worker worker) throws WorkerRefusedException {
        check(worker);
        return task();
    }

    private CityTask task() {
        return CityTask.of(
                city.zone(), city.evidence(), cameras.list().stream().map(Camera::id).toList());
    }

    /**
     * Notes how a worker's cameras do, and says what each may do now.
     *
     * @throws WorkerRefusedException when this worker may not read here
     */
    public Orders report(Report report) throws WorkerRefusedException {
        check(report.worker());
        Instant now = clock.instant();
        roll.spoke(report, now);
        List<Orders.OfCamera> orders = new ArrayList<>();
        for (Report.OfCamera one : report.cameras()) {
            Optional<Camera> camera = cameras.find(one.id());
            if (camera.isPresent()) {
                said.put(one.id(), new Said(now, report.worker().name(), one));
                orders.add(order(camera.get()));
            }
        }
        return new Orders(task(), orders);
    }

    private Orders.OfCamera order(Camera camera) {
        return Orders.OfCamera.of(
                camera, guards.permission().apply(camera), guards.attended().test(camera));
    }

    /**
     * Takes a signal; a repeat does no harm. One that was on its way while its camera was removed
     * is taken, too.
     *
     * @throws WorkerRefusedException when its camera is none of this city's, or was none any more
     */
    public void take(SignalMessage message) throws WorkerRefusedException {
        String id = message.signal().cameraId();
        Optional<Camera> camera = cameras.findAt(id, message.signal().at());
        if (camera.isEmpty()) {
            throw new WorkerRefusedException(
                    "a signal must be of a camera of the settings, got " + id);
        }
        desk.take(message.signal(), camera.get(), message.pictures());
    }

    private void check(Worker worker) throws WorkerRefusedException {
        try {
            checkSame(worker);
            renew(worker);
        } catch (WorkerRefusedException e) {
            roll.refused(worker, String.valueOf(e.getMessage()), clock.instant());
            throw e;
        }
        roll.accepted(worker);
    }

    private void checkSame(Worker worker) throws WorkerRefusedException {
        if (!elsewhere) {
            throw new WorkerRefusedException(
                    "this desk reads its cameras itself; start it with: ./pukar watch --workers");
        }
        if (!worker.version().equals(ours.version())) {
            throw new WorkerRefusedException(
                    "a worker must have the desk's version, %s, %s has %s; install the same on all machines"
                            .formatted(ours.version(), worker.name(), worker.version()));
        }
        if (!worker.models().equals(ours.models())) {
            throw new WorkerRefusedException(
                    "a worker must have the desk's models, %s, %s has %s; install the same on all machines"
                            .formatted(ours.models(), worker.name(), worker.models()));
        }
    }

    private synchronized void renew(Worker worker) throws WorkerRefusedException {
        Instant now = clock.instant();
        Optional<Lease> other =
                lease.filter(l -> !l.run().equals(worker.run()))
                        .filter(l -> now.isBefore(l.at().plus(LEASE)));
        if (other.isPresent()) {
            throw new WorkerRefusedException(
                    "one job at a time may read the cameras: the job %s reads them, the job %s may not; cancel one of the two, or wait 20 s if that one has just ended"
                            .formatted(other.get().run(), worker.run()),
                    Duration.between(now, other.get().at().plus(LEASE)));
        }
        if (!lease.map(Lease::run).equals(Optional.of(worker.run()))) {
            log.info("cameras are read by the job {}", worker.run());
            roll.begin();
        }
        lease = Optional.of(new Lease(worker.run(), now));
    }

    /** Whether workers read the cameras, and not this desk. */
    public boolean elsewhere() {
        return elsewhere;
    }

    /**
     * Who reads, and who may not. One that fell silent and whose cameras others have by now is
     * nobody's trouble any more.
     */
    public WorkersNow present() {
        WorkersNow now = roll.now(clock.instant());
        Set<String> missed =
                cameras.list().stream()
                        .flatMap(c -> Optional.ofNullable(said.get(c.id())).stream())
                        .map(Said::worker)
                        .collect(Collectors.toSet());
        return new WorkersNow(
                now.reading().stream()
                        .filter(w -> !w.silent() || missed.contains(w.name()))
                        .toList(),
                now.refused());
    }

    /** The name of the worker that has a camera; empty where none spoke of it lately. */
    public Optional<String> reader(String cameraId) {
        return recent(cameraId).map(Said::worker);
    }

    private Optional<Said> recent(String cameraId) {
        return Optional.ofNullable(said.get(cameraId))
                .filter(s -> clock.instant().isBefore(s.at().plus(Roll.SILENCE)));
    }

    /** How cameras do, by what workers said last. */
    public Watched watched() {
        return new Watched() {
            @Override
            public List<CameraStatus> statuses() {
                return cameras.list().stream().map(Workers.this::status).toList();
            }

            /** Each worker measures its own, which nobody puts together. */
            @Override
            public Optional<Fitness> fitness(String cameraId) {
                return Optional.empty();
            }
        };
    }

    private CameraStatus status(Camera camera) {
        Optional<Said> speaks = recent(camera.id());
        if (speaks.isPresent()) {
            return speaks.get().camera().of(camera);
        }
        Optional<Said> last = Optional.ofNullable(said.get(camera.id()));
        Report.OfCamera before =
                last.map(Said::camera).orElse(Report.OfCamera.closed(camera.id(), ""));
        Optional<String> refused =
                guards.permission().apply(camera) instanceof Permission.Refused r
                        ? Optional.of(r.why())
                        : Optional.empty();
        boolean down = refused.isEmpty();
        return new CameraStatus(
                camera,
                refused,
                new Camera.Cues(false, false),
                false,
                Effort.none(),
                down ? Optional.of(PictureFault.DOWN) : Optional.empty(),
                down
                        ? last.map(s -> "no worker reads it; the last was " + s.worker())
                                .orElse("no worker reads it")
                        : "",
                down ? Optional.of(last.map(Said::at).orElse(startedAt)) : Optional.empty(),
                before.lastFault(),
                before.decoded(),
                before.read(),
                before.dropped(),
                before.faces(),
                0,
                before.abstained(),
                before.signals(),
                before.looks());
    }
}
