package org.pukar.server.channel;

import io.moquette.BrokerConstants;
import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** A real MQTT broker on this machine, and one who listens to everything there. */
final class Broker implements AutoCloseable {
    /** A message as it came. */
    record Got(String topic, byte[] body, int qos) {}

    final List<Got> got = new CopyOnWriteArrayList<>();
    private final Server server = new Server();
    private final MqttClient listener;

    Broker(int port) throws IOException, MqttException {
        Properties wanted = new Properties();
        wanted.setProperty(BrokerConstants.HOST_PROPERTY_NAME, "127.0.0.1");
        wanted.setProperty(BrokerConstants.PORT_PROPERTY_NAME, Integer.toString(port));
        wanted.setProperty("persistence_enabled", "false");
        wanted.setProperty("allow_anonymous", "true");
        wanted.setProperty("telemetry_enabled", "false");
        server.startServer(new MemoryConfig(wanted));
        listener = new MqttClient(url(), "listener", new MemoryPersistence());
        listener.connect();
        listener.subscribe(
                "#", 1, (topic, m) -> got.add(new Got(topic, m.getPayload(), m.getQos())));
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
