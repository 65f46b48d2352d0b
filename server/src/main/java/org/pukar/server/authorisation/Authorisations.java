package org.pukar.server.authorisation;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.pukar.camera.Authorisation;
import org.pukar.camera.Camera;
import org.pukar.camera.Permission;
import org.pukar.camera.PlaceKind;
import org.pukar.server.authorisation.AuthorisationStore.Added;
import org.pukar.server.authorisation.AuthorisationStore.Said;
import org.pukar.server.settings.City;
import org.pukar.server.settings.PresentCameras;
import org.pukar.server.settings.SettingsText;
import org.pukar.vision.capture.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Says at any moment what each camera may do, from memory: cameras ask with every frame. Looks
 * twice a second whether anything was added, so that what another process or page says counts
 * within a second. While the database is away, what was known last holds until its own end, but no
 * longer than {@link #BLIND}. Thread-safe.
 */
public final class Authorisations implements AutoCloseable {
    /** How long cameras go on while nobody could withdraw: decision 014. */
    public static final Duration BLIND = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(Authorisations.class);
    private static final long LOOK_MILLIS = 500;

    private final City city;
    private final PresentCameras cameras;
    private final AuthorisationStore store;
    private final InstantSource clock;
    private Optional<ScheduledExecutorService> thread = Optional.empty();
    private volatile Known known = new Known(Instant.MIN, -1, Map.of());
    private boolean failing;

    /** What was read, and when it was last known to be all there is. */
    private record Known(Instant at, long size, Map<String, Held> held) {}

    /**
     * What there is for a camera.
     *
     * @param record signed and not withdrawn; empty: there is none, for the reason
     * @param reason why nothing is allowed whatever the record says: no record, withdrawn, stopped
     */
    private record Held(Optional<Signed> record, Optional<String> reason) {}

    /** What people do with a camera's authorisation. */
    public enum Did {
        ADDED,
        WITHDRAWN,
        STOPPED,
        STARTED
    }

    /** A record or an act, for the history. */
    public record Step(Instant at, String person, Did did, String why) {}

    /**
     * A camera's authorisation, as a page shows it.
     *
     * @param record the one that was added last, if its signature holds, perhaps withdrawn since
     * @param stopped whether it rests until somebody starts it again
     * @param endsSoon whether it ends within {@link Authorisation#WARNING}
     */
    public record Shown(
            Camera camera,
            Permission permission,
            Optional<Authorisation> record,
            boolean stopped,
            boolean endsSoon,
            List<Step> history) {
        public Shown {
            history = List.copyOf(history);
        }
    }

    public Authorisations(City city, PresentCameras cameras, JdbcClient jdbc, InstantSource clock) {
        this.city = city;
        this.cameras = cameras;
        this.store = new AuthorisationStore(jdbc);
        this.clock = clock;
    }

    /** Reads what there is, and goes on looking. */
    public Authorisations start() {
        look();
        thread =
                Optional.of(
                        Executors.newSingleThreadScheduledExecutor(
                                work -> {
                                    Thread made = new Thread(work, "authorisation");
                                    made.setDaemon(true);
                                    return made;
                                }));
        var unused =
                thread.get()
                        .scheduleWithFixedDelay(
                                () -> look(), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return this;
    }

    /** Notes in the database what mode the city runs in. */
    public void noteMode() {
        store.mode(
                city.safeguards().live(),
                city.safeguards().assessment().map(a -> a.sha256()),
                clock.instant());
    }

    /** What a camera may do now; never waits. */
    public Permission permission(Camera camera) {
        Instant now = clock.instant();
        Known last = known;
        if (last.at().equals(Instant.MIN) || now.isAfter(last.at().plus(BLIND))) {
            return new Permission.Refused(
                    "whether it was withdrawn can't be known: the database has been away for a"
                            + " minute");
        }
        Held held = last.held().get(camera.id());
        if (held == null) {
            return new Permission.Refused(missing(camera));
        }
        if (held.reason().isPresent() || held.record().isEmpty()) {
            return new Permission.Refused(held.reason().orElse(missing(camera)));
        }
        Authorisation by = held.record().get().authorisation();
        return Permission.of(by, camera, source(camera), kind(camera), now, city.zone());
    }

    private static String missing(Camera camera) {
        return "there is no authorisation for it; make one with: ./pukar authorise sign "
                + camera.id();
    }

    /**
     * A camera's address as an authorisation writes it: without what is secret in it. Parameters,
     * such as a recorder's channel, are told by a hash, over names and keys that are masked.
     */
    public static String source(Camera camera) {
        String shown = SettingsText.address(camera.source());
        String masked = Address.withoutSecrets(camera.source());
        int parameters = masked.contains("://") ? masked.indexOf('?') : -1;
        return parameters < 0
                ? shown
                : shown + " with parameters " + hash(masked.substring(parameters));
    }

    private static String hash(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private PlaceKind kind(Camera camera) {
        return city.findSite(camera.siteId()).map(City.Site::kind).orElse(PlaceKind.STREET);
    }

    /** Looks at once whether anything was added. */
    public synchronized Authorisations look() {
        try {
            Instant now = clock.instant();
            long size = store.size();
            known = new Known(now, size, size == known.size() ? known.held() : held());
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                log.error(
                        "authorisations can't be read, cameras stop a minute from the last time:"
                                + " {}",
                        e.getMessage());
            }
            failing = true;
        }
        return this;
    }

    private Map<String, Held> held() {
        Map<String, Instant> withdrawn = new HashMap<>();
        Map<String, Held> held = new HashMap<>();
        List<Said> said = store.lastSaid();
        said.stream()
                .filter(s -> s.did() == Did.WITHDRAWN)
                .forEach(s -> withdrawn.put(s.cameraId(), s.at()));
        for (Added added : store.latest()) {
            held.put(
                    added.cameraId(),
                    held(added, Optional.ofNullable(withdrawn.get(added.cameraId()))));
        }
        for (Said last : said) {
            if (last.did() == Did.STOPPED) {
                Optional<Signed> record =
                        Optional.ofNullable(held.get(last.cameraId())).flatMap(Held::record);
                held.put(
                        last.cameraId(),
                        new Held(
                                record,
                                Optional.of(
                                        "%s stopped it: %s; start it again on the page of authorisations"
                                                .formatted(last.person(), last.why()))));
            }
        }
        return Map.copyOf(held);
    }

    private Held held(Added added, Optional<Instant> withdrawn) {
        try {
            Signed signed = Signed.read(added.text(), city.safeguards().signers());
            boolean over =
                    withdrawn.isPresent()
                            && !(signed.authorisation().signedAt().isAfter(withdrawn.get())
                                    && added.at().isAfter(withdrawn.get()));
            return new Held(
                    Optional.of(signed),
                    over
                            ? Optional.of(
                                    "its authorisation was withdrawn at %s; sign another one"
                                            .formatted(withdrawn.get()))
                            : Optional.empty());
        } catch (AuthorisationException e) {
            return new Held(Optional.empty(), Optional.of(e.why()));
        }
    }

    /**
     * Adds a signed record; it counts at once.
     *
     * @return what it says
     * @throws AuthorisationException when it would allow nothing: forged, changed, expired, of
     *     another camera, withdrawn, there already
     */
    public Authorisation add(String text, String person) throws AuthorisationException {
        Signed signed = Signed.read(text, city.safeguards().signers());
        Authorisation a = signed.authorisation();
        Camera camera = camera(a.cameraId());
        Optional<String> fault =
                Permission.fault(a, camera, source(camera), kind(camera), clock.instant());
        if (fault.isPresent()) {
            throw new AuthorisationException(fault.get());
        }
        Optional<Instant> withdrawn =
                store.lastSaid().stream()
                        .filter(s -> s.did() == Did.WITHDRAWN && s.cameraId().equals(camera.id()))
                        .map(Said::at)
                        .findFirst();
        if (withdrawn.isPresent() && !a.signedAt().isAfter(withdrawn.get())) {
            throw new AuthorisationException(
                    "an authorisation must be signed after the last withdrawal, %s, got %s; sign it again"
                            .formatted(withdrawn.get(), a.signedAt()));
        }
        Optional<Instant> before =
                store.of(camera.id()).stream()
                        .filter(other -> !other.text().equals(signed.text()))
                        .flatMap(other -> signedAt(other).stream())
                        .max(Instant::compareTo);
        if (before.isPresent() && !a.signedAt().isAfter(before.get())) {
            // An older one must not bring back what a later one took away.
            throw new AuthorisationException(
                    "an authorisation must be signed after the one that is there, %s, got %s; sign it again"
                            .formatted(before.get(), a.signedAt()));
        }
        if (!store.add(new Added(camera.id(), signed.text(), clock.instant(), person))) {
            throw new AuthorisationException(
                    "an authorisation can be added once, this one is there already");
        }
        look();
        return a;
    }

    /** When a record was signed; empty for one that does not count. */
    private Optional<Instant> signedAt(Added added) {
        try {
            return Optional.of(
                    Signed.read(added.text(), city.safeguards().signers())
                            .authorisation()
                            .signedAt());
        } catch (AuthorisationException e) {
            return Optional.empty(); // stands in nobody's way
        }
    }

    /** Whatever was signed for the camera counts no more, from now on. */
    public void withdraw(String cameraId, String person, String why) throws AuthorisationException {
        say(cameraId, person, Did.WITHDRAWN, why);
    }

    /** The camera rests until somebody starts it again. */
    public void stop(String cameraId, String person, String why) throws AuthorisationException {
        say(cameraId, person, Did.STOPPED, why);
    }

    /** Ends a stop; what the authorisation says counts again. */
    public void startAgain(String cameraId, String person, String why)
            throws AuthorisationException {
        say(cameraId, person, Did.STARTED, why);
    }

    private void say(String cameraId, String person, Did did, String why)
            throws AuthorisationException {
        String reason = why.replaceAll("\\p{Cntrl}+", " ").strip();
        if (reason.isEmpty() || reason.length() > 300) {
            throw new AuthorisationException(
                    "a reason must be 1 to 300 characters, got " + reason.length());
        }
        store.say(new Said(camera(cameraId).id(), clock.instant(), person, did, reason));
        look();
    }

    private Camera camera(String id) throws AuthorisationException {
        return cameras.find(id)
                .orElseThrow(
                        () ->
                                new AuthorisationException(
                                        "an authorisation must be for a camera of the settings, got"
                                                + " "
                                                + id));
    }

    /** Every camera with what was signed for it, in the settings' order. */
    public List<Shown> list() {
        return cameras.list().stream().map(this::shown).toList();
    }

    private Shown shown(Camera camera) {
        Optional<Authorisation> record =
                Optional.ofNullable(known.held().get(camera.id()))
                        .flatMap(Held::record)
                        .map(Signed::authorisation);
        Permission now = permission(camera);
        List<Said> said = store.saidOf(camera.id());
        boolean soon =
                record.map(Authorisation::expiresAt)
                        .filter(e -> !e.isAfter(clock.instant().plus(Authorisation.WARNING)))
                        .isPresent();
        List<Step> history =
                Stream.concat(
                                store.of(camera.id()).stream()
                                        .map(a -> new Step(a.at(), a.by(), Did.ADDED, until(a))),
                                said.stream()
                                        .map(s -> new Step(s.at(), s.person(), s.did(), s.why())))
                        .sorted((a, b) -> b.at().compareTo(a.at()))
                        .toList();
        boolean stopped =
                said.stream()
                        .filter(s -> s.did() != Did.WITHDRAWN)
                        .findFirst()
                        .filter(s -> s.did() == Did.STOPPED)
                        .isPresent();
        return new Shown(camera, now, record, stopped, soon, history);
    }

    private String until(Added added) {
        try {
            Authorisation a =
                    Signed.read(added.text(), city.safeguards().signers()).authorisation();
            return a.signer() + ", " + a.signedAt() + " – " + a.expiresAt();
        } catch (AuthorisationException e) {
            return e.why();
        }
    }

    @Override
    public void close() {
        thread.ifPresent(ScheduledExecutorService::shutdownNow);
    }
}
