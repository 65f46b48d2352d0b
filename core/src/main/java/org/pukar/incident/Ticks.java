package org.pukar.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pukar.evidence.Rank;

/**
 * What a missed deadline does: each goes to other people, or lets an unseen expression end; none
 * dispatches.
 */
final class Ticks {
    /**
     * The desk tells the next one within its own step of a second; only then is there nobody left.
     */
    private static final Duration ROUTING_TIME = Duration.ofSeconds(1);

    private final Deadlines deadlines;

    Ticks(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    /** A request that nobody at a desk sees to is heard by more people, and help goes on. */
    private Incident deskTicked(Incident incident, Instant at) {
        if (incident.deskDeadline().isEmpty() || at.isBefore(incident.deskDeadline().get())) {
            return incident;
        }
        Incident.Draft next = incident.draft();
        next.urgency = incident.urgency() + 1;
        next.deskDeadline = Optional.of(at.plus(deadlines.claim(incident.rank(), next.urgency)));
        return next.done();
    }

    /** The incident once that time has come; the same while no deadline has. */
    Incident after(Incident before, Instant at) {
        Incident incident = deskTicked(before, at);
        if (incident.deadline().isEmpty() || at.isBefore(incident.deadline().get())) {
            return incident;
        }
        Incident.Draft next = incident.draft();
        switch (incident.state()) {
            case WAITING, CLAIMED, UNDECIDED -> {
                boolean stale = !at.isBefore(incident.lastSignalAt().plus(deadlines.expire()));
                boolean undecided = incident.state() == State.UNDECIDED;
                if (incident.rank() == Rank.EXPRESSION && (undecided || stale)) {
                    next.to(State.EXPIRED, Optional.empty());
                } else {
                    next.urgency = incident.urgency() + 1;
                    next.to(
                            State.WAITING,
                            Optional.of(
                                    ringsUntil(
                                            incident.rank(),
                                            next.urgency,
                                            at,
                                            incident.lastSignalAt())));
                }
            }
            case DISPATCHED -> {
                next.urgency = incident.urgency() + 1;
                next.tried = Incidents.plus(incident.tried(), incident.sentTo().orElseThrow());
                next.sentTo = Optional.empty();
                next.to(State.READY, Optional.of(at.plus(ROUTING_TIME)));
                if (next.urgency > 1) {
                    ringAgain(next, at);
                }
            }
            case READY -> {
                // Routing found nobody to tell: the desk shows it, and everyone is tried anew.
                next.urgency = incident.urgency() + 1;
                next.tried = List.of();
                next.deadline = Optional.of(at.plus(deadlines.retry()));
                ringAgain(next, at);
            }
            case ACKNOWLEDGED, ON_SCENE -> {
                // The outcome is missing: whoever went is reminded.
                next.urgency = incident.urgency() + 1;
                next.deadline = Optional.of(at.plus(deadlines.outcome()));
            }
            default ->
                    throw new IllegalStateException(
                            "no deadline runs in state " + incident.state());
        }
        return next.done();
    }

    /** Help that does not come needs a desk's eyes, whoever saw to it before. */
    private void ringAgain(Incident.Draft next, Instant at) {
        if (next.deskDeadline.isEmpty()) {
            next.deskDeadline = Optional.of(at.plus(deadlines.claim(next.rank, next.urgency)));
        }
    }

    /** When it rings louder; an expression expires sooner if its time is up before. */
    Instant ringsUntil(Rank rank, int missed, Instant at, Instant lastSignalAt) {
        Instant claim = at.plus(deadlines.claim(rank, missed));
        Instant expire = lastSignalAt.plus(deadlines.expire());
        return rank == Rank.EXPRESSION && expire.isBefore(claim) ? expire : claim;
    }
}
