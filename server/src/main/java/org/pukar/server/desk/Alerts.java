package org.pukar.server.desk;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.pukar.incident.Incident;
import org.pukar.incident.State;
import org.pukar.routing.Station;
import org.pukar.server.settings.Channel;
import org.pukar.server.settings.City;
import org.pukar.server.store.Alert;
import org.pukar.server.store.Alert.Kind;
import org.pukar.server.store.Alert.Status;
import org.pukar.server.store.AlertStore;
import org.pukar.server.store.Database;
import org.pukar.server.store.IncidentStore;
import org.pukar.server.store.IncidentStore.Exercise;
import org.pukar.server.store.IncidentStore.Happened;
import org.pukar.server.store.IncidentStore.Kept;

/**
 * Writes what people elsewhere must be told: one alert for each step and channel, in the desk's own
 * transaction, so that there is never a step without its alerts nor an alert without its step.
 * Nothing is sent here, so that no channel can hold up the desk. Thread-safe.
 */
public final class Alerts {
    /** From this many missed deadlines on every desk rings, and every station's channel is told. */
    private static final int EVERYONE = 2;

    private final City city;
    private final Database database;
    private final AlertStore store;
    private final IncidentStore incidents;

    public Alerts(City city, Database database) {
        this.city = city;
        this.database = database;
        this.store = new AlertStore(database.jdbc());
        this.incidents = new IncidentStore(database.jdbc());
    }

    /**
     * Writes the alerts of a step, within the caller's transaction.
     *
     * @param before the incident before it; empty when it was opened
     * @param after the incident after it
     */
    void step(Optional<Kept> before, Kept after, Instant at) {
        // A known picture among others is between the desk and whoever decides on it.
        if (city.channels().isEmpty() || after.exercise().equals(Optional.of(Exercise.KNOWN))) {
            return;
        }
        // A drill goes out over channels with "exercises: true" alone.
        // So does everything while the city is not live.
        boolean exercise = after.exercise().isPresent() || !city.safeguards().live();
        Status status = exercise ? Status.EXERCISE : Status.ACTUAL;
        for (Kind kind : kinds(before.map(Kept::incident), after.incident())) {
            List<AlertStore.Kept> known = store.of(after.incident().id());
            for (Channel channel : city.channels()) {
                List<Alert> earlier =
                        known.stream()
                                .map(AlertStore.Kept::alert)
                                .filter(a -> a.channel().equals(channel.id()))
                                .toList();
                if (isTold(channel, after, kind, !earlier.isEmpty())
                        && (status == Status.ACTUAL || channel.exercises())) {
                    store.add(alert(channel, after, kind, status, at, earlier));
                }
            }
        }
    }

    /** What there is to tell of a step; mostly one thing, or nothing. */
    private static List<Kind> kinds(Optional<Incident> before, Incident after) {
        if (before.isEmpty()) {
            return List.of(Kind.OPENED);
        }
        Incident was = before.get();
        if (after.state().ended() && !was.state().ended()) {
            return List.of(after.state() == State.CLOSED ? Kind.CLOSED : Kind.WITHDRAWN);
        }
        if (was.state().helpGoesOn() && after.state() == State.WAITING) {
            return List.of(
                    Kind.WITHDRAWN); // who asked is fine; what was seen beside it is looked at
        }
        boolean sent = after.state() == State.DISPATCHED && was.state() != State.DISPATCHED;
        boolean rings =
                after.deskDeadline().isPresent()
                        && was.deskDeadline().isEmpty()
                        && after.urgency() == was.urgency();
        return Stream.of(
                        Optional.of(Kind.RAISED)
                                .filter(k -> rings || after.rank().before(was.rank())),
                        Optional.of(Kind.ESCALATED)
                                .filter(k -> isTold(was.urgency(), after.urgency())),
                        Optional.of(Kind.SENT).filter(k -> sent))
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * The first, second, fourth, eighth missed deadline and so on: something that nobody takes for
     * an hour must not send hundreds of messages to a phone.
     */
    private static boolean isTold(int before, int missed) {
        return missed > before && Integer.highestOneBit(missed) > before;
    }

    private boolean isTold(Channel channel, Kept kept, Kind kind, boolean toldBefore) {
        if (kind == Kind.WITHDRAWN || kind == Kind.CLOSED || toldBefore) {
            return toldBefore;
        }
        return channel.isToldOf(kept.incident().rank())
                && (channel.serves(kept.stationId())
                        || kept.incident()
                                .sentTo()
                                .flatMap(city::stationOf)
                                .map(Station::id)
                                .map(channel::serves)
                                .orElse(false)
                        || kept.incident().urgency() >= EVERYONE);
    }

    private Alert alert(
            Channel channel, Kept kept, Kind kind, Status status, Instant at, List<Alert> earlier) {
        Incident incident = kept.incident();
        return new Alert(
                Alert.id(incident.id(), earlier.size() + " " + step(kind, incident), channel.id()),
                channel.id(),
                incident.id(),
                kind,
                incident.rank(),
                incident.confirmedBy().isPresent(),
                status,
                at.truncatedTo(ChronoUnit.SECONDS),
                kept.where().name(),
                kept.where().place(),
                kept.stationId(),
                incident.sentTo().map(city::targetName),
                firstAndLast(earlier));
    }

    /** What is told, with how many alerts went before: no two steps of an incident are alike. */
    private static String step(Kind kind, Incident incident) {
        return switch (kind) {
            case OPENED, WITHDRAWN, CLOSED -> kind.name();
            case RAISED -> kind.name() + " " + incident.rank();
            case ESCALATED -> kind.name() + " " + incident.urgency();
            case SENT ->
                    "%s %d %s".formatted(kind, incident.urgency(), incident.sentTo().orElseThrow());
        };
    }

    private static List<Alert.Earlier> firstAndLast(List<Alert> earlier) {
        if (earlier.isEmpty()) {
            return List.of();
        }
        return Stream.of(earlier.get(0), earlier.get(earlier.size() - 1))
                .map(alert -> new Alert.Earlier(alert.id(), alert.at()))
                .distinct()
                .toList();
    }

    /**
     * A named person elsewhere saw the alert: only this counts as delivered. Saying it again
     * changes nothing. What the incident needs next stays with the desk: seeing is not going.
     *
     * @return whether there is such an alert
     */
    public boolean acknowledge(UUID id, String person, Instant at) {
        return Boolean.TRUE.equals(
                database.transactions()
                        .execute(
                                t -> {
                                    Optional<String> channel = store.channelOf(id);
                                    store.acknowledge(id, person, at)
                                            .ifPresent(
                                                    incident ->
                                                            seen(
                                                                    incident,
                                                                    at,
                                                                    person,
                                                                    channel.orElse("?")));
                                    return channel.isPresent();
                                }));
    }

    private void seen(UUID incident, Instant at, String person, String channel) {
        incidents.happened(
                incident,
                new Happened(
                        at,
                        "AlertAcknowledged",
                        Optional.of(person),
                        "saw the alert, over the channel " + channel));
        Steps.tell(database, incident);
    }

    /** The channel that an alert goes out over; empty when there is no such alert. */
    public Optional<String> channelOf(UUID id) {
        return store.channelOf(id);
    }
}
