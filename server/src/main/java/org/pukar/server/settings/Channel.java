package org.pukar.server.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.pukar.evidence.Rank;

/**
 * A way out of the desk to people elsewhere.
 *
 * @param id short, unique in the city
 * @param address where it leads
 * @param stations whose incidents it is told of; none: all
 * @param from the least rank it is told of; EXPRESSION: all
 * @param exercises whether exercises and tests may go out over it
 * @param secret signs what goes out over a webhook, and checks acknowledgements that come back
 * @param timeout for one try, from the first byte to the last
 * @param attempts after so many failed tries an alert is a dead letter
 */
public record Channel(
        String id,
        Address address,
        List<String> stations,
        Rank from,
        boolean exercises,
        Optional<Secret> secret,
        Duration timeout,
        int attempts) {
    public Channel {
        stations = List.copyOf(stations);
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1, got " + attempts);
        }
    }

    /** How what goes out is written. */
    public enum Format {
        JSON,
        CAP
    }

    /** Where a channel leads; one kind for each type. */
    public sealed interface Address {
        /** As the settings and pages call it. */
        String type();
    }

    /** An address that takes a POST over http or https. */
    public record Webhook(String url, Format format) implements Address {
        @Override
        public String type() {
            return "webhook";
        }
    }

    /**
     * A topic of an MQTT broker.
     *
     * @param broker such as mqtt://host:1883 or mqtts://host:8883
     * @param topic may hold {station}
     */
    public record Mqtt(
            String broker, String topic, Format format, Optional<String> user, Optional<Secret> key)
            implements Address {
        @Override
        public String type() {
            return "mqtt";
        }
    }

    /**
     * Mailboxes, by way of an SMTP server.
     *
     * @param startTls whether the server must offer STARTTLS before anything is said
     */
    public record Mail(
            String host,
            int port,
            boolean startTls,
            Optional<String> user,
            Optional<Secret> key,
            String sender,
            List<String> to)
            implements Address {
        public Mail {
            to = List.copyOf(to);
        }

        @Override
        public String type() {
            return "mail";
        }
    }

    /**
     * One phone, by way of a gateway that speaks HTTP.
     *
     * @param url may hold {to} and {text}
     * @param body may hold {to} and {text}; empty: a GET
     * @param contentType of the body; says how {to} and {text} are written in it
     * @param authorization the whole value of the header of that name
     */
    public record Sms(
            String url,
            Optional<String> body,
            String contentType,
            Optional<Secret> authorization,
            String to)
            implements Address {
        @Override
        public String type() {
            return "sms";
        }
    }

    /** Whether it is told of what happens to a station's incidents. */
    public boolean serves(String stationId) {
        return stations.isEmpty() || stations.contains(stationId);
    }

    /** Whether it is told of that rank. */
    public boolean isToldOf(Rank rank) {
        return !from.before(rank);
    }
}
