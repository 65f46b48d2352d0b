package org.pukar.server.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.pukar.base.GeoPoint;
import org.pukar.evidence.Rank;

/**
 * What one channel is told of one step of an incident. It holds no picture and names no person.
 *
 * @param id the same whenever it is made of the same incident, step and channel
 * @param channel the id of the channel
 * @param incident the incident's id
 * @param kind what happened
 * @param rank the most wished-for of the incident's signals'
 * @param confirmed whether a named person looked and wants help sent
 * @param status whether it is real
 * @param at when it happened, in whole seconds
 * @param site what people call the place
 * @param place its middle
 * @param station the id of the station whose desk rings first
 * @param sentTo what people call the station or unit that was told to go
 * @param earlier the first and the latest alert of this incident over this channel; empty for the
 *     first
 */
public record Alert(
        UUID id,
        String channel,
        UUID incident,
        Kind kind,
        Rank rank,
        boolean confirmed,
        Status status,
        Instant at,
        String site,
        GeoPoint place,
        String station,
        Optional<String> sentTo,
        List<Earlier> earlier) {
    public Alert {
        earlier = List.copyOf(earlier);
    }

    /** What happened. */
    public enum Kind {
        /** The incident's first signal. */
        OPENED,
        /** A later signal is more of a person's own wish than those before. */
        RAISED,
        /** A station or unit was told to go. */
        SENT,
        /** A deadline was missed. */
        ESCALATED,
        /** Someone saw no need, or nobody decided in time: nothing is asked any more. */
        WITHDRAWN,
        /** Help came, and reported how it ended. */
        CLOSED
    }

    /** Whether it is real. Whatever is not may only go where exercises are wanted. */
    public enum Status {
        ACTUAL,
        EXERCISE,
        TEST
    }

    /** An alert before this one. */
    public record Earlier(UUID id, Instant at) {}

    /** The id of the alert that tells this channel of this step. */
    public static UUID id(UUID incident, String step, String channel) {
        return UUID.nameUUIDFromBytes(
                ("alert " + incident + " " + step + " " + channel)
                        .getBytes(StandardCharsets.UTF_8));
    }
}
