package org.pukar.server.channel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.pukar.server.settings.Channel;
import org.pukar.server.store.AlertStore;
import org.pukar.server.store.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One channel's own thread: takes its next alert from the database, sends it, writes down what
 * became of it. Killed in between, the alert's lease ends and it is sent again, under the same id.
 */
final class ChannelSender implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ChannelSender.class);

    /** With the longest time-out of 10 s, a channel that fails is seen within 18 s. */
    private static final Duration PROBE_EVERY = Duration.ofSeconds(8);

    private static final long LOOK_MILLIS = 1_000;

    /** What writing down may take beyond the time-out of sending. */
    private static final Duration LEASE_BEYOND = Duration.ofSeconds(5);

    private final Channel channel;
    private final Carrier carrier;
    private final AlertStore store;
    private final InstantSource clock;
    private final Limited limited;
    private final ChannelHealth health;
    private final Semaphore woken = new Semaphore(0);
    private final Thread thread;
    private Instant lastTried = Instant.MIN;
    private volatile boolean closed;

    ChannelSender(
            Channel channel,
            Carrier carrier,
            AlertStore store,
            InstantSource clock,
            Runnable healthChanged) {
        this.channel = channel;
        this.carrier = carrier;
        this.store = store;
        this.clock = clock;
        this.limited = new Limited("send-" + channel.id(), channel.timeout());
        this.health = new ChannelHealth(channel.id(), healthChanged);
        this.thread = new Thread(this::run, "channel-" + channel.id());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Something may have been written for it. */
    void wake() {
        if (woken.availablePermits() == 0) {
            woken.release();
        }
    }

    private void run() {
        boolean away = false;
        while (!closed) {
            try {
                while (sendNext()) {
                    if (closed) {
                        return;
                    }
                }
                if (isProbeDue()) {
                    probe();
                }
                away = false;
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!away && !closed) {
                    log.error(
                            "alerts wait, the database does not answer: channel={} {}",
                            channel.id(),
                            Database.reason(e));
                }
                away = true;
            }
            try {
                if (woken.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    woken.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Also when the clock was set back. */
    private boolean isProbeDue() {
        return Duration.between(lastTried, clock.instant()).abs().compareTo(PROBE_EVERY) >= 0;
    }

    /** Sends one alert. Returns whether there was one. */
    private boolean sendNext() throws InterruptedException {
        Duration lease = channel.timeout().plus(LEASE_BEYOND);
        Optional<AlertStore.Kept> next = store.take(channel.id(), clock.instant(), lease);
        if (next.isEmpty()) {
            return false;
        }
        AlertStore.Kept kept = next.get();
        if (!Outgoing.mayGo(channel, kept.alert())) {
            store.failed(
                    kept.alert().id(),
                    kept.attempts(),
                    "an exercise, and this channel takes none: exercises is false",
                    Optional.empty());
            return true;
        }
        try {
            limited.run(() -> carrier.send(new Outgoing(channel, kept.alert())));
            store.sent(kept.alert().id(), clock.instant());
            tried(Optional.empty(), true);
        } catch (DeliveryException e) {
            String trouble = String.valueOf(e.getMessage());
            tried(Optional.of(trouble), true);
            giveUpOrWait(kept, trouble);
        }
        return true;
    }

    private void giveUpOrWait(AlertStore.Kept kept, String trouble) {
        boolean last = kept.attempts() >= channel.attempts();
        if (last) {
            log.error(
                    "alert given up after {} tries: channel={} incident={} alert={}",
                    kept.attempts(),
                    channel.id(),
                    kept.alert().incident(),
                    kept.alert().id());
        }
        Optional<Instant> nextTry =
                last
                        ? Optional.empty()
                        : Optional.of(
                                clock.instant()
                                        .plus(Waits.after(kept.attempts(), kept.alert().id())));
        store.failed(kept.alert().id(), kept.attempts(), trouble, nextTry);
    }

    private void probe() throws InterruptedException {
        try {
            limited.run(carrier::probe);
            tried(Optional.empty(), false);
        } catch (DeliveryException e) {
            tried(Optional.of(String.valueOf(e.getMessage())), false);
        }
    }

    private void tried(Optional<String> trouble, boolean sending) {
        lastTried = clock.instant();
        if (sending) {
            health.sent(trouble, lastTried);
        } else {
            health.probed(trouble, lastTried);
        }
    }

    /** Why it fails; empty while it does not. Asks no database. */
    Optional<ChannelFault> fault() {
        ChannelHealth.Now now = health.now();
        return now.health() == ChannelStatus.Health.FAILS
                ? Optional.of(new ChannelFault(channel.id(), now.trouble().orElse("")))
                : Optional.empty();
    }

    ChannelStatus status() {
        AlertStore.Counts counts = store.counts(channel.id());
        ChannelHealth.Now now = health.now();
        return new ChannelStatus(
                channel.id(),
                channel.address().type(),
                now.health(),
                now.since(),
                now.trouble(),
                counts.waiting(),
                counts.oldestWaiting(),
                counts.dead(),
                counts.lastSent());
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        limited.close();
        carrier.close();
    }
}
