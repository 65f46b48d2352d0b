package org.pukar.server.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pukar.base.GeoPoint;
import org.pukar.evidence.Rank;
import org.pukar.server.settings.Channel;
import org.pukar.server.store.Alert;
import tools.jackson.databind.json.JsonMapper;

/** Against a real web server in a gateway's place. */
class SmsTest {
    private static final Alert ALERT = named("Stop \"A\" & {to}");
    private static final String TEXT =
            "PUKAR Signal for Help, unverified: Stop \"A\" & {to}, stand by. 18:30 Not grounds for"
                    + " search, stop or arrest.";

    private Receiver gateway;

    private static Alert named(String site) {
        Alert like = TestAlerts.alert(Alert.Kind.OPENED, Rank.SIGN);
        return new Alert(
                like.id(),
                like.channel(),
                like.incident(),
                like.kind(),
                like.rank(),
                like.confirmed(),
                like.status(),
                like.at(),
                site,
                new GeoPoint(0, 0),
                like.station(),
                like.sentTo(),
                like.earlier());
    }

    @BeforeEach
    void start() throws Exception {
        gateway = new Receiver();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Receiver.Got sent(String path, Optional<String> body, String contentType)
            throws DeliveryException {
        Channel.Sms sms =
                new Channel.Sms(
                        gateway.url(path), body, contentType, Optional.empty(), "+910000000000");
        new SmsCarrier(sms, Duration.ofSeconds(2), Optional.of("Bearer x"), ZoneOffset.UTC)
                .send(TestAlerts.outgoing(sms, ALERT));
        return gateway.got.get(gateway.got.size() - 1);
    }

    @Test
    void aGatewayThatTakesAGet() throws Exception {
        Receiver.Got got = sent("/send?to={to}&text={text}", Optional.empty(), "text/plain");
        assertThat(got.method()).isEqualTo("GET");
        assertThat(got.address().getRawQuery()).startsWith("to=%2B910000000000&text=PUKAR%20");
        assertThat(got.address().getQuery()).endsWith("text=" + TEXT);
        assertThat(got.header("Authorization")).isEqualTo("Bearer x");
        assertThat(got.header("Idempotency-Key")).isEqualTo(ALERT.id().toString());
    }

    @Test
    void aGatewayThatTakesJson() throws Exception {
        Receiver.Got got =
                sent(
                        "/messages",
                        Optional.of("{\"to\": \"{to}\", \"text\": \"{text}\"}"),
                        "application/json");
        assertThat(got.method()).isEqualTo("POST");
        var json = JsonMapper.shared().readTree(got.body());
        assertThat(json.get("to").stringValue()).isEqualTo("+910000000000");
        assertThat(json.get("text").stringValue()).isEqualTo(TEXT);
    }

    @Test
    void aGatewayThatTakesAForm() throws Exception {
        Receiver.Got got =
                sent(
                        "/messages",
                        Optional.of("to={to}&text={text}"),
                        "application/x-www-form-urlencoded");
        assertThat(got.header("Content-Type"))
                .isEqualTo("application/x-www-form-urlencoded; charset=utf-8");
        assertThat(new String(got.body(), StandardCharsets.UTF_8))
                .startsWith("to=%2B910000000000&text=PUKAR+Signal")
                .contains("%22A%22+%26+%7Bto%7D");
    }
}
