package org.pukar.server.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.evidence.Rank;
import org.pukar.server.settings.Channel;
import org.pukar.server.settings.Channel.Format;
import org.pukar.server.store.Alert;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against a real web server. */
class WebhookTest {
    private static final String SECRET = "0123456789abcdef01234567";
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final Alert ALERT = TestAlerts.alert(Alert.Kind.OPENED, Rank.SIGN);

    @TempDir Path folder;
    private Receiver receiver;
    private AlertKey key;

    @BeforeEach
    void start() throws Exception {
        receiver = new Receiver();
        key = AlertKey.load(folder);
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    private WebhookCarrier carrier(String url, Format format) {
        return new WebhookCarrier(
                new Channel.Webhook(url, format),
                Duration.ofMillis(500),
                SECRET,
                new Letter("Nadipur", ZoneId.of("Asia/Kolkata"), key),
                () -> NOW);
    }

    private static Outgoing outgoing() {
        return TestAlerts.outgoing(new Channel.Webhook("http://localhost", Format.JSON), ALERT);
    }

    @Test
    void jsonArrivesSignedWithItsId() throws Exception {
        carrier(receiver.url("/hook?x=1"), Format.JSON).send(outgoing());

        Receiver.Got got = receiver.got.get(0);
        assertThat(got.method()).isEqualTo("POST");
        assertThat(got.address()).hasToString("/hook?x=1");
        assertThat(got.header("Content-Type")).isEqualTo("application/json");
        assertThat(got.header("Idempotency-Key")).isEqualTo(ALERT.id().toString());
        assertThat(
                        Signatures.refuse(
                                SECRET.getBytes(StandardCharsets.UTF_8),
                                NOW,
                                Optional.of(got.header("Pukar-Signature")),
                                got.body()))
                .isEmpty();
        JsonNode json = JsonMapper.shared().readTree(got.body());
        assertThat(json.get("kind").stringValue()).isEqualTo("OPENED");
        assertThat(json.get("certainty").stringValue()).isEqualTo("Likely");
        assertThat(json.get("at").stringValue()).isEqualTo("2026-11-25T00:00:05+05:30");
        assertThat(json.get("site").get("latitude").doubleValue()).isEqualTo(26.72);
        assertThat(json.get("notice").stringValue())
                .contains("not grounds for search, stop or arrest");
    }

    @Test
    void capArrivesSignedTwice() throws Exception {
        carrier(receiver.url("/cap"), Format.CAP).send(outgoing());

        Receiver.Got got = receiver.got.get(0);
        assertThat(got.header("Content-Type")).isEqualTo("application/cap+xml");
        assertThat(CapSignature.verifies(got.body(), key.open())).isTrue();
        assertThat(got.header("Pukar-Signature")).startsWith("t=1800000000,v1=");
    }

    @Test
    void anAnswerThatIsNotAYesFails() {
        receiver.mood(Receiver.Mood.REFUSES);
        assertThatThrownBy(() -> carrier(receiver.url("/hook"), Format.JSON).send(outgoing()))
                .isInstanceOf(DeliveryException.class)
                .hasMessageMatching("127\\.0\\.0\\.1:\\d+ must answer with 2xx, it answered 500");
    }

    @Test
    void aRedirectIsNotFollowed() {
        receiver.mood(Receiver.Mood.REDIRECTS);
        assertThatThrownBy(() -> carrier(receiver.url("/hook"), Format.JSON).send(outgoing()))
                .isInstanceOf(DeliveryException.class)
                .hasMessageEndingWith("it answered 302; redirects are not followed");
        assertThat(receiver.got).hasSize(1);
    }

    @Test
    void oneWhoHangsFailsInTime() {
        receiver.mood(Receiver.Mood.HANGS);
        long start = System.nanoTime();
        assertThatThrownBy(() -> carrier(receiver.url("/hook"), Format.JSON).send(outgoing()))
                .isInstanceOf(DeliveryException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aClosedPortIsSeenByAProbeWithoutAnAlert() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        WebhookCarrier closed =
                carrier("http://127.0.0.1:" + port + "/hook?key=hidden", Format.JSON);
        assertThatThrownBy(closed::probe)
                .isInstanceOf(DeliveryException.class)
                .hasMessageStartingWith("127.0.0.1:" + port + " can't be reached");
        assertThatThrownBy(() -> closed.send(outgoing()))
                .isInstanceOf(DeliveryException.class)
                .hasMessageStartingWith("127.0.0.1:" + port + " does not answer")
                .hasMessageNotContaining("hidden");
        carrier(receiver.url("/hook"), Format.JSON).probe();
        assertThat(receiver.got).isEmpty();
    }
}
