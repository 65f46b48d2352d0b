package org.pukar.server.channel;

import java.time.Instant;
import java.util.Optional;

/**
 * How a channel does, for pages.
 *
 * @param id its id
 * @param type webhook, mqtt, mail or sms
 * @param health whether it works
 * @param since when it began to be so; empty until it was first tried
 * @param trouble why it fails
 * @param waiting how many alerts are to be sent
 * @param oldestWaiting since when the oldest of them waits
 * @param dead how many were given up
 * @param lastSent when the last one went out
 */
public record ChannelStatus(
        String id,
        String type,
        Health health,
        Optional<Instant> since,
        Optional<String> trouble,
        long waiting,
        Optional<Instant> oldestWaiting,
        long dead,
        Optional<Instant> lastSent) {
    /** Whether it works. */
    public enum Health {
        /** Not tried yet. */
        UNKNOWN,
        WORKS,
        FAILS
    }
}
