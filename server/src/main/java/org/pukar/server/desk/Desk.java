package org.pukar.server.desk;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.pukar.base.GeoPoint;
import org.pukar.camera.Camera;
import org.pukar.evidence.Signal;
import org.pukar.incident.Event;
import org.pukar.incident.Incident;
import org.pukar.incident.Incidents;
import org.pukar.incident.State;
import org.pukar.routing.Routing;
import org.pukar.server.settings.City;
import org.pukar.server.store.Database;
import org.pukar.server.store.EvidenceStore;
import org.pukar.server.store.IncidentStore;
import org.pukar.server.store.IncidentStore.Happened;
import org.pukar.server.store.IncidentStore.Kept;
import org.pukar.server.store.PositionStore;
import org.pukar.server.watch.SignalTaker;
import org.pukar.vision.mask.Ring;

/**
 * Takes signals and people's decisions, each as one transaction: state machine's step, history,
 * erasure and routing together or not at all. Any number of desks may run on one database.
 * Thread-safe.
 */
public final class Desk implements SignalTaker {
    /**
     * Desks and pages listen on this channel of the database; what is said is the incident's id.
     */
    static final String CHANNEL = "desk";

    private final City city;
    private final Database database;
    private final IncidentStore incidents;
    private final EvidenceStore evidence;
    private final PositionStore positions;
    private final Alerts alerts;
    private final Incidents rules;
    private final Routing routing;
    private final InstantSource clock;

    public Desk(City city, Database database, EvidenceStore evidence, InstantSource clock) {
        this.city = city;
        this.database = database;
        this.incidents = new IncidentStore(database.jdbc());
        this.evidence = evidence;
        this.positions = new PositionStore(database.jdbc());
        this.alerts = new Alerts(city, database);
        this.rules = new Incidents(city.deadlines());
        this.routing = new Routing(city.stations(), city.zone());
        this.clock = clock;
    }

    @Override
    public void take(Signal signal, Camera camera, List<Ring.Shot> pictures) {
        database.transactions()
                .executeWithoutResult(
                        t -> {
                            incidents.lockSite(camera.siteId());
                            Optional<Kept> known =
                                    incidents.knows(signal.id())
                                            ? findOf(signal.id())
                                            : Optional.empty();
                            Kept kept = known.orElseGet(() -> accept(signal, camera));
                            if (!kept.incident().state().ended() && !pictures.isEmpty()) {
                                evidence.add(kept.incident().id(), signal.id(), pictures);
                            }
                            tell(kept.incident().id());
                        });
    }

    private Optional<Kept> findOf(UUID signal) {
        return database.jdbc()
                .sql("select incident_id from signal where id = ?")
                .param(signal)
                .query(UUID.class)
                .optional()
                .flatMap(incidents::findLocked);
    }

    private Kept accept(Signal signal, Camera camera) {
        Optional<Kept> same =
                incidents.openAt(camera.siteId()).stream()
                        .filter(k -> rules.joins(k.incident(), camera.siteId(), signal.at()))
                        .findFirst();
        Kept next;
        String words = signal.rank().name().toLowerCase(Locale.ROOT) + " from " + camera.name();
        if (same.isPresent()) {
            Incident was = same.get().incident();
            Event event = new Event.SignalJoined(signal.at(), signal.id(), signal.rank());
            next = new Kept(rules.after(was, event).incident(), same.get().stationId());
            incidents.save(next);
            incidents.save(signal, was.id());
            alerts.step(same, next, clock.instant(), false);
            happened(was.id(), signal.at(), "SignalJoined", Optional.empty(), words);
        } else {
            GeoPoint place = city.site(camera.siteId()).place();
            Incident opened = rules.open(UUID.randomUUID(), camera.siteId(), signal);
            next = new Kept(opened, routing.station(place, signal.at()).id());
            incidents.save(next);
            incidents.save(signal, opened.id());
            alerts.step(Optional.empty(), next, clock.instant(), false);
            happened(opened.id(), signal.at(), "Opened", Optional.empty(), words);
        }
        return sendIfReady(next);
    }

    /**
     * What someone did.
     *
     * @return why it was refused; empty when it was done
     */
    public Optional<String> act(UUID id, Event event, String person, String detail) {
        return inTransaction(
                () -> {
                    Optional<Kept> before = incidents.findLocked(id);
                    if (before.isEmpty()) {
                        return Optional.of("there is no incident " + id);
                    }
                    Incidents.Step step = rules.after(before.get().incident(), event);
                    if (!step.accepted() || step.incident().equals(before.get().incident())) {
                        return step.refusal();
                    }
                    Kept after = new Kept(step.incident(), before.get().stationId());
                    incidents.save(after);
                    alerts.step(before, after, clock.instant(), false);
                    happened(
                            id,
                            event.at(),
                            event.getClass().getSimpleName(),
                            Optional.of(person),
                            detail);
                    settle(after);
                    tell(id);
                    return Optional.empty();
                });
    }

    private Optional<String> inTransaction(Supplier<Optional<String>> work) {
        return Objects.requireNonNull(database.transactions().execute(t -> work.get()));
    }

    /** Lets time pass: every deadline that has come is dealt with. Returns how many were. */
    public int tick() {
        Integer dealtWith =
                database.transactions()
                        .execute(
                                t -> {
                                    Instant now = clock.instant();
                                    List<Kept> due = incidents.due(now);
                                    for (Kept before : due) {
                                        dealWith(before, now);
                                        tell(before.incident().id());
                                    }
                                    return due.size();
                                });
        return dealtWith == null ? 0 : dealtWith;
    }

    private void dealWith(Kept before, Instant now) {
        Incident incident = before.incident();
        if (incident.state() == State.READY
                && sendIfReady(before).incident().state() == State.DISPATCHED) {
            return;
        }
        Kept after =
                new Kept(rules.after(incident, new Event.Tick(now)).incident(), before.stationId());
        incidents.save(after);
        alerts.step(Optional.of(before), after, now, false);
        happened(
                incident.id(),
                now,
                "DeadlinePassed",
                Optional.empty(),
                missed(incident, after.incident()));
        settle(after);
    }

    private String missed(Incident before, Incident after) {
        return switch (before.state()) {
            case WAITING ->
                    after.state().ended()
                            ? "nobody looked in time"
                            : "nobody took it in time: it rings louder";
            case CLAIMED -> "no decision in time: it rings for others";
            case UNDECIDED -> "nobody could tell in time";
            case DISPATCHED ->
                    before.sentTo().map(city::targetName).orElse("?")
                            + " did not answer: the next is told";
            default -> "nobody can be told: all are tried again";
        };
    }

    /**
     * What follows from a state: pictures are erased when nobody may look any more, help is sent
     * when wanted.
     */
    private void settle(Kept kept) {
        State state = kept.incident().state();
        if (state == State.DISMISSED || state == State.EXPIRED) {
            evidence.erase(kept.incident().id());
        }
        sendIfReady(kept);
    }

    /**
     * Tells the nearest unit or station that was not tried yet; the same incident when there is
     * none.
     */
    private Kept sendIfReady(Kept kept) {
        Incident incident = kept.incident();
        if (incident.state() != State.READY) {
            return kept;
        }
        Instant now = clock.instant();
        GeoPoint place = city.site(incident.siteId()).place();
        return routing
                .targets(place, now, positions.placed(city.units()), incident.tried())
                .stream()
                .findFirst()
                .map(
                        target -> {
                            Event event = new Event.Sent(now, target.id());
                            Kept sent =
                                    new Kept(
                                            rules.after(incident, event).incident(),
                                            kept.stationId());
                            incidents.save(sent);
                            alerts.step(Optional.of(kept), sent, now, false);
                            happened(
                                    incident.id(),
                                    now,
                                    "Sent",
                                    Optional.empty(),
                                    "%s told to go, %.0f m away (straight line)"
                                            .formatted(target.name(), target.meters()));
                            return sent;
                        })
                .orElse(kept);
    }

    private void happened(
            UUID id, Instant at, String kind, Optional<String> person, String detail) {
        incidents.happened(id, new Happened(at, kind, person, detail));
    }

    /** Every open page hears of it once the transaction is in. */
    private void tell(UUID id) {
        tell(database, id);
    }

    static void tell(Database database, UUID id) {
        database.jdbc()
                .sql("select pg_notify(?, ?)")
                .params(CHANNEL, id.toString())
                .query((rs, n) -> 1)
                .single();
    }

    public Instant now() {
        return clock.instant();
    }
}
