package org.pukar.server.desk;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.pukar.camera.Camera;
import org.pukar.evidence.Signal;
import org.pukar.incident.Event;
import org.pukar.incident.Incident;
import org.pukar.incident.Incidents;
import org.pukar.incident.State;
import org.pukar.routing.Roads;
import org.pukar.server.settings.City;
import org.pukar.server.store.Database;
import org.pukar.server.store.EvidenceStore;
import org.pukar.server.store.IncidentStore;
import org.pukar.server.store.IncidentStore.Exercise;
import org.pukar.server.store.IncidentStore.Kept;
import org.pukar.server.store.IncidentStore.Where;
import org.pukar.server.store.OpinionStore;
import org.pukar.server.store.OpinionStore.Opinion;
import org.pukar.vision.mask.Ring;
import org.pukar.vision.watch.SignalTaker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Takes signals and people's decisions, each as one transaction: state machine's step, history,
 * erasure and routing together or not at all. Any number of desks may run on one database.
 * Thread-safe.
 */
public final class Desk implements SignalTaker {
    private static final Logger log = LoggerFactory.getLogger(Desk.class);

    /** The first misses of a deadline are each said in the history, later ones now and then. */
    private static final int OFTEN_SAID = 4;

    private static final int SAID_THEN = 15;

    private final City city;
    private final Database database;
    private final IncidentStore incidents;
    private final EvidenceStore evidence;
    private final Steps steps;

    public Desk(
            City city,
            Database database,
            EvidenceStore evidence,
            Roads roads,
            InstantSource clock) {
        this.city = city;
        this.database = database;
        this.incidents = new IncidentStore(database.jdbc());
        this.evidence = evidence;
        this.steps = new Steps(city, database, evidence, roads, clock);
    }

    /** People's own wishes for help, through the same steps. */
    public Requests requests() {
        return new Requests(city, database, steps);
    }

    @Override
    public void take(Signal signal, Camera camera, List<Ring.Shot> pictures) {
        take(signal, camera, pictures, Optional.empty());
    }

    /**
     * Takes a signal, perhaps of an exercise.
     *
     * @return the incident that it belongs to
     */
    public UUID take(
            Signal signal, Camera camera, List<Ring.Shot> pictures, Optional<Exercise> exercise) {
        UUID id = database.transactions().execute(t -> taken(signal, camera, pictures, exercise));
        return Objects.requireNonNull(id);
    }

    private UUID taken(
            Signal signal, Camera camera, List<Ring.Shot> pictures, Optional<Exercise> exercise) {
        incidents.lockSite(camera.siteId());
        Kept kept =
                incidents
                        .findOf(signal.id())
                        .orElseGet(() -> steps.sendIfReady(accept(signal, camera, exercise)));
        if (!kept.incident().state().ended() && !pictures.isEmpty()) {
            evidence.add(kept.incident().id(), signal.id(), pictures);
        }
        steps.tell(kept.incident().id());
        return kept.incident().id();
    }

    private Kept accept(Signal signal, Camera camera, Optional<Exercise> exercise) {
        City.Site site = city.site(camera.siteId());
        return steps.accept(
                signal,
                site.id(),
                new Where(site.name(), site.place()),
                Steps.words(signal.rank()) + " from " + camera.name(),
                exercise);
    }

    /**
     * What someone did.
     *
     * @return why it was refused; empty when it was done
     */
    public Optional<String> act(UUID id, Event event, String person, String detail) {
        return act(id, event, person, detail, kept -> Optional.empty());
    }

    /**
     * What someone did, if it still is theirs to do when their turn has come.
     *
     * @param refused why not, asked while nobody else can change the incident; empty: it is
     */
    public Optional<String> act(
            UUID id,
            Event event,
            String person,
            String detail,
            Function<Kept, Optional<String>> refused) {
        return inTransaction(
                () -> {
                    Optional<Kept> before = incidents.findLocked(id);
                    if (before.isEmpty()) {
                        return Optional.of("there is no incident " + id);
                    }
                    Optional<String> refusal = refused.apply(before.get());
                    if (refusal.isPresent()) {
                        return refusal;
                    }
                    Incidents.Step step = steps.rules().after(before.get().incident(), event);
                    if (!step.accepted() || step.incident().equals(before.get().incident())) {
                        return step.refusal();
                    }
                    Kept after = before.get().with(step.incident());
                    steps.save(before.get(), after);
                    steps.happened(
                            after,
                            event.at(),
                            event.getClass().getSimpleName(),
                            Optional.of(person),
                            detail);
                    steps.settle(after);
                    steps.tell(id);
                    return Optional.empty();
                });
    }

    /**
     * Somebody says what they think of an incident whose holder asked for it.
     *
     * @return why it was refused; empty when it was written
     */
    public Optional<String> say(UUID id, Opinion opinion) {
        return inTransaction(
                () -> {
                    Optional<Kept> kept = incidents.findLocked(id);
                    Optional<Incident> asked =
                            kept.map(Kept::incident)
                                    .filter(i -> i.state() == State.CLAIMED)
                                    .filter(i -> i.opinionAskedBy().isPresent());
                    if (asked.isEmpty()) {
                        return Optional.of("nobody asks for another look at this incident now");
                    }
                    if (asked.get().opinionAskedBy().equals(Optional.of(opinion.person()))) {
                        return Optional.of("another look is another person's");
                    }
                    new OpinionStore(database.jdbc()).add(id, opinion);
                    steps.happened(
                            kept.get(),
                            opinion.at(),
                            "OpinionGiven",
                            Optional.of(opinion.person()),
                            switch (opinion.says()) {
                                case HELP -> "thinks: send help";
                                case NO_NEED -> "thinks: no need";
                                case CANT_TELL -> "looked and can't tell either";
                            });
                    steps.tell(id);
                    return Optional.empty();
                });
    }

    private Optional<String> inTransaction(Supplier<Optional<String>> work) {
        return Objects.requireNonNull(database.transactions().execute(t -> work.get()));
    }

    /**
     * Lets time pass: every deadline that has come is dealt with, each by itself, so that one which
     * can't be does not hold up the others. Returns how many were.
     */
    public int tick() {
        Instant now = steps.now();
        int dealtWith = 0;
        for (UUID id : incidents.due(now)) {
            try {
                boolean done =
                        Boolean.TRUE.equals(
                                database.transactions().execute(t -> dealWith(id, now)));
                dealtWith += done ? 1 : 0;
            } catch (DataAccessException | TransactionException e) {
                throw e; // the database is away: that holds for all of them
            } catch (RuntimeException e) {
                log.error("the deadline of incident {} can't be dealt with", id, e);
            }
        }
        return dealtWith;
    }

    /** False when another desk has it in hand, or has dealt with it. */
    private boolean dealWith(UUID id, Instant now) {
        Optional<Kept> due = incidents.findDue(id, now);
        due.ifPresent(
                before -> {
                    dealWith(before, now);
                    steps.tell(id);
                });
        return due.isPresent();
    }

    private void dealWith(Kept before, Instant now) {
        Incident incident = before.incident();
        if (incident.state() == State.READY
                && steps.sendIfReady(before).incident().state() == State.DISPATCHED) {
            return;
        }
        Kept after = before.with(steps.rules().after(incident, new Event.Tick(now)).incident());
        steps.save(before, after);
        if (worthSaying(incident, after.incident())) {
            steps.happened(
                    after,
                    now,
                    "DeadlinePassed",
                    Optional.empty(),
                    missed(incident, after.incident()));
        }
        steps.settle(after);
    }

    /** A wish that nobody takes rings once a minute for ever; its history need not say each. */
    private static boolean worthSaying(Incident before, Incident after) {
        boolean ringsOn = after.state() == State.WAITING || onlyTheDesk(before, after);
        return !ringsOn || after.urgency() <= OFTEN_SAID || after.urgency() % SAID_THEN == 0;
    }

    /** Whether what was missed is that nobody at a desk sees to it: help goes on as before. */
    private static boolean onlyTheDesk(Incident before, Incident after) {
        return before.state().helpGoesOn() && after.deadline().equals(before.deadline());
    }

    private String missed(Incident before, Incident after) {
        if (onlyTheDesk(before, after)) {
            return "nobody at a desk sees to it: it rings louder";
        }
        return switch (before.state()) {
            case WAITING ->
                    after.state().ended()
                            ? "nobody looked in time"
                            : "nobody took it in time: it rings louder";
            case CLAIMED -> "no decision in time: it rings for others";
            case UNDECIDED -> "nobody could tell in time";
            case ACKNOWLEDGED, ON_SCENE ->
                    "no outcome yet: "
                            + before.sentTo().map(city::targetName).orElse("?")
                            + " is reminded";
            case DISPATCHED ->
                    before.sentTo().map(city::targetName).orElse("?")
                            + " did not answer: the next is told";
            default -> "nobody can be told: all are tried again";
        };
    }

    public Instant now() {
        return steps.now();
    }
}
