package org.pukar.incident;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.pukar.evidence.Rank;

/**
 * All signals of one site within a short time: one situation, one item on the desk.
 *
 * @param id unique
 * @param siteId where
 * @param rank the most wished-for of its signals'
 * @param state where it stands
 * @param openedAt its first signal's time
 * @param lastSignalAt its latest signal's time
 * @param signals ids of all its signals, oldest first
 * @param urgency how many deadlines were missed: 0 rings, 1 rings louder, from 2 on everyone's desk
 *     rings
 * @param deadline when the next thing happens by itself, if anything does
 * @param deskDeadline until when someone at a desk sees to a request, or more people hear of it;
 *     empty once someone does, or whoever was told to go has answered
 * @param claimedBy who is looking, or looked last; of a request, who sees to it
 * @param confirmedBy who wanted help sent; empty for a request
 * @param opinionAskedBy who, having taken it, asked others to look too
 * @param verdictReason why it was dismissed, recalled or could not be told
 * @param sentTo the station or unit that was told to go
 * @param tried stations and units that did not answer
 * @param outcome what was found and done
 */
public record Incident(
        UUID id,
        String siteId,
        Rank rank,
        State state,
        Instant openedAt,
        Instant lastSignalAt,
        List<UUID> signals,
        int urgency,
        Optional<Instant> deadline,
        Optional<Instant> deskDeadline,
        Optional<String> claimedBy,
        Optional<String> confirmedBy,
        Optional<String> opinionAskedBy,
        Optional<String> verdictReason,
        Optional<String> sentTo,
        List<String> tried,
        Optional<Outcome> outcome) {
    public Incident {
        signals = List.copyOf(signals);
        tried = List.copyOf(tried);
    }

    /** The same incident with some fields changed; the names are those of the record. */
    Draft draft() {
        return new Draft(this);
    }

    /** A copy in the making, for {@link Incidents} alone. */
    static final class Draft {
        private final Incident was;
        Rank rank;
        State state;
        Instant lastSignalAt;
        List<UUID> signals;
        int urgency;
        Optional<Instant> deadline;
        Optional<Instant> deskDeadline;
        Optional<String> claimedBy;
        Optional<String> confirmedBy;
        Optional<String> opinionAskedBy;
        Optional<String> verdictReason;
        Optional<String> sentTo;
        List<String> tried;
        Optional<Outcome> outcome;

        private Draft(Incident was) {
            this.was = was;
            rank = was.rank;
            state = was.state;
            lastSignalAt = was.lastSignalAt;
            signals = was.signals;
            urgency = was.urgency;
            deadline = was.deadline;
            deskDeadline = was.deskDeadline;
            claimedBy = was.claimedBy;
            confirmedBy = was.confirmedBy;
            opinionAskedBy = was.opinionAskedBy;
            verdictReason = was.verdictReason;
            sentTo = was.sentTo;
            tried = was.tried;
            outcome = was.outcome;
        }

        Draft to(State next, Optional<Instant> until) {
            state = next;
            deadline = until;
            return this;
        }

        Incident done() {
            return new Incident(
                    was.id,
                    was.siteId,
                    rank,
                    state,
                    was.openedAt,
                    lastSignalAt,
                    signals,
                    urgency,
                    deadline,
                    state.helpGoesOn() ? deskDeadline : Optional.empty(),
                    claimedBy,
                    confirmedBy,
                    opinionAskedBy,
                    verdictReason,
                    sentTo,
                    tried,
                    outcome);
        }
    }
}
