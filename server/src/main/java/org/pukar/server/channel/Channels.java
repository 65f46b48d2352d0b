package org.pukar.server.channel;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.pukar.server.desk.DeskFeed;
import org.pukar.server.settings.Channel;
import org.pukar.server.settings.City;
import org.pukar.server.store.AlertStore;
import org.pukar.server.store.Database;
import org.pukar.server.store.StoreException;

/**
 * All channels of a city. Each has threads of its own, so that a slow or broken one holds up
 * nobody. Any number of desks may share the work. Thread-safe.
 */
public final class Channels implements DeskFeed.Listener, AutoCloseable {
    private final List<ChannelSender> senders = new ArrayList<>();
    private final Map<String, byte[]> secrets = new HashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AlertStore store;
    private final InstantSource clock;

    private Channels(AlertStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Finds the secrets and makes ready; nothing is sent before {@link #start}.
     *
     * @param environment the variables that secrets may be in
     * @throws ChannelException with everything that is missing at once
     */
    public static Channels open(
            City city, Database database, Map<String, String> environment, InstantSource clock)
            throws StoreException, ChannelException {
        Channels channels = new Channels(new AlertStore(database.jdbc()), clock);
        if (city.channels().isEmpty()) {
            return channels;
        }
        Letter letter = new Letter(city.name(), city.zone(), AlertKey.load(city.data()));
        List<String> problems = new ArrayList<>();
        Secrets secrets = new Secrets(environment, problems);
        for (Channel channel : city.channels()) {
            Optional<String> secret =
                    secrets.findSigning(channel.secret(), "channel " + channel.id());
            secret.ifPresent(
                    text ->
                            channels.secrets.put(
                                    channel.id(), text.getBytes(StandardCharsets.UTF_8)));
            Carrier carrier = carrier(channel, secret.orElse(""), secrets, city, letter, clock);
            channels.senders.add(
                    new ChannelSender(
                            channel, carrier, channels.store, clock, channels::healthChanged));
        }
        if (!problems.isEmpty()) {
            channels.close();
            throw new ChannelException(problems);
        }
        return channels;
    }

    private static Carrier carrier(
            Channel channel,
            String secret,
            Secrets secrets,
            City city,
            Letter letter,
            InstantSource clock) {
        Channel.Address address = channel.address();
        if (address instanceof Channel.Webhook webhook) {
            return new WebhookCarrier(webhook, channel.timeout(), secret, letter, clock);
        } else if (address instanceof Channel.Mqtt mqtt) {
            Optional<String> password = secrets.find(mqtt.key(), "channel " + channel.id());
            return new MqttCarrier(mqtt, channel.timeout(), password, letter);
        } else if (address instanceof Channel.Mail mail) {
            Optional<String> password = secrets.find(mail.key(), "channel " + channel.id());
            return new MailCarrier(mail, channel.timeout(), password, city.zone());
        } else if (address instanceof Channel.Sms sms) {
            Optional<String> authorization =
                    secrets.find(sms.authorization(), "channel " + channel.id());
            return new SmsCarrier(sms, channel.timeout(), authorization, city.zone());
        }
        throw new IllegalStateException("no carrier for " + address.type());
    }

    public void start() {
        senders.forEach(ChannelSender::start);
    }

    /** The desk changed something: there may be alerts. */
    @Override
    public void changed(String incidentId) {
        senders.forEach(ChannelSender::wake);
    }

    /** Wants to know whenever a channel begins or ceases to fail. */
    public void whenHealthChanges(Runnable listener) {
        listeners.add(listener);
    }

    private void healthChanged() {
        listeners.forEach(Runnable::run);
    }

    /** The channels that fail at this moment; asks no database. */
    public List<ChannelFault> faults() {
        return senders.stream().map(ChannelSender::fault).flatMap(Optional::stream).toList();
    }

    /** How every channel does, in the settings' order. */
    public List<ChannelStatus> statuses() {
        return senders.stream().map(ChannelSender::status).toList();
    }

    /** The latest alerts that were given up, newest first. */
    public List<AlertStore.Kept> dead(int most) {
        return store.dead(most);
    }

    /** Tries one that was given up again. Returns whether there was one. */
    public boolean again(UUID alert) {
        boolean found = store.again(alert, clock.instant());
        senders.forEach(ChannelSender::wake);
        return found;
    }

    /** What a channel's acknowledgements are signed with; empty when it has no secret. */
    public Optional<byte[]> secret(String channel) {
        return Optional.ofNullable(secrets.get(channel)).map(byte[]::clone);
    }

    @Override
    public void close() {
        senders.forEach(ChannelSender::close);
    }
}
