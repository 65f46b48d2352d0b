package org.pukar.server.drill;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.pukar.base.NearestName;
import org.pukar.camera.Camera;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.server.audit.AuditLog;
import org.pukar.server.audit.AuditLog.Act;
import org.pukar.server.desk.Desk;
import org.pukar.server.settings.City;
import org.pukar.server.settings.PresentCameras;
import org.pukar.server.store.Database;
import org.pukar.server.store.DrillStore;
import org.pukar.server.store.DrillStore.Drill;
import org.pukar.server.store.IncidentStore;
import org.pukar.server.store.IncidentStore.Exercise;
import org.pukar.server.store.Request;
import org.pukar.server.store.RequestStore.Secrets;

/**
 * Sends marked exercises through everything: desk, decision, dispatch, officer, outcome, and the
 * channels that take exercises. Thread-safe.
 */
public final class Drills {
    /** Who a drill's request comes from. */
    static final String SOURCE = "exercise";

    private final City city;
    private final PresentCameras cameras;
    private final Database database;
    private final Desk desk;
    private final InstantSource clock;
    private final DrillStore store;
    private final IncidentStore incidents;
    private final AuditLog audit;

    public Drills(
            City city, PresentCameras cameras, Database database, Desk desk, InstantSource clock) {
        this.city = city;
        this.cameras = cameras;
        this.database = database;
        this.desk = desk;
        this.clock = clock;
        this.store = new DrillStore(database.jdbc());
        this.incidents = new IncidentStore(database.jdbc());
        this.audit = new AuditLog(database.jdbc());
    }

    /**
     * Starts a drill, as one transaction with its line in the audit log.
     *
     * @param by who wants it
     * @return its incident
     * @throws DrillRefusedException when there is no such site, or one runs there already
     */
    public UUID start(String siteId, Rank rank, String by) throws DrillRefusedException {
        Optional<City.Site> site = city.findSite(siteId);
        if (site.isEmpty()) {
            List<String> known = city.sites().stream().map(City.Site::id).toList();
            String mend =
                    NearestName.of(siteId, known)
                            .map(near -> "; did you mean " + near + "?")
                            .orElse("");
            throw new DrillRefusedException(
                    "a drill needs a site of the settings, got " + siteId + mend);
        }
        Optional<UUID> started =
                database.transactions()
                        .execute(t -> started(site.get(), rank, by, Optional.empty()));
        if (started == null || started.isEmpty()) {
            throw new DrillRefusedException(
                    "one drill at a time may run at a site; one runs at " + site.get().name());
        }
        return started.get();
    }

    /** Within a transaction; empty when one runs there. */
    Optional<UUID> started(City.Site site, Rank rank, String by, Optional<LocalDate> night) {
        incidents.lockSite(site.id());
        boolean runs =
                incidents.openAt(site.id()).stream()
                        .anyMatch(k -> k.exercise().equals(Optional.of(Exercise.DRILL)));
        if (runs) {
            return Optional.empty();
        }
        // As PostgreSQL keeps it, so that no step comes before the start.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        UUID incident = rank == Rank.REQUEST ? ask(site, now) : seen(site, rank, now);
        store.add(incident, by, night, now);
        audit.add(
                by,
                Act.STARTED_DRILL,
                Optional.of(incident),
                rank.name().toLowerCase(Locale.ROOT) + " at " + site.name());
        return Optional.of(incident);
    }

    private UUID ask(City.Site site, Instant now) {
        Request request =
                new Request(
                        UUID.randomUUID(),
                        Request.Way.CENTRE,
                        SOURCE,
                        "",
                        false,
                        "",
                        Optional.empty(),
                        now,
                        now,
                        Optional.empty(),
                        Optional.empty());
        return desk.requests()
                .ask(request, Secrets.none(), site, Optional.of(Exercise.DRILL))
                .incident();
    }

    private UUID seen(City.Site site, Rank rank, Instant now) {
        Camera camera =
                cameras.list().stream()
                        .filter(c -> c.siteId().equals(site.id()))
                        .findFirst()
                        .orElseGet(
                                () ->
                                        new Camera(
                                                SOURCE,
                                                site.id(),
                                                SOURCE,
                                                site.place(),
                                                "",
                                                false));
        Signal signal = new Signal(UUID.randomUUID(), camera.id(), rank, now, 0, 0, 0, List.of());
        return desk.take(signal, camera, List.of(), Optional.of(Exercise.DRILL));
    }

    /** The latest, newest first. */
    public List<Drill> latest(int most) {
        return store.latest(most);
    }

    public Optional<Drill> find(UUID incident) {
        return store.find(incident);
    }

    public Instant now() {
        return clock.instant();
    }
}
