package org.pukar.server.channel;

import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** A real MQTT broker on this machine, and one who listens to everything there. */
final class Broker implements AutoCloseable {
    /** A message as it came. */
    record Got(String topic, String text, int qos) {
        byte[] body() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    final List<Got> got = new CopyOnWriteArrayList<>();
    private final Server server = new Server();
    private final MqttClient listener;

    Broker(int port) throws IOException, MqttException {
        Properties wanted = new Properties();
        wanted.setProperty("host", "127.0.0.1");
        wanted.setProperty("port", Integer.toString(port));
        wanted.setProperty("persistence_enabled", "false");
        wanted.setProperty("allow_anonymous", "true");
        wanted.setProperty("telemetry_enabled", "false");
        server.startServer(new MemoryConfig(wanted));
        listener = new MqttClient(url(), "listener", new MemoryPersistence());
        listener.connect();
        listener.subscribe(
                "#",
                1,
                (topic, m) ->
                        got.add(
                                new Got(
                                        topic,
                                        new String(m.getPayload(), StandardCharsets.UTF_8),
                                        m.getQos())));
    }

    private String url() {
        return "tcp://127.0.0.1:" + server.getPort();
    }

    String address() {
        return "mqtt://127.0.0.1:" + server.getPort();
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() throws MqttException {
        listener.disconnectForcibly(0, 100, false);
        listener.close(true);
        server.stopServer();
    }
}
