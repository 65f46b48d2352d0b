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

    private final int port;

    Broker(int port) throws IOException, MqttException {
        this.port = port;
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
