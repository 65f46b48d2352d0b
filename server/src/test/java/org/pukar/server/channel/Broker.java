package org.pukar.server.channel;

import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** A real MQTT broker on this machine, and one who listens to everything there. */
final class Broker implements AutoCloseable {
    /** A message as it came. */
    record Got(String topic, String text, int qos) {
        byte[] body() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    private static final int TRIES = 20;
    private static final int LOST = MqttException.REASON_CODE_CONNECTION_LOST;

    final List<Got> got = new CopyOnWriteArrayList<>();
    private final Server server = new Server();
    private final int port;
    private final MqttClient listener;

    Broker(int port) throws IOException, MqttException {
        this.port = port;
        Properties wanted = new Properties();
        wanted.setProperty("host", "127.0.0.1");
        wanted.setProperty("port", Integer.toString(port));
        wanted.setProperty("persistence_enabled", "false");
        wanted.setProperty("allow_anonymous", "true");
        wanted.setProperty("telemetry_enabled", "false");
        server.startServer(new MemoryConfig(wanted));
        listener = listening();
    }

    /**
     * This broker drops one in ten who subscribe as soon as they are told that they are connected:
     * it has not noted it yet (moquette-io/moquette, issue 821). Whoever is dropped comes again.
     */
    private MqttClient listening() throws MqttException {
        for (int tries = 1; ; tries++) {
            MqttClient client = new MqttClient(url(), "listener" + tries, new MemoryPersistence());
            try {
                client.connect();
                client.subscribe("#", 1, (topic, message) -> got.add(read(topic, message)));
                return client;
            } catch (MqttException e) {
                client.close(true);
                if (tries == TRIES || e.getReasonCode() != LOST) {
                    throw e;
                }
            }
        }
    }

    private static Got read(String topic, MqttMessage message) {
        String text = new String(message.getPayload(), StandardCharsets.UTF_8);
        return new Got(topic, text, message.getQos());
    }

    /** On any free port: this broker can't look for one itself. */
    static Broker onFreePort() throws IOException, MqttException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free.setReuseAddress(true);
            int port = free.getLocalPort();
            free.close();
            return new Broker(port);
        }
    }

    private String url() {
        return "tcp://127.0.0.1:" + port;
    }

    String address() {
        return "mqtt://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    @Override
    public void close() throws MqttException {
        listener.disconnectForcibly(0, 100, false);
        listener.close(true);
        server.stopServer();
    }
}
