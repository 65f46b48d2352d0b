package org.pukar.incident;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.pukar.evidence.Rank;

/** What can happen to an incident. Each carries its time; those that people do carry who. */
public sealed interface Event {
    /** When it happened. */
    Instant at();

    /** One more signal of the same situation. */
    record SignalJoined(Instant at, UUID signal, Rank rank) implements Event {}

    /** Someone at a desk takes it. */
    record Claimed(Instant at, String by) implements Event {}

    /** A named person looked and wants help sent. */
    record Confirmed(Instant at, String by) implements Event {}

    /** A named person looked and saw no need. */
    record Dismissed(Instant at, String by, String reason) implements Event {}

    /** A named person looked and could not tell. */
    record CouldNotTell(Instant at, String by, String reason) implements Event {}

    /** The person who took it wants another one to look, too. */
    record OpinionAsked(Instant at, String by) implements Event {}

    /**
     * Whoever asked for help says that none is needed any more.
     *
     * @param remaining the most wished-for of the signals that stand; empty when none does
     */
    record Withdrawn(Instant at, Optional<Rank> remaining) implements Event {}

    /** Something about a wish needs a desk's eyes now, whoever sees to it; help goes on. */
    record Urged(Instant at) implements Event {}

    /** A named person calls back whoever was told to go. */
    record Recalled(Instant at, String by, String reason) implements Event {}

    /** Routing told a station or unit to go. */
    record Sent(Instant at, String to) implements Event {}

    /** Someone of the station or unit answered: on the way. */
    record Acknowledged(Instant at, String by) implements Event {}

    /** Someone of the station or unit is there. */
    record Arrived(Instant at, String by) implements Event {}

    /** Someone of the station or unit reported how it ended. */
    record Reported(Instant at, String by, Outcome outcome) implements Event {}

    /** Time passed. */
    record Tick(Instant at) implements Event {}
}
