package org.pukar.server.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.incident.Event;
import org.pukar.incident.Incident;
import org.pukar.server.settings.City;
import org.pukar.server.store.Database;
import org.pukar.server.store.IncidentStore;
import org.pukar.server.store.IncidentStore.Exercise;
import org.pukar.server.store.IncidentStore.Kept;
import org.pukar.server.store.IncidentStore.Where;
import org.pukar.server.store.Request;
import org.pukar.server.store.RequestStore;
import org.pukar.server.store.RequestStore.Code;
import org.pukar.server.store.RequestStore.Secrets;

/**
 * People's own wishes for help: each alerts the nearest station and unit at once, and whoever made
 * it may say more, say where they are, or say that they are fine. Thread-safe.
 */
public final class Requests {
    /** Four digits can be guessed in 5,000 tries; nobody gets more than these. */
    private static final int MOST_WRONG_CODES = 5;

    /** Said in the history when a press took longer than this to come. */
    private static final Duration LATE = Duration.ofSeconds(30);

    /** A phone's satellite fix in a street is this good; one by cell towers is not. Our choice. */
    private static final double SHARP_METERS = 200;

    /** Who scanned a site's sign is not farther from it. Our choice. */
    private static final double NEAR_METERS = 2_000;

    private final City city;
    private final Database database;
    private final IncidentStore incidents;
    private final RequestStore requests;
    private final Steps steps;

    Requests(City city, Database database, Steps steps) {
        this.city = city;
        this.database = database;
        this.incidents = new IncidentStore(database.jdbc());
        this.requests = new RequestStore(database.jdbc());
        this.steps = steps;
    }

    /**
     * What became of a request.
     *
     * @param incident the incident that it belongs to
     * @param repeated whether it had been taken before: nothing was done again
     */
    public record Asked(UUID incident, boolean repeated) {}

    /** Whether a call of that id was taken, or one more would join what is open at the site. */
    public boolean addsNothingNew(UUID id, City.Site site) {
        return requests.find(id).isPresent() || incidents.isOpenAt(site.id());
    }

    /** At a site of the city, joined to what is open there. */
    public Asked ask(Request request, Secrets secrets, City.Site site, Optional<Exercise> drill) {
        Where where =
                new Where(
                        site.name(),
                        request.position()
                                .filter(p -> isAt(p, site))
                                .map(Request.Position::place)
                                .orElse(site.place()));
        return ask(request, secrets, site.id(), where, drill);
    }

    /**
     * Whether help may go there instead of to the site: a vague fix, or one from elsewhere, is
     * shown, and nobody is routed by it.
     */
    private static boolean isAt(Request.Position position, City.Site site) {
        return position.accuracyMeters() <= SHARP_METERS
                && position.place().metersTo(site.place()) <= NEAR_METERS;
    }

    /** Anywhere; an incident of its own. The request must have a position. */
    public Asked askElsewhere(Request request, Secrets secrets, Optional<Exercise> drill) {
        Request.Position position = request.position().orElseThrow();
        Where where = new Where(position.place().toString(), position.place());
        return ask(request, secrets, "request-" + request.id(), where, drill);
    }

    private Asked ask(
            Request request,
            Secrets secrets,
            String siteId,
            Where where,
            Optional<Exercise> drill) {
        return Objects.requireNonNull(
                database.transactions()
                        .execute(
                                t -> {
                                    incidents.lockSite(siteId);
                                    Optional<Kept> known = incidents.findOf(request.id());
                                    if (known.isPresent()) {
                                        return new Asked(known.get().incident().id(), true);
                                    }
                                    return accept(request, secrets, siteId, where, drill);
                                }));
    }

    private Asked accept(
            Request request,
            Secrets secrets,
            String siteId,
            Where where,
            Optional<Exercise> drill) {
        Signal signal =
                new Signal(
                        request.id(),
                        request.sourceId(),
                        Rank.REQUEST,
                        request.receivedAt(),
                        0,
                        0,
                        0,
                        List.of());
        Kept kept = steps.accept(signal, siteId, where, words(request), drill);
        boolean sharp = request.position().filter(p -> p.place().equals(where.place())).isPresent();
        if (sharp && !kept.where().equals(where)) {
            Kept before = kept;
            kept = kept.at(where);
            steps.save(before, kept);
        }
        requests.save(request, secrets);
        UUID incident = steps.sendIfReady(kept).incident().id();
        steps.tell(incident);
        return new Asked(incident, false);
    }

    private String words(Request request) {
        String from =
                switch (request.way()) {
                    case POINT ->
                            "a press on "
                                    + city.findPoint(request.sourceId())
                                            .map(City.Point::name)
                                            .orElse(request.sourceId());
                    case PHONE -> "someone asks for help from a phone";
                    case CENTRE -> request.sourceId() + " passes on a call for help";
                };
        Duration underWay = Duration.between(request.pressedAt(), request.receivedAt());
        return underWay.compareTo(LATE) > 0
                ? "%s, made %d s before it came".formatted(from, underWay.toSeconds())
                : from;
    }

    /**
     * The person says that they are fine.
     *
     * @return what the code did. ON_THE_SCREEN_ONLY: help goes on, and the desk knows that somebody
     *     may be watching
     */
    public Code withdraw(UUID id, String code) {
        return inIncident(
                id,
                kept -> {
                    Request request = requests.find(id).orElseThrow();
                    if (request.withdrawnAt().isPresent() || kept.incident().state().ended()) {
                        return Code.WITHDRAWS; // said before, or over: nothing is on its way
                    }
                    Code does = requests.check(id, code, MOST_WRONG_CODES);
                    if (does == Code.WITHDRAWS) {
                        withdrawn(id, kept);
                        return does;
                    }
                    if (request.duressAt().isPresent()) {
                        // Whoever forces the person may try numbers: the screen stays as it is.
                        return Code.ON_THE_SCREEN_ONLY;
                    }
                    if (does == Code.ON_THE_SCREEN_ONLY) {
                        forced(id, kept);
                    }
                    return does;
                });
    }

    private void forced(UUID id, Kept kept) {
        Instant now = steps.now();
        requests.duress(id, now);
        Kept next =
                kept.with(steps.rules().after(kept.incident(), new Event.Urged(now)).incident());
        steps.save(kept, next);
        steps.happened(
                next,
                now,
                "Duress",
                Optional.empty(),
                "withdrawn with the second code: someone may be forcing the person; their screen"
                        + " says withdrawn, help goes on");
    }

    /** A centre withdraws what it passed on. */
    public void withdraw(UUID id) {
        inIncident(
                id,
                kept -> {
                    if (requests.find(id).orElseThrow().withdrawnAt().isEmpty()
                            && !kept.incident().state().ended()) {
                        withdrawn(id, kept);
                    }
                    return id;
                });
    }

    private void withdrawn(UUID id, Kept kept) {
        Instant now = steps.now();
        requests.withdraw(id, now);
        requests.eraseOne(id);
        Event event = new Event.Withdrawn(now, requests.remaining(kept.incident().id()));
        Incident after = steps.rules().after(kept.incident(), event).incident();
        Kept next = kept.with(after);
        steps.save(kept, next);
        steps.happened(
                next, now, "Withdrawn", Optional.empty(), "who asked says: no help is needed");
        steps.settle(next);
    }

    /**
     * The person says where they are, or where they are by now.
     *
     * @return false when the call is over: nothing is kept, and they must ask again
     */
    public boolean place(UUID id, Request.Position position) {
        return inIncident(
                id,
                kept -> {
                    if (over(id, kept)) {
                        return false;
                    }
                    requests.place(id, position);
                    boolean sharp =
                            city.findSite(kept.incident().siteId())
                                    .map(site -> isAt(position, site))
                                    .orElse(true);
                    if (sharp) {
                        steps.save(kept, kept.at(new Where(kept.where().name(), position.place())));
                    }
                    steps.happened(
                            kept,
                            steps.now(),
                            "Placed",
                            Optional.empty(),
                            "who asked says where, within %.0f m"
                                    .formatted(position.accuracyMeters()));
                    return true;
                });
    }

    /**
     * The person says more.
     *
     * @return false when the call is over: nothing is kept, and they must ask again
     */
    public boolean say(UUID id, String words) {
        return inIncident(
                id,
                kept -> {
                    if (over(id, kept)) {
                        return false;
                    }
                    requests.say(id, words);
                    steps.happened(
                            kept, steps.now(), "Said", Optional.empty(), "who asked says more");
                    return true;
                });
    }

    private boolean over(UUID id, Kept kept) {
        return kept.incident().state().ended()
                || requests.find(id).orElseThrow().withdrawnAt().isPresent();
    }

    private <T> T inIncident(UUID request, java.util.function.Function<Kept, T> work) {
        return Objects.requireNonNull(
                database.transactions()
                        .execute(
                                t -> {
                                    Kept kept = incidents.findOf(request).orElseThrow();
                                    T done = work.apply(kept);
                                    steps.tell(kept.incident().id());
                                    return done;
                                }));
    }
}
