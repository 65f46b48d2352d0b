package org.pukar.server.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pukar.base.GeoPoint;
import org.pukar.evidence.Rank;
import org.pukar.server.settings.Channel;
import org.pukar.server.store.Alert;

/** Against a real SMTP server. */
class MailTest {
    private GreenMail server;

    @BeforeEach
    void start() {
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private Channel.Mail mail(boolean startTls, Optional<String> user) {
        return new Channel.Mail(
                "127.0.0.1",
                server.getSmtp().getPort(),
                startTls,
                user,
                Optional.empty(),
                "pukar@example.org",
                List.of("desk@example.org", "chief@example.org"));
    }

    private static MailCarrier carrier(Channel.Mail mail, Optional<String> password) {
        return new MailCarrier(mail, Duration.ofSeconds(2), password, ZoneId.of("Asia/Kolkata"));
    }

    private void send(Alert alert) throws DeliveryException {
        Channel.Mail mail = mail(false, Optional.empty());
        carrier(mail, Optional.empty()).send(TestAlerts.outgoing(mail, alert));
    }

    @Test
    void aLetterArrivesInPlainTextAndCanBeToldFromARepeat() throws Exception {
        Alert alert = TestAlerts.alert(Alert.Kind.OPENED, Rank.EXPRESSION);
        send(alert);
        send(alert);

        MimeMessage[] got = server.getReceivedMessages();
        assertThat(got).hasSize(4); // two mailboxes, twice
        assertThat(got[0].getSubject())
                .isEqualTo(
                        "[Pukar] Expression like distress, unverified: Clock Tower bus stop, a"
                                + " person is asked to look");
        assertThat(got[0].getContentType()).startsWith("text/plain; charset=UTF-8");
        assertThat(got[0].getContent().toString())
                .contains("not grounds for search, stop or arrest")
                .contains("Certainty: Possible")
                .contains("Time: 2026-11-25 00:00:05 +05:30");
        assertThat(got[0].getRecipients(Message.RecipientType.TO)).hasSize(2);
        assertThat(got)
                .extracting(MimeMessage::getMessageID)
                .containsOnly("<" + alert.id() + "@pukar>");
    }

    @Test
    void aPlacesNameCanNotAddAHeader() throws Exception {
        Alert like = TestAlerts.alert(Alert.Kind.OPENED, Rank.SIGN);
        send(
                new Alert(
                        UUID.randomUUID(),
                        like.channel(),
                        like.incident(),
                        like.kind(),
                        like.rank(),
                        like.confirmed(),
                        like.status(),
                        like.at(),
                        "घंटाघर\r\nBcc: all@example.org\r\n\r\nHello",
                        new GeoPoint(0, 0),
                        like.station(),
                        like.sentTo(),
                        like.earlier()));
        MimeMessage[] got = server.getReceivedMessages();
        assertThat(got).hasSize(2);
        assertThat(got[0].getHeader("Bcc")).isNull();
        assertThat(got[0].getSubject()).contains("घंटाघर Bcc: all@example.org Hello");
    }

    @Test
    void aServerWithoutStartTlsIsNotSpokenToWhenItIsWanted() {
        Channel.Mail mail = mail(true, Optional.empty());
        assertThatThrownBy(
                        () ->
                                carrier(mail, Optional.empty())
                                        .send(
                                                TestAlerts.outgoing(
                                                        mail,
                                                        TestAlerts.alert(
                                                                Alert.Kind.OPENED, Rank.SIGN))))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("STARTTLS is required but");
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aProbeSeesWhetherTheServerGreets() throws Exception {
        carrier(mail(false, Optional.empty()), Optional.empty()).probe();
        assertThat(server.getReceivedMessages()).isEmpty();
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Channel.Mail other =
                    new Channel.Mail(
                            "127.0.0.1",
                            silent.getLocalPort(),
                            false,
                            Optional.empty(),
                            Optional.empty(),
                            "a@example.org",
                            List.of("b@example.org"));
            assertThatThrownBy(
                            () ->
                                    new MailCarrier(
                                                    other,
                                                    Duration.ofMillis(300),
                                                    Optional.empty(),
                                                    ZoneId.of("UTC"))
                                            .probe())
                    .isInstanceOf(DeliveryException.class)
                    .hasMessageStartingWith("127.0.0.1 can't be reached");
        }
    }
}
