package org.pukar.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;

/**
 * The incident's state machine, as pure steps. One rule stands above all: no expression and no sign
 * reaches DISPATCHED but by a named person's {@link Event.Confirmed}; only someone's own request
 * does without.
 */
public final class Incidents {
    private final Deadlines deadlines;
    private final Ticks ticks;

    public Incidents(Deadlines deadlines) {
        this.deadlines = deadlines;
        this.ticks = new Ticks(deadlines);
    }

    /**
     * What became of an event.
     *
     * @param incident after it; unchanged when refused
     * @param refusal why nothing changed, as a sentence for the person who tried
     */
    public record Step(Incident incident, Optional<String> refusal) {
        public boolean accepted() {
            return refusal.isEmpty();
        }
    }

    /** A new incident from a signal that joined none. */
    public Incident open(UUID id, String siteId, Signal signal) {
        Instant at = signal.at();
        boolean request = signal.rank() == Rank.REQUEST;
        return new Incident(
                id,
                siteId,
                signal.rank(),
                request ? State.READY : State.WAITING,
                at,
                at,
                List.of(signal.id()),
                0,
                Optional.of(request ? at : ticks.ringsUntil(signal.rank(), 0, at, at)),
                request ? Optional.of(at.plus(deadlines.claim(Rank.REQUEST, 0))) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    /** Whether a signal of that site and time belongs to this incident's situation. */
    public boolean joins(Incident incident, String siteId, Instant at) {
        return incident.siteId().equals(siteId)
                && !incident.state().ended()
                && !at.isAfter(incident.lastSignalAt().plus(deadlines.group()));
    }

    /** What the event makes of the incident. Repeats of the same event change nothing. */
    public Step after(Incident incident, Event event) {
        if (incident.state().ended()) {
            return refused(incident, "this incident has ended: " + words(incident.state()));
        }
        if (event instanceof Event.SignalJoined e) {
            return accepted(joined(incident, e));
        } else if (event instanceof Event.Claimed e) {
            return claimed(incident, e);
        } else if (event instanceof Event.Confirmed e) {
            return confirmed(incident, e);
        } else if (event instanceof Event.Dismissed e) {
            return dismissed(incident, e);
        } else if (event instanceof Event.CouldNotTell e) {
            return couldNotTell(incident, e);
        } else if (event instanceof Event.OpinionAsked e) {
            return opinionAsked(incident, e);
        } else if (event instanceof Event.Withdrawn e) {
            return accepted(withdrawn(incident, e));
        } else if (event instanceof Event.Urged e) {
            return accepted(urged(incident, e));
        } else if (event instanceof Event.Recalled e) {
            return recalled(incident, e);
        } else if (event instanceof Event.Sent e) {
            return sent(incident, e);
        } else if (event instanceof Event.Acknowledged e) {
            return onTheWay(incident, State.DISPATCHED, State.ACKNOWLEDGED, e.at(), e.by());
        } else if (event instanceof Event.Arrived e) {
            return onTheWay(incident, State.ACKNOWLEDGED, State.ON_SCENE, e.at(), e.by());
        } else if (event instanceof Event.Reported e) {
            return reported(incident, e);
        }
        return accepted(ticks.after(incident, event.at()));
    }

    private Incident joined(Incident incident, Event.SignalJoined e) {
        if (incident.signals().contains(e.signal())) {
            return incident;
        }
        Incident.Draft next = incident.draft();
        next.signals = plus(incident.signals(), e.signal());
        next.lastSignalAt = later(incident.lastSignalAt(), e.at());
        if (e.rank().before(incident.rank())) {
            next.rank = e.rank();
            if (incident.state().underReview()) {
                boolean request = e.rank() == Rank.REQUEST;
                next.to(
                        request ? State.READY : State.WAITING,
                        Optional.of(request ? e.at() : e.at().plus(deadlines.claim(e.rank(), 0))));
            }
        }
        // Everyone who asks is seen to, also where help is on its way already; whoever looks now
        // does.
        if (e.rank() == Rank.REQUEST && incident.state() != State.CLAIMED) {
            next.deskDeadline = Optional.of(e.at().plus(deadlines.claim(e.rank(), 0)));
        }
        return next.done();
    }

    private Step claimed(Incident incident, Event.Claimed e) {
        if (incident.deskDeadline().isPresent()) {
            return accepted(seenTo(incident, e));
        }
        boolean requested = incident.rank() == Rank.REQUEST && incident.state().helpWanted();
        if (incident.state() == State.CLAIMED || requested) {
            String by = incident.claimedBy().orElse("someone");
            return by.equals(e.by())
                    ? accepted(incident)
                    : refused(incident, by + " took this incident first");
        }
        if (incident.state() != State.WAITING && incident.state() != State.UNDECIDED) {
            return refused(
                    incident,
                    "only an incident that waits can be taken; this one is "
                            + words(incident.state()));
        }
        Incident.Draft next =
                incident.draft().to(State.CLAIMED, Optional.of(e.at().plus(deadlines.review())));
        next.claimedBy = Optional.of(named(e.by()));
        next.opinionAskedBy = Optional.empty();
        return accepted(next.done());
    }

    /** Someone at a desk sees to it that help arrives; it is sent all the same, and goes on. */
    private static Incident seenTo(Incident incident, Event.Claimed e) {
        Incident.Draft next = incident.draft();
        next.claimedBy = Optional.of(named(e.by()));
        next.deskDeadline = Optional.empty();
        return next.done();
    }

    /** Rings at the desks again, whoever saw to it; help goes on. */
    private Incident urged(Incident incident, Event.Urged e) {
        Incident.Draft next = incident.draft();
        next.deskDeadline = Optional.of(e.at().plus(deadlines.claim(incident.rank(), 0)));
        return next.done();
    }

    private Step confirmed(Incident incident, Event.Confirmed e) {
        Optional<String> refusal = notTheirsToDecide(incident, e.by());
        if (refusal.isPresent()) {
            return refused(incident, refusal.get());
        }
        Incident.Draft next = incident.draft().to(State.READY, Optional.of(e.at()));
        next.confirmedBy = Optional.of(named(e.by()));
        next.verdictReason = Optional.empty();
        return accepted(next.done());
    }

    private Step dismissed(Incident incident, Event.Dismissed e) {
        Optional<String> refusal = notTheirsToDecide(incident, e.by());
        if (refusal.isPresent()) {
            return refused(incident, refusal.get());
        }
        Incident.Draft next = incident.draft().to(State.DISMISSED, Optional.empty());
        next.verdictReason = Optional.of(e.reason());
        return accepted(next.done());
    }

    private Step couldNotTell(Incident incident, Event.CouldNotTell e) {
        Optional<String> refusal = notTheirsToDecide(incident, e.by());
        if (refusal.isPresent()) {
            return refused(incident, refusal.get());
        }
        Incident.Draft next =
                incident.draft().to(State.UNDECIDED, Optional.of(e.at().plus(deadlines.expire())));
        next.verdictReason = Optional.of(e.reason());
        return accepted(next.done());
    }

    /** Another look takes time: the deadline starts anew, once. */
    private Step opinionAsked(Incident incident, Event.OpinionAsked e) {
        Optional<String> refusal = notTheirsToDecide(incident, e.by());
        if (refusal.isPresent()) {
            return refused(incident, refusal.get());
        }
        if (incident.opinionAskedBy().isPresent()) {
            return accepted(incident);
        }
        Incident.Draft next =
                incident.draft().to(State.CLAIMED, Optional.of(e.at().plus(deadlines.review())));
        next.opinionAskedBy = Optional.of(named(e.by()));
        return accepted(next.done());
    }

    /**
     * What was seen beside the request stands: a person looks at it, as if there had been no
     * request. Whoever is there already reports what was found.
     */
    private Incident withdrawn(Incident incident, Event.Withdrawn e) {
        boolean stands =
                incident.rank() != Rank.REQUEST
                        || e.remaining().equals(Optional.of(Rank.REQUEST))
                        || (incident.confirmedBy().isPresent() && e.remaining().isPresent())
                        || incident.state() == State.ON_SCENE;
        if (stands) {
            return incident;
        }
        if (e.remaining().isEmpty()) {
            return incident.draft().to(State.WITHDRAWN, Optional.empty()).done();
        }
        Rank rank = e.remaining().get();
        Incident.Draft next =
                incident.draft()
                        .to(State.WAITING, Optional.of(e.at().plus(deadlines.claim(rank, 0))));
        next.rank = rank;
        next.urgency = 0;
        next.sentTo = Optional.empty();
        next.tried = List.of();
        return next.done();
    }

    private static Step recalled(Incident incident, Event.Recalled e) {
        named(e.by());
        if (incident.state() != State.READY
                && incident.state() != State.DISPATCHED
                && incident.state() != State.ACKNOWLEDGED) {
            return refused(
                    incident,
                    "help is called back while it is on its way; this incident is "
                            + words(incident.state()));
        }
        Incident.Draft next = incident.draft().to(State.RECALLED, Optional.empty());
        next.verdictReason = Optional.of(e.reason());
        return accepted(next.done());
    }

    private static Optional<String> notTheirsToDecide(Incident incident, String by) {
        if (incident.state() != State.CLAIMED) {
            return Optional.of(
                    "take the incident before deciding on it; this one is "
                            + words(incident.state()));
        }
        String claimedBy = incident.claimedBy().orElseThrow();
        return claimedBy.equals(by)
                ? Optional.empty()
                : Optional.of(claimedBy + " took this incident first");
    }

    private Step sent(Incident incident, Event.Sent e) {
        if (incident.state() != State.READY) {
            return refused(
                    incident,
                    "help is sent once it is wanted; this incident is " + words(incident.state()));
        }
        Incident.Draft next =
                incident.draft().to(State.DISPATCHED, Optional.of(e.at().plus(deadlines.answer())));
        next.sentTo = Optional.of(e.to());
        return accepted(next.done());
    }

    private Step onTheWay(Incident incident, State from, State to, Instant at, String by) {
        named(by);
        if (incident.state() == to) {
            return accepted(incident);
        }
        if (incident.state() != from) {
            return refused(
                    incident,
                    "this incident is " + words(incident.state()) + ", not " + words(from));
        }
        Incident.Draft next = incident.draft().to(to, Optional.of(at.plus(deadlines.outcome())));
        if (to == State.ACKNOWLEDGED) {
            next.deskDeadline = Optional.empty();
        }
        return accepted(next.done());
    }

    private static Step reported(Incident incident, Event.Reported e) {
        named(e.by());
        if (incident.state() != State.ACKNOWLEDGED && incident.state() != State.ON_SCENE) {
            return refused(
                    incident,
                    "an outcome follows an answer; this incident is " + words(incident.state()));
        }
        Incident.Draft next = incident.draft().to(State.CLOSED, Optional.empty());
        next.outcome = Optional.of(e.outcome());
        return accepted(next.done());
    }

    private static String named(String by) {
        if (by.isBlank()) {
            throw new IllegalArgumentException(
                    "a decision needs the name of the person who takes it, got none");
        }
        return by;
    }

    private static String words(State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static <T> List<T> plus(List<T> list, T more) {
        List<T> longer = new ArrayList<>(list);
        longer.add(more);
        return longer;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Step accepted(Incident incident) {
        return new Step(incident, Optional.empty());
    }

    private static Step refused(Incident incident, String why) {
        return new Step(incident, Optional.of(why));
    }
}
