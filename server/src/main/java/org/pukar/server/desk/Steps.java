package org.pukar.server.desk;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.pukar.base.GeoPoint;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.incident.Event;
import org.pukar.incident.Incident;
import org.pukar.incident.Incidents;
import org.pukar.incident.State;
import org.pukar.routing.Roads;
import org.pukar.routing.Routing;
import org.pukar.routing.Routing.Target;
import org.pukar.server.settings.City;
import org.pukar.server.store.Database;
import org.pukar.server.store.EvidenceStore;
import org.pukar.server.store.IncidentStore;
import org.pukar.server.store.IncidentStore.Exercise;
import org.pukar.server.store.IncidentStore.Happened;
import org.pukar.server.store.IncidentStore.Kept;
import org.pukar.server.store.IncidentStore.Where;
import org.pukar.server.store.PositionStore;
import org.pukar.server.store.RequestStore;

/**
 * One step of an incident as it is kept: what the state machine makes of it, its history, what
 * follows from it. Each call takes part in the caller's transaction.
 */
final class Steps {
    /**
     * Desks and pages listen on this channel of the database; what is said is the incident's id.
     */
    static final String CHANNEL = "desk";

    private final City city;
    private final Database database;
    private final IncidentStore incidents;
    private final EvidenceStore evidence;
    private final RequestStore requests;
    private final Alerts alerts;
    private final PositionStore positions;
    private final Incidents rules;
    private final Routing routing;
    private final InstantSource clock;

    Steps(City city, Database database, EvidenceStore evidence, Roads roads, InstantSource clock) {
        this.city = city;
        this.database = database;
        this.incidents = new IncidentStore(database.jdbc());
        this.evidence = evidence;
        this.requests = new RequestStore(database.jdbc());
        this.positions = new PositionStore(database.jdbc());
        this.alerts = new Alerts(city, database);
        this.rules = new Incidents(city.deadlines());
        this.routing = new Routing(city.stations(), city.zone(), roads);
        this.clock = clock;
    }

    Incidents rules() {
        return rules;
    }

    Instant now() {
        return clock.instant();
    }

    /**
     * A signal that was not known before joins the open incident of its site, or opens one. The
     * site must be locked.
     *
     * @param siteId what signals are grouped by
     * @param words what it is and where it came from, for the history
     */
    Kept accept(
            Signal signal, String siteId, Where where, String words, Optional<Exercise> exercise) {
        Optional<Kept> same =
                exercise.equals(Optional.of(Exercise.KNOWN))
                        ? Optional.empty()
                        : incidents.openAt(siteId).stream()
                                .filter(k -> k.exercise().equals(exercise))
                                .filter(k -> rules.joins(k.incident(), siteId, signal.at()))
                                .findFirst();
        if (same.isEmpty()) {
            Incident opened = rules.open(UUID.randomUUID(), siteId, signal);
            Kept kept =
                    new Kept(
                            opened,
                            routing.station(where.place(), signal.at()).id(),
                            where,
                            exercise);
            incidents.save(kept, now());
            incidents.save(signal, opened.id());
            alerts.step(Optional.empty(), kept, now());
            happened(kept, signal.at(), "Opened", Optional.empty(), words);
            return kept;
        }
        Event event = new Event.SignalJoined(signal.at(), signal.id(), signal.rank());
        Kept joined = same.get().with(rules.after(same.get().incident(), event).incident());
        save(same.get(), joined);
        incidents.save(signal, joined.incident().id());
        happened(joined, signal.at(), "SignalJoined", Optional.empty(), words);
        return joined;
    }

    static String words(Rank rank) {
        return rank.name().toLowerCase(Locale.ROOT);
    }

    /**
     * What follows from a state: pictures are erased when nobody may look any more, help is sent
     * when wanted.
     */
    Kept settle(Kept kept) {
        if (!kept.incident().state().erases()) {
            return sendIfReady(kept);
        }
        evidence.erase(kept.incident().id());
        requests.erase(kept.incident().id());
        // Where someone was is no longer kept; where their site is, is no secret.
        Kept atSite =
                city.findSite(kept.incident().siteId())
                        .map(site -> new Where(site.name(), site.place()))
                        .map(kept::at)
                        .orElseGet(() -> kept.at(about(kept.where())));
        incidents.save(atSite, now());
        return atSite;
    }

    /** A call from elsewhere: about where, a kilometer or so, is enough for the figures. */
    static Where about(Where where) {
        GeoPoint rounded =
                new GeoPoint(
                        Math.round(where.place().latitude() * 100) / 100.0,
                        Math.round(where.place().longitude() * 100) / 100.0);
        return new Where("about " + rounded, rounded);
    }

    /** Tells whoever is next in order to go; the same incident when there is nobody. */
    Kept sendIfReady(Kept kept) {
        Incident incident = kept.incident();
        if (incident.state() != State.READY) {
            return kept;
        }
        Instant now = now();
        if (kept.exercise().equals(Optional.of(Exercise.KNOWN))) {
            return endKnown(kept, now);
        }
        boolean women = requests.wantsWomen(incident.id());
        List<Target> targets =
                freeFirst(
                        routing.targets(
                                kept.where().place(),
                                now,
                                positions.placed(city.units()),
                                incident.tried(),
                                women),
                        incidents.busyElsewhere(incident.id()));
        if (targets.isEmpty()) {
            return kept;
        }
        Target target = targets.get(0);
        Kept sent = kept.with(rules.after(incident, new Event.Sent(now, target.id())).incident());
        save(kept, sent);
        happened(sent, now, "Sent", Optional.empty(), told(target, targets, women));
        return sent;
    }

    /** Units on their way to another call come after those that are free; stations stay last. */
    private static List<Target> freeFirst(List<Target> targets, Set<String> busy) {
        return targets.stream()
                .sorted(
                        Comparator.comparingInt(
                                t ->
                                        t.kind() == Routing.Kind.STATION
                                                ? 2
                                                : busy.contains(t.id()) ? 1 : 0))
                .toList();
    }

    /** Nobody is sent to a known picture. */
    private Kept endKnown(Kept kept, Instant now) {
        Event event = new Event.Recalled(now, "exercise", "a known exercise");
        Kept ended = kept.with(rules.after(kept.incident(), event).incident());
        save(kept, ended);
        happened(
                ended,
                now,
                "Recalled",
                Optional.empty(),
                "this was a known exercise: nobody is sent");
        evidence.erase(ended.incident().id());
        return ended;
    }

    /**
     * Who was told to go; and what it costs to wait for women officers, when they were asked for.
     */
    private static String told(Target target, List<Target> targets, boolean women) {
        String told = "%s told to go, %s".formatted(target.name(), target.away());
        if (!women) {
            return told;
        }
        if (!target.womenOfficers()) {
            return told + "; women officers were asked for, none is free";
        }
        return targets.stream()
                .filter(t -> !t.womenOfficers() && t.kind() == Routing.Kind.UNIT)
                .findFirst()
                .map(
                        other ->
                                "%s; women officers were asked for, without them: %s, %s"
                                        .formatted(told, other.name(), other.away()))
                .orElse(told + "; women officers were asked for");
    }

    /** Writes an incident as it is after a step, and what people elsewhere must be told of it. */
    void save(Kept before, Kept after) {
        incidents.save(after, now());
        alerts.step(Optional.of(before), after, now());
    }

    void happened(Kept kept, Instant at, String kind, Optional<String> person, String detail) {
        incidents.happened(kept.incident().id(), new Happened(at, kind, person, detail));
    }

    void tell(UUID id) {
        tell(database, id);
    }

    /** Every open page hears of it once the transaction is in. */
    static void tell(Database database, UUID id) {
        database.jdbc()
                .sql("select pg_notify(?, ?)")
                .params(CHANNEL, id.toString())
                .query((rs, n) -> 1)
                .single();
    }
}
