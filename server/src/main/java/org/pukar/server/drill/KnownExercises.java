package org.pukar.server.drill;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pukar.camera.Camera;
import org.pukar.evidence.Look;
import org.pukar.evidence.Signal;
import org.pukar.routing.Roads;
import org.pukar.routing.Routing;
import org.pukar.server.desk.Desk;
import org.pukar.server.settings.City;
import org.pukar.server.settings.DrillSettings.KnownFilm;
import org.pukar.server.settings.PresentCameras;
import org.pukar.server.store.Database;
import org.pukar.server.store.IncidentStore.Exercise;
import org.pukar.server.store.KnownStore;
import org.pukar.server.store.KnownStore.Template;
import org.pukar.vision.mask.Ring;

/**
 * Puts known pictures among those that people decide on, at the share that the settings say, so
 * that deciding without looking shows. Nobody can tell one before it is decided, and nobody is sent
 * to one. For one thread; any number of desks may do it on one database.
 */
public final class KnownExercises {
    /** A known one follows a real one within this, so that neither gives the other away. */
    private static final Duration SOONEST = Duration.ofMinutes(1);

    private static final Duration LATEST = Duration.ofMinutes(20);

    /** Real incidents of before are left alone: Pukar was not running. */
    private static final Duration RECENT = Duration.ofMinutes(5);

    private final City city;
    private final PresentCameras cameras;
    private final Database database;
    private final Desk desk;
    private final KnownFilms films;
    private final KnownStore store;
    private final Routing routing;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final List<Later> waiting = new ArrayList<>();

    /** Pictures of after the signal, that come after it as a camera's do. */
    private record Later(Instant at, Signal signal, Camera camera, List<Ring.Shot> pictures) {}

    public KnownExercises(
            City city,
            PresentCameras cameras,
            Database database,
            Desk desk,
            KnownFilms films,
            KnownStore store,
            InstantSource clock,
            RandomGenerator random) {
        this.city = city;
        this.cameras = cameras;
        this.database = database;
        this.desk = desk;
        this.films = films;
        this.store = store;
        this.routing = new Routing(city.stations(), city.zone(), Roads.unknown());
        this.clock = clock;
        this.random = random;
    }

    /** Draws for real incidents that are new, and puts in what is due. Returns how many. */
    public int tick() {
        if (city.drills().knownShare() == 0) {
            return 0;
        }
        Instant now = clock.instant();
        sendLater(now);
        Map<KnownFilm, String> usable = films.usable();
        if (usable.isEmpty()) {
            return 0;
        }
        store.undrawn(now.minus(RECENT)).forEach(id -> store.draw(id, drawn(now)));
        int put = 0;
        while (Boolean.TRUE.equals(database.transactions().execute(t -> putNext(now, usable)))) {
            put++;
        }
        return put;
    }

    /** Of n real ones and k known ones, k / (n + k) is the share: k / n is this chance. */
    private Optional<Instant> drawn(Instant now) {
        double share = city.drills().knownShare();
        if (random.nextDouble() >= share / (1 - share)) {
            return Optional.empty();
        }
        long wait = random.nextLong(SOONEST.toMillis(), LATEST.toMillis() + 1);
        return Optional.of(now.plusMillis(wait));
    }

    private boolean putNext(Instant now, Map<KnownFilm, String> usable) {
        Optional<String> station = store.takeDue(now);
        if (station.isEmpty()) {
            return false;
        }
        List<Camera> cameras = camerasOf(station.get(), now);
        if (!cameras.isEmpty()) {
            KnownFilm film = one(List.copyOf(usable.keySet()));
            String hash = Objects.requireNonNull(usable.get(film));
            Template template = store.find(hash).orElseThrow();
            UUID incident = put(template, one(cameras), now.truncatedTo(ChronoUnit.MICROS));
            store.add(incident, hash, film.answer());
        }
        return true;
    }

    /** The cameras whose signals would ring at that station first at this hour. */
    private List<Camera> camerasOf(String station, Instant now) {
        return cameras.list().stream()
                .filter(
                        c ->
                                routing.station(city.site(c.siteId()).place(), now)
                                        .id()
                                        .equals(station))
                .toList();
    }

    private UUID put(Template template, Camera camera, Instant now) {
        Duration shift = Duration.between(template.at(), now);
        List<Look> looks =
                template.looks().stream()
                        .map(
                                l ->
                                        new Look(
                                                l.at().plus(shift),
                                                l.distress(),
                                                l.expression(),
                                                l.readings(),
                                                l.weight(),
                                                l.sum()))
                        .toList();
        Signal signal =
                new Signal(
                        UUID.randomUUID(),
                        camera.id(),
                        template.rank(),
                        now,
                        1 + random.nextInt(40),
                        template.score(),
                        template.threshold(),
                        looks);
        Map<Boolean, List<Ring.Shot>> pictures =
                template.pictures().stream()
                        .map(s -> new Ring.Shot(s.at().plus(shift), s.jpeg()))
                        .collect(Collectors.partitioningBy(s -> s.at().isAfter(now)));
        List<Ring.Shot> after = pictures.getOrDefault(true, List.of());
        Stream.of(after)
                .filter(list -> !list.isEmpty())
                .map(list -> new Later(list.get(list.size() - 1).at(), signal, camera, list))
                .forEach(waiting::add);
        return desk.take(
                signal,
                camera,
                pictures.getOrDefault(false, List.of()),
                Optional.of(Exercise.KNOWN));
    }

    private void sendLater(Instant now) {
        for (Iterator<Later> all = waiting.iterator(); all.hasNext(); ) {
            Later next = all.next();
            if (!next.at().isAfter(now)) {
                all.remove();
                desk.take(
                        next.signal(), next.camera(), next.pictures(), Optional.of(Exercise.KNOWN));
            }
        }
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
