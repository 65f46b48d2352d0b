package org.pukar.server.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.evidence.Rank;
import org.pukar.server.settings.Channel;
import org.pukar.server.settings.Channel.Format;
import org.pukar.server.store.Alert;
import tools.jackson.databind.json.JsonMapper;

/** Against a real broker. */
class MqttTest {
    private static final Alert ALERT = TestAlerts.alert(Alert.Kind.OPENED, Rank.REQUEST);

    @TempDir Path folder;

    private MqttCarrier carrier(Channel.Mqtt mqtt) throws Exception {
        return new MqttCarrier(
                mqtt,
                Duration.ofSeconds(2),
                Optional.empty(),
                new Letter("Nadipur", ZoneOffset.UTC, AlertKey.load(folder)));
    }

    private static Channel.Mqtt mqtt(String address, Format format) {
        return new Channel.Mqtt(
                address, "pukar/{station}/alerts", format, Optional.empty(), Optional.empty());
    }

    private static void waitFor(Broker broker, int messages) throws InterruptedException {
        for (int n = 0; n < 100 && broker.got.size() < messages; n++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(broker.got).hasSize(messages);
    }

    @Test
    void anAlertIsPublishedAtLeastOnceUnderItsStationsTopic() throws Exception {
        try (Broker broker = Broker.onFreePort()) {
            Channel.Mqtt mqtt = mqtt(broker.address(), Format.JSON);
            try (MqttCarrier carrier = carrier(mqtt)) {
                carrier.send(TestAlerts.outgoing(mqtt, ALERT));
                waitFor(broker, 1);
                assertThat(broker.got.get(0).topic()).isEqualTo("pukar/st/alerts");
                assertThat(broker.got.get(0).qos()).isEqualTo(1);
                assertThat(
                                JsonMapper.shared()
                                        .readTree(broker.got.get(0).body())
                                        .get("id")
                                        .stringValue())
                        .isEqualTo(ALERT.id().toString());
            }
        }
    }

    @Test
    void anAlertWhoseLineBreaksIsSentAgainAtOnce() throws Exception {
        try (Broker broker = Broker.onFreePort();
                BreakingLine line = new BreakingLine(broker.port())) {
            Channel.Mqtt mqtt = mqtt("mqtt://127.0.0.1:" + line.port(), Format.JSON);
            try (MqttCarrier carrier = carrier(mqtt)) {
                carrier.send(TestAlerts.outgoing(mqtt, ALERT));
                waitFor(broker, 1);
                assertThat(line.broken()).isTrue();
            }
        }
    }

    @Test
    void capIsSigned() throws Exception {
        try (Broker broker = Broker.onFreePort()) {
            Channel.Mqtt mqtt = mqtt(broker.address(), Format.CAP);
            try (MqttCarrier carrier = carrier(mqtt)) {
                carrier.send(TestAlerts.outgoing(mqtt, ALERT));
                waitFor(broker, 1);
                assertThat(
                                CapSignature.verifies(
                                        broker.got.get(0).body(), AlertKey.load(folder).open()))
                        .isTrue();
            }
        }
    }

    @Test
    void aBrokerThatGoesAwayIsSeenAndFoundAgain() throws Exception {
        Broker broker = Broker.onFreePort();
        int port = broker.port();
        Channel.Mqtt mqtt = mqtt(broker.address(), Format.JSON);
        try (MqttCarrier carrier = carrier(mqtt)) {
            carrier.send(TestAlerts.outgoing(mqtt, ALERT));
            broker.close();
            assertThatThrownBy(carrier::probe)
                    .isInstanceOf(DeliveryException.class)
                    .hasMessageStartingWith("the broker can't be reached");
            assertThatThrownBy(() -> carrier.send(TestAlerts.outgoing(mqtt, ALERT)))
                    .isInstanceOf(DeliveryException.class);
            try (Broker again = new Broker(port)) {
                carrier.probe();
                carrier.send(TestAlerts.outgoing(mqtt, ALERT));
                waitFor(again, 1);
            }
        }
    }
}
