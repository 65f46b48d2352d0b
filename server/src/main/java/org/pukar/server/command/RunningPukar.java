package org.pukar.server.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.pukar.camera.Camera;
import org.pukar.routing.Roads;
import org.pukar.server.audit.AuditLog;
import org.pukar.server.audit.LogClock;
import org.pukar.server.audit.LogEntries;
import org.pukar.server.audit.LogKey;
import org.pukar.server.audit.PublishedLog;
import org.pukar.server.authorisation.Authorisations;
import org.pukar.server.breach.Breaches;
import org.pukar.server.channel.ChannelException;
import org.pukar.server.channel.Channels;
import org.pukar.server.channel.PointsOverMqtt;
import org.pukar.server.clock.ClockWatch;
import org.pukar.server.desk.Alerts;
import org.pukar.server.desk.Attendance;
import org.pukar.server.desk.Clockwork;
import org.pukar.server.desk.Desk;
import org.pukar.server.desk.DeskFeed;
import org.pukar.server.desk.Eraser;
import org.pukar.server.desk.Retention;
import org.pukar.server.desk.Shifts;
import org.pukar.server.drill.DrillClock;
import org.pukar.server.drill.Drills;
import org.pukar.server.drill.KnownExercises;
import org.pukar.server.drill.KnownFilms;
import org.pukar.server.drill.Nightly;
import org.pukar.server.figures.FiguresStore;
import org.pukar.server.figures.WatchedTime;
import org.pukar.server.point.PointGate;
import org.pukar.server.point.PointWatch;
import org.pukar.server.roads.RoadsOfMap;
import org.pukar.server.settings.City;
import org.pukar.server.settings.PresentCameras;
import org.pukar.server.settings.SettingsText;
import org.pukar.server.signin.DeviceMark;
import org.pukar.server.signin.Passwords;
import org.pukar.server.signin.SecondFactors;
import org.pukar.server.signin.SignIn;
import org.pukar.server.store.AccountStore;
import org.pukar.server.store.ClientStore;
import org.pukar.server.store.Database;
import org.pukar.server.store.EvidenceStore;
import org.pukar.server.store.FactorStore;
import org.pukar.server.store.IncidentStore;
import org.pukar.server.store.KnownStore;
import org.pukar.server.store.MasterKey;
import org.pukar.server.store.OpinionStore;
import org.pukar.server.store.PointStore;
import org.pukar.server.store.PositionStore;
import org.pukar.server.store.RecoveryStore;
import org.pukar.server.store.RequestStore;
import org.pukar.server.store.SettingsStore;
import org.pukar.server.store.ShiftStore;
import org.pukar.server.store.StoreException;
import org.pukar.server.web.ProviderSignIn;
import org.pukar.server.web.WebApplication;
import org.pukar.server.worker.Workers;
import org.pukar.vision.gpu.Gpu;
import org.pukar.vision.net.ModelException;
import org.pukar.vision.pipeline.Reader;
import org.pukar.vision.watch.Guards;
import org.pukar.vision.watch.Watch;
import org.pukar.vision.watch.Watched;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * All of Pukar on one machine, from the models to the console; started in order, stopped in the
 * opposite one.
 */
final class RunningPukar implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final InstantSource clock = InstantSource.system();
    private final City city;
    private final PresentCameras cameras;
    private final SettingsStore settings;
    private final Optional<Watch> here;
    private final AccountStore accounts;
    private final ConfigurableApplicationContext web;
    private final Desk desk;
    private final PointStore points;
    private final Database database;
    private final Authorisations authorisations;
    private final Watched watch;
    private final Workers workers;
    private final String address;

    private RunningPukar(City city, Optional<String> server, boolean elsewhere)
            throws StoreException, ModelException, ChannelException {
        this.city = city;
        this.cameras = PresentCameras.of(city);
        try {
            checkPort(city);
            Reader reader = keep(Reader.open(PukarCommand.models(), Gpu.of(city.compute())));
            database = keep(Database.open(city.data(), server, true));
            MasterKey master = MasterKey.open(city.data(), city.keeping().keys());
            EvidenceStore evidence = new EvidenceStore(database.jdbc(), master);
            PublishedLog log = PublishedLog.open(database, LogKey.load(city.data()), clock);
            LogClock logClock = keep(new LogClock(log, city.witnesses()));
            AuditLog audit = new AuditLog(database.jdbc());
            accounts = new AccountStore(database.jdbc());
            Passwords passwords = new Passwords();
            SecondFactors factors =
                    new SecondFactors(
                            new FactorStore(database.jdbc(), master),
                            new RecoveryStore(database.jdbc()),
                            audit);
            DeviceMark marks = DeviceMark.ofFolder(city.data());
            desk = new Desk(city, database, evidence, roads(city), clock);
            points = new PointStore(database.jdbc(), master);
            PointGate gate = new PointGate(city, database, points, desk.requests(), clock);
            Shifts shifts = new Shifts(new ShiftStore(database.jdbc()), clock);
            DeskFeed feed = keep(new DeskFeed(database));
            Drills drills = new Drills(city, cameras, database, desk, clock);
            Nightly nightly = new Nightly(city, database, drills, new SecureRandom());
            KnownStore known = new KnownStore(database.jdbc(), master);
            KnownFilms films =
                    keep(new KnownFilms(city.drills(), city.evidence(), reader, database, known));
            KnownExercises exercises =
                    new KnownExercises(
                            city, cameras, database, desk, films, known, clock, new SecureRandom());
            DrillClock drillClock =
                    keep(new DrillClock(database, clock, nightly::tick, exercises::tick));
            feed.add(drillClock);
            Channels channels = keep(Channels.open(city, database, System.getenv(), clock));
            feed.add(channels);
            settings = new SettingsStore(database.jdbc());
            settings.keep(SettingsText.of(city), clock.instant());
            Retention retention = new Retention(city, database, evidence, clock);
            keep(new Eraser(retention, evidence.erasures(), clock)).start();
            Optional<PointsOverMqtt> pointsLine = pointsLine(city, gate);
            Clockwork clockwork =
                    keep(new Clockwork(desk, shifts, () -> points.forget(clock.instant())));
            authorisations = keep(new Authorisations(city, cameras, database.jdbc(), clock));
            authorisations.noteMode();
            Attendance attendance = keep(new Attendance(city, shifts, clock));
            Guards guards = new Guards(authorisations::permission, attendance);
            workers = new Workers(city, cameras, guards, desk, clock, elsewhere);
            here =
                    elsewhere
                            ? Optional.empty()
                            : Optional.of(
                                    keep(
                                            new Watch(
                                                    cameras.list(),
                                                    reader,
                                                    city.evidence(),
                                                    clock,
                                                    city.zone(),
                                                    guards,
                                                    desk)));
            watch = here.isPresent() ? here.get() : workers.watched();
            ClockWatch clocks = keep(new ClockWatch(database.jdbc(), city.clock(), clock));
            web =
                    keep(
                            WebApplication.start(
                                    city,
                                    cameras,
                                    desk,
                                    feed,
                                    watch,
                                    workers,
                                    evidence,
                                    accounts,
                                    points,
                                    gate,
                                    new PointWatch(city, points, clock),
                                    new RequestStore(database.jdbc()),
                                    new ClientStore(database.jdbc()),
                                    new OpinionStore(database.jdbc()),
                                    shifts,
                                    drills,
                                    known,
                                    new IncidentStore(database.jdbc()),
                                    new PositionStore(database.jdbc()),
                                    audit,
                                    log,
                                    logClock,
                                    new LogEntries(database.jdbc()),
                                    passwords,
                                    factors,
                                    marks,
                                    new SignIn(accounts, factors, passwords, marks, audit, clock),
                                    clock,
                                    provider(city),
                                    new Alerts(city, database),
                                    channels,
                                    figures(city),
                                    settings,
                                    authorisations,
                                    clocks,
                                    new Breaches(database.jdbc(), clock)));
            address =
                    (city.tls().isPresent() ? "https://" : "http://")
                            + (city.address().equals("0.0.0.0") ? "localhost" : city.address())
                            + ":"
                            + WebApplication.port(web);
            WatchedTime watched =
                    keep(new WatchedTime(database.jdbc(), city.zone(), clock, watch::statuses));
            clocks.start();
            logClock.start();
            feed.start();
            clockwork.start();
            drillClock.start();
            films.start();
            pointsLine.ifPresent(PointsOverMqtt::start);
            channels.start();
            authorisations.start();
            attendance.start();
            here.ifPresent(Watch::start);
            watched.start();
        } catch (StoreException | ModelException | ChannelException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts everything; it runs until closed.
     *
     * @param server a PostgreSQL server's JDBC address; empty: the embedded one
     */
    static RunningPukar start(City city, Optional<String> server) {
        return start(city, server, false);
    }

    /**
     * The same, perhaps without reading a camera here.
     *
     * @param elsewhere whether workers read the cameras
     */
    static RunningPukar start(City city, Optional<String> server, boolean elsewhere) {
        try {
            return new RunningPukar(city, server, elsewhere);
        } catch (StoreException | ModelException | ChannelException e) {
            throw new FailedException(e);
        }
    }

    /**
     * Looks at the settings file from now on, and takes over what it says of cameras.
     *
     * @param reading reads the file as it was read for this start
     * @param every how often; a file that is the same for so long is taken over
     */
    synchronized RunningPukar follow(Path file, SettingsWatch.Reading reading, Duration every) {
        keep(new SettingsWatch(file, reading, city, cameras, this::change)).start(every);
        return this;
    }

    /** The history first: no camera comes or goes without a line in it. */
    private void change(List<Camera> next) {
        settings.keep(SettingsText.of(city.withCameras(next)), clock.instant());
        here.ifPresent(watch -> watch.change(next));
        cameras.change(next, clock.instant());
    }

    private Optional<ProviderSignIn> provider(City city) throws StoreException {
        return city.signIn().provider().isEmpty()
                ? Optional.empty()
                : Optional.of(ProviderSignIn.open(city.signIn().provider().get(), accounts));
    }

    private FiguresStore figures(City city) {
        return new FiguresStore(database.jdbc(), city.sites().stream().map(City.Site::id).toList());
    }

    private Optional<PointsOverMqtt> pointsLine(City city, PointGate gate) throws ChannelException {
        return city.pointsLine().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        keep(
                                PointsOverMqtt.open(
                                        city.pointsLine().get(),
                                        System.getenv(),
                                        "pukar-points-"
                                                + ClientStore.hash(host() + city.data())
                                                        .substring(0, 12),
                                        gate)));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "localhost";
        }
    }

    /** Driving times where there is an extract of the map, else straight lines. */
    private Roads roads(City city) {
        if (city.roads().isEmpty()) {
            return Roads.unknown();
        }
        try {
            return keep(RoadsOfMap.open(city.roads().get(), city.data().resolve("roads")));
        } catch (IOException e) {
            throw new FailedException(String.valueOf(e.getMessage()));
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    /** Said before anything is started: a port in use is the commonest mistake. */
    private static void checkPort(City city) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(city.address()), city.port()));
        } catch (IOException e) {
            throw new FailedException(
                    "the console needs a free port, %s:%d is not: %s; choose another with --port or web.port"
                            .formatted(city.address(), city.port(), e.getMessage()));
        }
    }

    String address() {
        return address;
    }

    /** The pages, with all their addresses. */
    ConfigurableApplicationContext web() {
        return web;
    }

    AccountStore accounts() {
        return accounts;
    }

    PointStore points() {
        return points;
    }

    Desk desk() {
        return desk;
    }

    Authorisations authorisations() {
        return authorisations;
    }

    Watched watch() {
        return watch;
    }

    Database database() {
        return database;
    }

    /** Waits until the process is told to end, and stops everything before it does. */
    void waitForEnd() {
        CountDownLatch told = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    close();
                                    told.countDown();
                                },
                                "shutdown"));
        try {
            told.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                System.err.println("pukar: a part did not stop cleanly: " + e.getMessage());
            }
        }
    }
}
