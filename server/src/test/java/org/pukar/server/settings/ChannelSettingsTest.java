package org.pukar.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.evidence.Rank;
import org.pukar.server.settings.Channel.Format;

class ChannelSettingsTest {
    @TempDir Path folder;

    private static final String LEAST =
            """
            city:
              name: Nadipur
              timeZone: Asia/Kolkata
            stations:
              - id: main
                name: Main station
                place: [26.72, 80.85]
            sites:
              - id: stop
                name: Bus stop
                place: [26.73, 80.86]
            channels:
            """;

    private List<Channel> read(String channels) throws IOException, SettingsException {
        Path file = folder.resolve("pukar.yaml");
        Files.writeString(file, LEAST + channels);
        return SettingsFile.read(file).channels();
    }

    private List<String> problems(String channels) throws IOException {
        try {
            read(channels);
        } catch (SettingsException e) {
            return String.valueOf(e.getMessage()).lines().skip(1).map(String::strip).toList();
        }
        throw new AssertionError("these settings were taken");
    }

    @Test
    void readsEveryTypeWithAllItsNames() throws Exception {
        List<Channel> channels =
                read(
                        """
                          - id: centre
                            type: webhook
                            url: https://cad.example.org/pukar?site=1
                            format: cap
                            secret: {env: CENTRE_SECRET}
                            stations: [main]
                            from: SIGN
                            exercises: true
                            timeoutSeconds: 2.5
                            attempts: 7
                          - id: bus
                            type: mqtt
                            broker: mqtts://broker.example.org:8883
                            topic: pukar/{station}
                            user: pukar
                            password: {file: keys/mqtt}
                          - id: letters
                            type: mail
                            host: smtp.example.org
                            port: 25
                            startTls: true
                            user: pukar
                            password: {env: SMTP}
                            sender: pukar@example.org
                            to: [desk@example.org, chief@example.org]
                          - id: phone
                            type: sms
                            url: https://gateway.example.org/send
                            body: '{"to": "{to}", "text": "{text}"}'
                            contentType: application/json
                            authorization: {env: GATEWAY}
                            to: "+910000000000"
                        """);

        assertThat(channels.get(0))
                .isEqualTo(
                        new Channel(
                                "centre",
                                new Channel.Webhook(
                                        "https://cad.example.org/pukar?site=1", Format.CAP),
                                List.of("main"),
                                Rank.SIGN,
                                true,
                                Optional.of(new Secret.Variable("CENTRE_SECRET")),
                                Duration.ofMillis(2500),
                                7));
        assertThat(channels.get(1).address())
                .isEqualTo(
                        new Channel.Mqtt(
                                "mqtts://broker.example.org:8883",
                                "pukar/{station}",
                                Format.JSON,
                                Optional.of("pukar"),
                                Optional.of(new Secret.InFile(folder.resolve("keys/mqtt")))));
        assertThat(channels.get(1).exercises()).isFalse();
        assertThat(channels.get(1).from()).isEqualTo(Rank.EXPRESSION);
        assertThat(channels.get(1).timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(channels.get(1).attempts()).isEqualTo(20);
        assertThat(channels.get(2).address())
                .isEqualTo(
                        new Channel.Mail(
                                "smtp.example.org",
                                25,
                                true,
                                Optional.of("pukar"),
                                Optional.of(new Secret.Variable("SMTP")),
                                "pukar@example.org",
                                List.of("desk@example.org", "chief@example.org")));
        assertThat(channels.get(3).address())
                .isEqualTo(
                        new Channel.Sms(
                                "https://gateway.example.org/send",
                                Optional.of("{\"to\": \"{to}\", \"text\": \"{text}\"}"),
                                "application/json",
                                Optional.of(new Secret.Variable("GATEWAY")),
                                "+910000000000"));
    }

    @Test
    void tellsAllProblemsAtOnceWithTheirLines() throws Exception {
        assertThat(
                        problems(
                                """
                                  - id: main
                                    type: webhook
                                    url: ftp://user:hidden@example.org/
                                    secret: hunter2hunter2hunter2hunter2
                                    stations: [mian]
                                    from: FACE
                                    exercises: perhaps
                                    timeoutSeconds: 60
                                    attemps: 3
                                  - id: bus
                                    type: mqtt
                                    broker: broker.example.org
                                    topic: pukar/#
                                    password: {env: A, file: B}
                                  - id: letters
                                    type: mail
                                    host: smtp.example.org
                                    startTls: false
                                    user: pukar
                                    sender: pukar
                                  - id: phone
                                    type: sms
                                    url: https://gateway.example.org/send?to={to}
                                    contentType: text/html
                                    to: "12; 34"
                                  - id: pigeon
                                    type: pigeon
                                    loft: 7
                                """))
                .containsExactly(
                        "line 13: an id may be used once; main is already a station's",
                        "line 17: a channel serves stations of this file, got mian; did you mean"
                                + " main?",
                        "line 18: from must be one of REQUEST, SIGN, EXPRESSION, got FACE",
                        "line 19: exercises must be true or false, got perhaps",
                        "line 16: secret must be {env: NAME} or {file: PATH}; a secret itself does"
                                + " not belong into this file",
                        "line 20: timeoutSeconds must be in [0.1, 10], got 60",
                        "line 15: url must be an address of http:// or https:// with a host and"
                                + " without a password in it, got ftp://example.org/",
                        "line 21: unknown name attemps; did you mean attempts?",
                        "line 25: topic must be 1 to 200 characters without + and #, got pukar/#",
                        "line 24: broker must be an address of mqtt:// or mqtts:// with a host and"
                                + " without a password in it, got broker.example.org",
                        "line 26: password must be either {env: NAME} or {file: PATH}",
                        "line 27: a mail channel needs at least one mailbox in to, got none",
                        "line 32: sender must be a mailbox such as desk@example.org, got pukar",
                        "line 30: a password is only said over TLS; set startTls to true or leave"
                                + " user away",
                        "line 35: url and body together must hold {to} and {text}",
                        "line 36: contentType must be one of application/x-www-form-urlencoded,"
                                + " application/json, text/plain, got text/html",
                        "line 37: to must be one phone number of 3 to 15 digits, such as"
                                + " +910000000000, got 12; 34",
                        "line 39: type must be one of webhook, mqtt, mail, sms, got pigeon");
    }

    @Test
    void aWebhookWithoutASecretIsRefused() throws Exception {
        assertThat(
                        problems(
                                """
                                  - id: hook
                                    type: webhook
                                    url: https://example.org/
                                """))
                .containsExactly(
                        "line 13: secret is missing in a webhook; it signs what is sent: {env:"
                                + " NAME} or {file: PATH}");
    }

    @Test
    void aNameOfAnotherTypeIsUnknown() throws Exception {
        assertThat(
                        problems(
                                """
                                  - id: hook
                                    type: webhook
                                    url: https://example.org/
                                    secret: {env: A}
                                    topic: pukar
                                """))
                .singleElement()
                .asString()
                .startsWith("line 17: unknown name topic;");
    }

    @Test
    void noChannelIsNeeded() throws Exception {
        assertThat(read("  []\n")).isEmpty();
    }
}
