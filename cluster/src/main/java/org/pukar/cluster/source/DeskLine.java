package org.pukar.cluster.source;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.pukar.camera.Camera;
import org.pukar.camera.Permission;
import org.pukar.cluster.desk.DeskAwayException;
import org.pukar.cluster.desk.DeskClient;
import org.pukar.cluster.desk.DeskRefusedException;
import org.pukar.cluster.settings.Addresses;
import org.pukar.cluster.settings.JobSettings;
import org.pukar.evidence.CameraWatch;
import org.pukar.vision.gpu.Gpu;
import org.pukar.vision.net.ModelException;
import org.pukar.vision.pipeline.Reader;
import org.pukar.vision.watch.CameraStatus;
import org.pukar.vision.watch.Cameras;
import org.pukar.vision.watch.Guards;
import org.pukar.vision.watch.SignalTaker;
import org.pukar.vision.worker.CityTask;
import org.pukar.vision.worker.Orders;
import org.pukar.vision.worker.Report;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's line to the desk: twice a second it says how its cameras do and hears what each may do
 * now, and opens, closes and changes them accordingly. While the desk is away what it said last
 * holds for {@link #BLIND}; then nothing is open until it speaks again. Thread-safe.
 */
final class DeskLine implements AutoCloseable {
    /** As long as a desk's cameras go on without its database: decision 014. */
    static final Duration BLIND = Duration.ofMinutes(1);

    /** A change of the settings is known on all machines by then. */
    private static final Duration SETTLES = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(DeskLine.class);
    private static final long EVERY_MILLIS = 500;

    /** ONNX Runtime opens a net by deep recursion: with half a megabyte the process is gone. */
    private static final long STACK_BYTES = 8 << 20;

    private final DeskClient desk;
    private final JobSettings settings;
    private final InstantSource clock;
    private final Listener listener;
    private final Addresses addresses;
    private final ScheduledExecutorService thread;
    private Optional<Reader> reader = Optional.empty();
    private Optional<CityTask> task = Optional.empty();
    private volatile Optional<Cameras> cameras = Optional.empty();
    private volatile Heard heard = new Heard(Instant.MIN, Map.of());
    private Map<String, Standing> closed = Map.of();
    private boolean accepted;
    private String trouble = "";

    /** The reader that this line belongs to. */
    interface Listener extends SignalTaker {
        /** The cameras that it has, and what was known of each when it got it. */
        Map<String, CameraWatch> held();

        /** The desk lets this worker read. */
        void accepted();

        /** The desk does not, for a reason. */
        void refused(String why);
    }

    /** Why a camera is closed, for how long that has been so, and whether it was told. */
    private record Standing(String why, Instant since, boolean told) {}

    private record Heard(Instant at, Map<String, Orders.OfCamera> orders) {}

    DeskLine(DeskClient desk, JobSettings settings, InstantSource clock, Listener listener) {
        this.desk = desk;
        this.settings = settings;
        this.clock = clock;
        this.listener = listener;
        this.addresses = new Addresses(Path.of(settings.cameras()), clock);
        this.thread =
                Executors.newSingleThreadScheduledExecutor(
                        work -> {
                            Thread made =
                                    new Thread(
                                            null,
                                            work,
                                            "desk-" + desk.worker().name(),
                                            STACK_BYTES);
                            made.setDaemon(true);
                            return made;
                        });
    }

    void start() {
        var unused =
                thread.scheduleWithFixedDelay(this::speak, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Speaks at once. */
    void soon() {
        thread.execute(this::speak);
    }

    private void speak() {
        try {
            if (!accepted) {
                begin(desk.task());
            }
            hear(desk.report(reports()));
            note("");
        } catch (DeskAwayException e) {
            note(String.valueOf(e.getMessage()));
        } catch (DeskRefusedException e) {
            refuse(String.valueOf(e.getMessage()));
        } catch (ModelException e) {
            refuse(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            log.error("speaking to the desk failed, it is tried again", e);
        }
    }

    private void begin(CityTask now) throws ModelException {
        if (reader.isEmpty()) {
            reader =
                    Optional.of(
                            Reader.open(Path.of(settings.models()), Gpu.of(addresses.compute())));
        }
        build(now);
        accepted = true;
        log.info("the desk lets worker {} read", desk.worker().name());
        listener.accepted();
    }

    private void refuse(String why) {
        note(why);
        heard = new Heard(Instant.MIN, Map.of());
        if (accepted || !listener.held().isEmpty()) {
            listener.refused(why);
        }
        accepted = false;
    }

    private void note(String now) {
        if (!now.equals(trouble)) {
            if (now.isEmpty()) {
                log.info("worker {} hears the desk again", desk.worker().name());
            } else {
                log.warn("worker {}: {}", desk.worker().name(), now);
            }
        }
        trouble = now;
    }

    /** Other settings, and every camera begins anew with them. */
    private void build(CityTask now) {
        if (cameras.isPresent() && task.filter(now::readsAs).isPresent()) {
            return;
        }
        cameras.ifPresent(Cameras::close);
        task = Optional.of(now);
        cameras =
                Optional.of(
                        new Cameras(
                                reader.orElseThrow(),
                                now.evidence(),
                                clock,
                                now.zone(),
                                new Guards(this::permission, this::attended),
                                settings.films()
                                        ? Cameras.films()
                                        : Cameras.live(reader.orElseThrow().gpu()),
                                listener));
    }

    private List<Report.OfCamera> reports() {
        Map<String, CameraStatus> read =
                statuses().stream().collect(Collectors.toMap(s -> s.camera().id(), s -> s));
        List<Report.OfCamera> reports = new ArrayList<>();
        for (String id : listener.held().keySet()) {
            Optional<CameraStatus> status = Optional.ofNullable(read.get(id));
            reports.add(
                    status.map(Report.OfCamera::of)
                            .orElseGet(
                                    () ->
                                            Report.OfCamera.closed(
                                                    id,
                                                    Optional.ofNullable(closed.get(id))
                                                            .map(Standing::why)
                                                            .orElse(
                                                                    "its worker is about to open"
                                                                            + " it"))));
        }
        return reports;
    }

    private void hear(Orders orders) {
        Map<String, Orders.OfCamera> byId =
                orders.cameras().stream()
                        .collect(Collectors.toUnmodifiableMap(Orders.OfCamera::id, o -> o));
        heard = new Heard(clock.instant(), byId);
        build(orders.task());
        Sources sources = sources();
        Map<String, Standing> faults = new HashMap<>();
        for (Map.Entry<String, CameraWatch> one : listener.held().entrySet()) {
            String id = one.getKey();
            Orders.OfCamera order = byId.get(id);
            if (order == null) {
                continue;
            }
            Optional<String> fault = sources.fault(order);
            if (fault.isPresent()) {
                faults.put(id, shut(id, fault.get()));
            } else {
                open(order.camera(sources.of(id)), one.getValue());
            }
        }
        closeAllBut(byId.keySet());
        closed = Map.copyOf(faults);
    }

    /** Told once, and not while a change of the settings reaches the desk and this machine. */
    private Standing shut(String id, String why) {
        cameras.orElseThrow().remove(id);
        Instant now = clock.instant();
        Standing fault =
                Optional.ofNullable(closed.get(id))
                        .filter(was -> was.why().equals(why))
                        .orElse(new Standing(why, now, false));
        if (fault.told() || now.isBefore(fault.since().plus(SETTLES))) {
            return fault;
        }
        log.error("camera {} is not opened by this worker: {}", id, why);
        return new Standing(why, fault.since(), true);
    }

    private void open(Camera camera, CameraWatch from) {
        Cameras all = cameras.orElseThrow();
        Optional<Camera> was = all.find(camera.id());
        if (was.isPresent() && !was.get().equals(camera)) {
            log.info("camera {} is opened anew: its settings have changed", camera.id());
            all.remove(camera.id());
            all.add(camera, CameraWatch.start());
        } else {
            all.add(camera, from);
        }
    }

    /** Read once for all cameras. */
    private Sources sources() {
        try {
            return new Sources(settings.cameras(), addresses.sources(), Optional.empty());
        } catch (IOException e) {
            return new Sources(
                    settings.cameras(), Map.of(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    /**
     * The addresses by this machine's settings.
     *
     * @param file the settings
     * @param unread why they can't be read
     */
    private record Sources(String file, Map<String, String> byId, Optional<String> unread) {
        /** Of a camera without a fault. */
        String of(String id) {
            return Objects.requireNonNull(byId.get(id));
        }

        /** Why a camera can't be opened by them: they must say what the desk's say. */
        Optional<String> fault(Orders.OfCamera order) {
            String source = byId.get(order.id());
            if (unread.isPresent()) {
                return unread;
            }
            if (source == null) {
                return Optional.of(
                        "it is not in this worker's settings, %s; give all machines the desk's"
                                .formatted(file));
            }
            return Orders.OfCamera.mark(source).equals(order.address())
                    ? Optional.empty()
                    : Optional.of(
                            "this worker's settings, %s, say another address than the desk's; give all machines the desk's"
                                    .formatted(file));
        }
    }

    private void closeAllBut(Set<String> ids) {
        Cameras all = cameras.orElseThrow();
        all.statuses().stream()
                .map(s -> s.camera().id())
                .filter(id -> !ids.contains(id))
                .forEach(all::remove);
    }

    private Permission permission(Camera camera) {
        Heard last = heard;
        if (last.at().equals(Instant.MIN) || clock.instant().isAfter(last.at().plus(BLIND))) {
            return new Permission.Refused(
                    "whether it was withdrawn can't be known: the desk has been away for a minute");
        }
        return Optional.ofNullable(last.orders().get(camera.id()))
                .map(Orders.OfCamera::permission)
                .orElse(new Permission.Refused("the desk says nothing of it"));
    }

    private boolean attended(Camera camera) {
        return Optional.ofNullable(heard.orders().get(camera.id()))
                .filter(Orders.OfCamera::attended)
                .isPresent();
    }

    /** How the cameras that are read do. */
    List<CameraStatus> statuses() {
        return cameras.map(Cameras::statuses).orElse(List.of());
    }

    /** What is known of a camera; empty when it is not read. */
    Optional<CameraWatch> present(String id) {
        return cameras.flatMap(all -> all.present(id));
    }

    /** Ends a camera; says what is known of it. */
    Optional<CameraWatch> remove(String id) {
        return cameras.flatMap(all -> all.remove(id));
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                log.warn("worker {} still speaks to the desk", desk.worker().name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cameras.ifPresent(Cameras::close);
        reader.ifPresent(Reader::close);
    }
}
