package org.pukar.incident;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;

/**
 * One incident's life under any events whatever, with every promise of the state machine checked
 * after each. A whole number stands for an event: what, who, and how far the clock jumps.
 */
final class Life {
    static final int MOVES = 29 * 4 * 24;
    private static final Instant START = Instant.parse("2026-03-08T18:00:00Z");
    private static final List<String> PEOPLE = List.of("asha", "bilal", "", "  ");
    private static final int[] CLOCK_JUMPS_SECONDS = {
        0, 0, 0, 1, 1, 5, 14, 15, 16, 29, 30, 31, 59, 60, 61, 299, 300, 301, 3_600, -1, -15, -30,
        -300, -3_600
    };

    private final Incidents rules = new Incidents(Deadlines.standard());
    private Incident incident;
    private Instant now = START;
    private Instant latest = START;
    private boolean wanted;
    private Event last = new Event.Tick(START);

    Life(Rank rank) {
        Signal first = new Signal(new UUID(0, 0), "cam-1", rank, START, 1, 14, 13.7, List.of());
        incident = rules.open(new UUID(1, 1), "site-1", first);
        wanted = rank == Rank.REQUEST;
        checkWanted(last);
    }

    Incident incident() {
        return incident;
    }

    void happens(int move) {
        int what = move % 29;
        String by = PEOPLE.get(move / 29 % 4);
        now = now.plusSeconds(CLOCK_JUMPS_SECONDS[move / 116 % 24]);
        latest = now.isAfter(latest) ? now : latest;
        apply(
                switch (what) {
                    case 0, 1, 2, 3 -> new Event.Tick(now);
                    case 4, 5 -> last;
                    case 6, 7, 8 -> new Event.Claimed(now, by);
                    case 9, 10 -> new Event.Confirmed(now, by);
                    case 11 -> new Event.Dismissed(now, by, "nothing to see");
                    case 12, 13 -> new Event.CouldNotTell(now, by, "too dark");
                    case 14, 15 -> new Event.Sent(now, by.isBlank() ? "unit-1" : by);
                    case 16 -> new Event.Acknowledged(now, by);
                    case 17 -> new Event.Arrived(now, by);
                    case 18 -> new Event.Reported(now, by, OUTCOME);
                    case 19, 20 -> new Event.SignalJoined(now, new UUID(2, move), Rank.EXPRESSION);
                    case 21 -> new Event.SignalJoined(now, new UUID(3, move), Rank.SIGN);
                    case 22 ->
                            by.isBlank()
                                    ? new Event.SignalJoined(now, new UUID(4, move), Rank.REQUEST)
                                    : new Event.Tick(now);
                    case 23, 24 -> new Event.Withdrawn(now, remaining(by));
                    case 25 -> new Event.Recalled(now, by, "a false call");
                    case 26 -> new Event.OpinionAsked(now, by);
                    case 27 -> new Event.Urged(now);
                    default -> new Event.SignalJoined(now, new UUID(0, 0), Rank.REQUEST);
                });
    }

    private static Optional<Rank> remaining(String by) {
        return switch (PEOPLE.indexOf(by)) {
            case 0 -> Optional.of(Rank.EXPRESSION);
            case 1 -> Optional.of(Rank.SIGN);
            case 2 -> Optional.of(Rank.REQUEST);
            default -> Optional.empty();
        };
    }

    static final Outcome OUTCOME =
            new Outcome(
                    Outcome.Found.HELP_GIVEN,
                    Outcome.Answer.YES,
                    Outcome.Answer.NO,
                    Outcome.Answer.NO,
                    Outcome.Answer.NO,
                    Outcome.Answer.UNKNOWN,
                    "");

    private void apply(Event event) {
        Incident before = incident;
        Incidents.Step step;
        try {
            step = rules.after(before, event);
        } catch (IllegalArgumentException e) {
            check(
                    Objects.equals(
                            e.getMessage(),
                            "a decision needs the name of the person who takes it, got none"),
                    "only a missing name may be thrown",
                    event);
            return;
        }
        incident = step.incident();
        last = event;
        if (event instanceof Event.Confirmed c && step.accepted() && !c.by().isBlank()) {
            wanted = true;
        }
        if (event instanceof Event.SignalJoined j
                && j.rank() == Rank.REQUEST
                && incident.signals().size() > before.signals().size()) {
            wanted = true;
        }
        if (event instanceof Event.Withdrawn && !incident.equals(before)) {
            check(before.rank() == Rank.REQUEST, "only who asked may withdraw", event);
            check(
                    incident.state() == State.WITHDRAWN || incident.state() == State.WAITING,
                    "what is withdrawn ends, or waits for a person",
                    event);
            wanted = incident.confirmedBy().isPresent();
        }
        check(step.accepted() || incident.equals(before), "a refusal changes nothing", event);
        checkWanted(event);
        checkEnd(before, event);
        checkTick(before, event);
        checkClaim(before, event);
        check(repeated(event).equals(incident), "repeating an event changes nothing more", event);
    }

    private Incident repeated(Event event) {
        return rules.after(incident, event).incident();
    }

    /** G1: help is on its way only where a named person confirmed, or somebody asked for it. */
    private void checkWanted(Event event) {
        State state = incident.state();
        boolean help = state == State.READY || state.helpSent() || state == State.CLOSED;
        check(wanted || !help, "no expression or sign sends anyone", event);
        boolean named = incident.confirmedBy().filter(by -> !by.isBlank()).isPresent();
        check(
                !help || named || incident.rank() == Rank.REQUEST,
                "help has a name or a request behind it",
                event);
    }

    private void checkEnd(Incident before, Event event) {
        if (before.state().ended()) {
            check(incident.equals(before), "what has ended never changes", event);
        }
        if (incident.state() == State.EXPIRED) {
            check(incident.rank() == Rank.EXPRESSION, "no request or sign expires", event);
            check(incident.confirmedBy().isEmpty(), "nothing confirmed expires", event);
        }
        check(
                incident.state().ended() == incident.deadline().isEmpty(),
                "what waits has a deadline, and nothing else",
                event);
    }

    private void checkTick(Incident before, Event event) {
        if (event instanceof Event.Tick && before.state().underReview()) {
            check(
                    incident.state().underReview() || incident.state() == State.EXPIRED,
                    "a missed deadline never dispatches",
                    event);
        } else if (event instanceof Event.Tick) {
            check(
                    incident.state() == before.state()
                            || (before.state() == State.DISPATCHED
                                    && incident.state() == State.READY),
                    "time alone sends nobody and ends nothing",
                    event);
        }
    }

    private void checkClaim(Incident before, Event event) {
        if (before.state() != State.CLAIMED) {
            return;
        }
        String holder = before.claimedBy().orElseThrow();
        check(!holder.isBlank(), "a claim has a name", event);
        boolean someoneElse =
                (event instanceof Event.Claimed c && !c.by().equals(holder))
                        || (event instanceof Event.Confirmed f && !f.by().equals(holder))
                        || (event instanceof Event.Dismissed d && !d.by().equals(holder))
                        || (event instanceof Event.OpinionAsked o && !o.by().equals(holder))
                        || (event instanceof Event.CouldNotTell u && !u.by().equals(holder));
        check(!someoneElse || incident.equals(before), "only the holder of a claim decides", event);
    }

    /** Time goes on and nobody does anything: what becomes of it. */
    void nobodyComes() {
        Rank rank = incident.rank();
        boolean review = incident.state().underReview();
        for (int seconds = 0; seconds < 4_000 && review; seconds += 10) {
            now = latest.plusSeconds(seconds);
            apply(new Event.Tick(now));
        }
        if (review) {
            State expected = rank == Rank.EXPRESSION ? State.EXPIRED : State.WAITING;
            check(
                    incident.state() == expected,
                    "an expression nobody decided on expires, a sign rings on",
                    last);
        }
    }

    private void check(boolean holds, String promise, Event event) {
        if (!holds) {
            throw new AssertionError(promise + ": " + event + " made " + incident);
        }
    }
}
