package org.pukar.server.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.incident.State;
import org.pukar.routing.Roads;
import org.pukar.server.desk.Desk;
import org.pukar.server.desk.TestCity;
import org.pukar.server.point.PointGate;
import org.pukar.server.point.PointSender;
import org.pukar.server.settings.Channel;
import org.pukar.server.settings.City;
import org.pukar.server.store.Database;
import org.pukar.server.store.EvidenceStore;
import org.pukar.server.store.IncidentStore;
import org.pukar.server.store.MasterKey;
import org.pukar.server.store.PointStore;
import org.pukar.server.store.PointStore.Kind;

/** Panic points over a real broker. */
class PointsOverMqttTest {
    @TempDir Path data;

    @Test
    void aPressOverMqttAlertsAndAForgedOneDoesNot() throws Exception {
        try (Broker broker = Broker.onFreePort();
                Database database = Database.open(data, Optional.empty(), true)) {
            MasterKey master = MasterKey.load(data.resolve("master.key"), Optional.empty());
            City city = TestCity.in(data);
            PointStore points = new PointStore(database.jdbc(), master);
            Desk desk =
                    new Desk(
                            city,
                            database,
                            new EvidenceStore(database.jdbc(), master),
                            Roads.unknown(),
                            InstantSource.system());
            PointGate gate =
                    new PointGate(city, database, points, desk.requests(), InstantSource.system());
            Channel.Mqtt line =
                    new Channel.Mqtt(
                            broker.address(),
                            "pukar/points/+",
                            Channel.Format.JSON,
                            Optional.empty(),
                            Optional.empty());
            byte[] key = points.newKey("pole", Instant.now());
            try (PointsOverMqtt listening =
                            PointsOverMqtt.open(line, Map.of(), "pukar-points-test", gate);
                    MqttClient pole =
                            new MqttClient(
                                    broker.address().replace("mqtt:", "tcp:"),
                                    "pole",
                                    new MemoryPersistence())) {
                listening.start();
                pole.connect();
                send(pole, PointSender.sign("pole", new byte[32], Kind.PRESS, Instant.now()));
                send(pole, PointSender.sign("pole", key, Kind.PRESS, Instant.now()));

                IncidentStore incidents = new IncidentStore(database.jdbc());
                Instant end = Instant.now().plus(Duration.ofSeconds(20));
                while (incidents.open().isEmpty() && Instant.now().isBefore(end)) {
                    Thread.onSpinWait();
                    // The listener may not have subscribed yet: a pole sends until it is heard.
                    send(pole, PointSender.sign("pole", key, Kind.PRESS, Instant.now()));
                    java.util.concurrent.locks.LockSupport.parkNanos(200_000_000);
                }
                assertThat(incidents.open()).hasSize(1);
                assertThat(incidents.open().get(0).incident().state()).isEqualTo(State.DISPATCHED);
                send(pole, PointSender.sign("pole", new byte[32], Kind.PRESS, Instant.now()));
                while (points.refusals(1).isEmpty() && Instant.now().isBefore(end)) {
                    java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
                }
                assertThat(points.refusals(1).get(0).way()).isEqualTo("mqtt");
                assertThat(points.refusals(1).get(0).reason())
                        .isEqualTo("the signature does not hold");
                pole.disconnectForcibly(0, 100, false);
            }
        }
    }

    private static void send(MqttClient pole, String signed) throws Exception {
        MqttMessage message = new MqttMessage(signed.getBytes(StandardCharsets.UTF_8));
        message.setQos(1);
        pole.publish("pukar/points/pole", message);
    }
}
