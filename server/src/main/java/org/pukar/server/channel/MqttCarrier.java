package org.pukar.server.channel;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.pukar.server.settings.Channel;

/** Publishes at QoS 1; the line to the broker stays open between alerts. */
final class MqttCarrier implements Carrier {
    /** A broker that is gone without a word is noticed after at most twice this. */
    private static final int KEEP_ALIVE_SECONDS = 5;

    private final Channel.Mqtt mqtt;
    private final Duration timeout;
    private final Optional<String> password;
    private final Letter letter;
    private Optional<MqttClient> line = Optional.empty();

    MqttCarrier(Channel.Mqtt mqtt, Duration timeout, Optional<String> password, Letter letter) {
        this.mqtt = mqtt;
        this.timeout = timeout;
        this.password = password;
        this.letter = letter;
    }

    @Override
    public synchronized void send(Outgoing outgoing) throws DeliveryException {
        byte[] body = letter.write(outgoing.alert(), mqtt.format());
        String topic = mqtt.topic().replace("{station}", outgoing.alert().station());
        try {
            publish(topic, body);
        } catch (MqttException e) {
            hangUp();
            throw new DeliveryException("the broker did not take it", e);
        }
    }

    /** Once more, at once, when the line broke: it may have lain dead since the last alert. */
    private void publish(String topic, byte[] body) throws MqttException {
        try {
            open().publish(topic, body, 1, false);
        } catch (MqttException e) {
            if (e.getReasonCode() != MqttException.REASON_CODE_CONNECTION_LOST) {
                throw e;
            }
            hangUp();
            open().publish(topic, body, 1, false);
        }
    }

    @Override
    public synchronized void probe() throws DeliveryException {
        try {
            open();
        } catch (MqttException e) {
            hangUp();
            throw new DeliveryException("the broker can't be reached", e);
        }
    }

    private MqttClient open() throws MqttException {
        if (line.isPresent() && line.get().isConnected()) {
            return line.get();
        }
        hangUp();
        MqttClient client =
                new MqttClient(
                        address(mqtt.broker()),
                        // Several desks may share a channel; two of one name would hang each other
                        // up.
                        "pukar-" + UUID.randomUUID(),
                        new MemoryPersistence());
        line = Optional.of(client);
        client.setTimeToWait(timeout.toMillis());
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setCleanSession(true);
        options.setAutomaticReconnect(false);
        options.setConnectionTimeout((int) Math.max(1, timeout.toSeconds()));
        options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        options.setHttpsHostnameVerificationEnabled(true);
        mqtt.user().ifPresent(options::setUserName);
        password.ifPresent(p -> options.setPassword(p.toCharArray()));
        client.connect(options);
        return client;
    }

    /** As the client's library writes it. */
    static String address(String broker) {
        return broker.replaceFirst("^mqtts://", "ssl://").replaceFirst("^mqtt://", "tcp://");
    }

    private void hangUp() {
        line.ifPresent(
                client -> {
                    try {
                        client.disconnectForcibly(0, timeout.toMillis(), false);
                    } catch (MqttException e) {
                        // it is hung up already, which is all that was wanted
                    }
                    try {
                        client.close(true);
                    } catch (MqttException e) {
                        // the same
                    }
                });
        line = Optional.empty();
    }

    @Override
    public synchronized void close() {
        hangUp();
    }
}
