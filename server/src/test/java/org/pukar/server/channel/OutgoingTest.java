package org.pukar.server.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pukar.evidence.Rank;
import org.pukar.server.settings.Channel;
import org.pukar.server.store.Alert;

/** The one place that keeps exercises away from live stations. */
class OutgoingTest {
    private static final Channel.Address ADDRESS =
            new Channel.Webhook("http://localhost", Channel.Format.JSON);

    @ParameterizedTest
    @EnumSource(
            value = Alert.Status.class,
            names = {"EXERCISE", "TEST"})
    void whatIsNotRealCanNotBeMadeToGoOutOverALiveChannel(Alert.Status status) {
        for (Alert.Kind kind : Alert.Kind.values()) {
            for (Rank rank : Rank.values()) {
                Alert exercise = TestAlerts.alert(kind, rank, true, status);
                assertThatThrownBy(
                                () ->
                                        new Outgoing(
                                                TestAlerts.channel("c", ADDRESS, false), exercise))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(
                                "an exercise never goes out over a channel without exercises: true,"
                                        + " got "
                                        + status
                                        + " over c");
                assertThat(new Outgoing(TestAlerts.channel("c", ADDRESS, true), exercise).alert())
                        .isEqualTo(exercise);
            }
        }
    }

    @Test
    void anAlertGoesOutOverItsOwnChannelAlone() {
        Alert alert = TestAlerts.alert(Alert.Kind.OPENED, Rank.SIGN);
        assertThatThrownBy(() -> new Outgoing(TestAlerts.channel("d", ADDRESS, true), alert))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an alert goes out over its own channel, c, got d");
    }

    /** So there is no way past it: what sends takes nothing else. */
    @Test
    void everyCarrierSendsNothingButWhatMayGo() {
        for (Class<?> carrier :
                List.of(
                        Carrier.class,
                        WebhookCarrier.class,
                        MqttCarrier.class,
                        MailCarrier.class,
                        SmsCarrier.class)) {
            assertThat(Arrays.stream(carrier.getDeclaredMethods()))
                    .filteredOn(method -> method.getName().equals("send"))
                    .extracting(Method::getParameterTypes)
                    .containsExactly(new Class<?>[] {Outgoing.class});
        }
    }
}
