package org.pukar.server.channel;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.pukar.server.point.PointGate;
import org.pukar.server.settings.Channel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionException;

/**
 * Panic points' messages from an MQTT broker. Each is acknowledged to the broker once it is taken
 * or refused, and not before: what comes while the database is away is sent again. The broker keeps
 * what comes while nobody listens.
 */
public final class PointsOverMqtt implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PointsOverMqtt.class);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int KEEP_ALIVE_SECONDS = 10;

    private final Channel.Mqtt line;
    private final Optional<String> password;
    private final String name;
    private final PointGate gate;
    private final Thread thread = new Thread(this::run, "points-mqtt");
    private volatile boolean closed;

    private PointsOverMqtt(
            Channel.Mqtt line, Optional<String> password, String name, PointGate gate) {
        this.line = line;
        this.name = name;
        this.password = password;
        this.gate = gate;
        thread.setDaemon(true);
    }

    /**
     * Finds the password; listens once started.
     *
     * @param name the same at each start, and another for each Pukar: two of one name would throw
     *     each other off
     * @throws ChannelException when the password is not where the settings say
     */
    public static PointsOverMqtt open(
            Channel.Mqtt line, Map<String, String> environment, String name, PointGate gate)
            throws ChannelException {
        List<String> problems = new ArrayList<>();
        Optional<String> password =
                new Secrets(environment, problems).find(line.key(), "channel pointsMqtt");
        if (!problems.isEmpty()) {
            throw new ChannelException(problems);
        }
        return new PointsOverMqtt(line, password, name, gate);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        boolean failing = false;
        while (!closed) {
            try {
                listen();
                failing = false;
            } catch (MqttException e) {
                if (!failing && !closed) {
                    log.warn(
                            "panic points can't be heard over MQTT, next try in 2 s: {} {}",
                            line.broker(),
                            e.getMessage());
                }
                failing = true;
            }
            try {
                Thread.sleep(RETRY.toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Until the line breaks. */
    private void listen() throws MqttException {
        // The same name each time: the broker keeps messages for it while it is away.
        try (MqttClient client =
                new MqttClient(MqttCarrier.address(line.broker()), name, new MemoryPersistence())) {
            Object broken = new Object();
            client.setTimeToWait(TIMEOUT.toMillis());
            client.setManualAcks(true);
            client.setCallback(new Heard(client, broken));
            client.connect(options());
            client.subscribe(line.topic(), 1);
            log.info("panic points are heard over MQTT: {} {}", line.broker(), line.topic());
            synchronized (broken) {
                while (!closed && client.isConnected()) {
                    broken.wait(RETRY.toMillis());
                }
            }
            client.disconnectForcibly(0, TIMEOUT.toMillis(), false);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private MqttConnectOptions options() {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setCleanSession(false);
        options.setAutomaticReconnect(false);
        options.setConnectionTimeout((int) TIMEOUT.toSeconds());
        options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        options.setHttpsHostnameVerificationEnabled(true);
        line.user().ifPresent(options::setUserName);
        password.ifPresent(p -> options.setPassword(p.toCharArray()));
        return options;
    }

    private final class Heard implements MqttCallback {
        private final MqttClient client;
        private final Object broken;

        Heard(MqttClient client, Object broken) {
            this.client = client;
            this.broken = broken;
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) throws MqttException {
            String text = new String(message.getPayload(), StandardCharsets.UTF_8);
            try {
                PointGate.Answer unused = gate.take(text, "mqtt");
            } catch (DataAccessResourceFailureException | TransactionException e) {
                log.error(
                        "a panic point's message can't be kept now, the broker sends it again: {}",
                        e.getMessage());
                synchronized (broken) {
                    broken.notifyAll();
                }
                client.disconnectForcibly(0, TIMEOUT.toMillis(), false);
                return;
            } catch (RuntimeException e) {
                // One message that nobody can take must not hold up every other point's.
                log.error("a panic point's message could not be taken: topic={}", topic, e);
            }
            client.messageArrivedComplete(message.getId(), message.getQos());
        }

        @Override
        public void connectionLost(Throwable cause) {
            synchronized (broken) {
                broken.notifyAll();
            }
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {
            // nothing is sent here
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
