package org.pukar.server.command;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.pukar.base.GeoPoint;
import org.pukar.camera.Camera;
import org.pukar.cluster.settings.JobSettings;
import org.pukar.server.desk.Shifts;
import org.pukar.server.settings.City;
import org.pukar.server.store.AccountStore.Account;
import org.pukar.server.store.AccountStore.Role;
import org.pukar.server.store.ClientStore;
import org.pukar.server.store.ShiftStore;
import org.pukar.vision.watch.CameraStatus;

/**
 * A real desk with its database, whose cameras workers read, and the files that workers need: their
 * key and the cameras' addresses. Somebody is on shift.
 */
public final class ClusterDesk implements AutoCloseable {
    private static final GeoPoint PLACE = new GeoPoint(26.72, 80.86);

    private final Path folder;
    private final boolean signed;
    private volatile City city;
    private RunningPukar pukar;

    /**
     * @param cameras their sites are "s"
     */
    public ClusterDesk(Path folder, List<Camera> cameras) throws Exception {
        this(folder, cameras, true);
    }

    /**
     * @param signed whether the cameras are authorised; a thousand take minutes to sign
     */
    public ClusterDesk(Path folder, List<Camera> cameras, boolean signed) throws Exception {
        this.folder = folder;
        this.signed = signed;
        this.city = city(cameras, 0);
        writeAddresses(cameras);
        this.pukar = start();
        String key =
                new ClientStore(pukar.database().jdbc())
                        .add("workers", ClientStore.Kind.WORKER, Instant.now())
                        .orElseThrow();
        Files.writeString(folder.resolve("key"), key + "\n");
        pukar.accounts().add(new Account("meera", "x", Role.REVIEWER, Optional.empty(), false));
        somebodyLooks();
    }

    /** A camera that shows a film of the repository. */
    public static Camera camera(String id, String film, boolean loop) {
        String file = PukarCommand.home().resolve("scenes/samples/" + film).toString();
        return new Camera(id, "s", "Camera " + id, PLACE, file, loop);
    }

    private City city(List<Camera> cameras, int port) {
        return City.ofOneStation(
                        "Test",
                        folder.resolve("data"),
                        PLACE,
                        List.of(new City.Site("s", "Site", PLACE)),
                        List.of(),
                        cameras)
                .with(folder.resolve("data"), port);
    }

    /** The cameras' addresses, as they lie on every worker's machine. */
    public void writeAddresses(List<Camera> cameras) throws Exception {
        StringBuilder text = new StringBuilder("sites:\n  - id: s\n    cameras:\n");
        cameras.forEach(
                c -> text.append("      - {id: %s, source: '%s'}%n".formatted(c.id(), c.source())));
        Files.writeString(folder.resolve("pukar.yaml"), text);
    }

    private RunningPukar start() {
        DemoAuthorisations signer = new DemoAuthorisations(city.data());
        City trusted = signer.trust(city);
        RunningPukar started =
                RunningPukar.start(trusted, Optional.empty(), true)
                        .follow(
                                folder.resolve("pukar.yaml"),
                                () -> signer.trust(city),
                                Duration.ofMillis(200));
        if (signed) {
            signer.sign(trusted, started.authorisations(), Instant.now());
        }
        return started;
    }

    /** Somebody is on shift for the next two minutes. */
    public void somebodyLooks() {
        new Shifts(new ShiftStore(pukar.database().jdbc()), InstantSource.system())
                .seen(
                        new Account("meera", "x", Role.REVIEWER, Optional.empty(), false),
                        Duration.ZERO);
    }

    /** Ends the desk; its address stays. */
    public void stop() {
        city = city.with(city.data(), URI.create(pukar.address()).getPort());
        pukar.close();
    }

    /** Starts it again where it was, perhaps with other cameras. */
    public void startAgain(List<Camera> cameras) {
        city = city.withCameras(cameras);
        pukar = start();
        somebodyLooks();
    }

    /** Other cameras while it runs, in its settings and the workers'. */
    public void change(List<Camera> cameras) throws Exception {
        city = city.withCameras(cameras);
        writeAddresses(cameras);
    }

    public JobSettings settings(String run, boolean films) {
        return new JobSettings(
                run,
                URI.create(pukar.address()),
                folder.resolve("key").toString(),
                folder.resolve("pukar.yaml").toString(),
                PukarCommand.models().toString(),
                films);
    }

    /** Takes a camera's authorisation back, as its page does. */
    public void withdraw(String camera) throws Exception {
        pukar.authorisations().withdraw(camera, "pia", "the order was lifted");
    }

    /** The ids of all signals that the desk has, each once. */
    public Set<UUID> signals() {
        return pukar.database().jdbc().sql("select id from signal").query(UUID.class).set();
    }

    /** What the desk has of each signal: rank, track, score, what it had to pass. */
    public Map<UUID, String> rows() {
        Map<UUID, String> rows = new HashMap<>();
        pukar.database()
                .jdbc()
                .sql("select * from signal")
                .query(
                        (row, n) ->
                                rows.put(
                                        row.getObject("id", UUID.class),
                                        row(
                                                row.getString("rank"),
                                                row.getLong("track"),
                                                row.getDouble("score"),
                                                row.getDouble("threshold"))))
                .list();
        return rows;
    }

    public static String row(String rank, long track, double score, double threshold) {
        return "%s track %d score %s of %s".formatted(rank, track, score, threshold);
    }

    /** How many pictures lie with signals. */
    public int pictures() {
        return pukar.database()
                .jdbc()
                .sql("select count(*) from evidence_picture")
                .query(Integer.class)
                .single();
    }

    public List<CameraStatus> statuses() {
        return pukar.watch().statuses();
    }

    @Override
    public void close() {
        pukar.close();
    }
}
