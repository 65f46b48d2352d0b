package org.pukar.server.channel;

import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a channel works, from its last try to send and its last probe: it fails while either of
 * them did. Thread-safe.
 */
final class ChannelHealth {
    private static final Logger log = LoggerFactory.getLogger(ChannelHealth.class);

    private final String channel;
    private final Runnable changed;
    private Optional<String> sendTrouble = Optional.empty();
    private Optional<String> probeTrouble = Optional.empty();
    private ChannelStatus.Health health = ChannelStatus.Health.UNKNOWN;
    private Optional<Instant> since = Optional.empty();

    /**
     * Of one channel.
     *
     * @param changed run whenever it begins or ceases to fail
     */
    ChannelHealth(String channel, Runnable changed) {
        this.channel = channel;
        this.changed = changed;
    }

    /** What it was at one moment. */
    record Now(ChannelStatus.Health health, Optional<Instant> since, Optional<String> trouble) {}

    synchronized Now now() {
        return new Now(health, since, sendTrouble.or(() -> probeTrouble));
    }

    /** A try to send; what can be sent to can be reached. */
    synchronized void sent(Optional<String> trouble, Instant at) {
        sendTrouble = trouble;
        if (trouble.isEmpty()) {
            probeTrouble = Optional.empty();
        }
        settle(at);
    }

    synchronized void probed(Optional<String> trouble, Instant at) {
        probeTrouble = trouble;
        settle(at);
    }

    private void settle(Instant at) {
        ChannelStatus.Health next =
                sendTrouble.isPresent() || probeTrouble.isPresent()
                        ? ChannelStatus.Health.FAILS
                        : ChannelStatus.Health.WORKS;
        if (next == health) {
            return;
        }
        if (next == ChannelStatus.Health.FAILS) {
            log.warn(
                    "channel fails, it is tried again: channel={} {}",
                    channel,
                    sendTrouble.or(() -> probeTrouble).orElse(""));
        } else if (health == ChannelStatus.Health.FAILS) {
            log.info("channel works again: channel={}", channel);
        }
        health = next;
        since = Optional.of(at);
        changed.run();
    }
}
