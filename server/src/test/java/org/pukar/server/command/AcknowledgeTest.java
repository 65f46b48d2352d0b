package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.camera.Camera;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.server.channel.Signatures;
import org.pukar.server.desk.TestCity;
import org.pukar.server.settings.Channel;
import org.pukar.server.settings.Secret;
import org.pukar.server.store.AlertStore;

/** The way back from a channel, over real HTTP. */
class AcknowledgeTest {
    private static final String SECRET = "0123456789abcdef01234567";

    @TempDir static Path data;
    private static RunningPukar pukar;
    private static UUID alert;
    private static UUID unsignable;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        Path secret = data.resolve("channel.secret");
        Files.writeString(secret, SECRET + "\n");
        pukar =
                RunningPukar.start(
                        TestCity.in(data)
                                .with(
                                        List.of(
                                                channel(
                                                        "signed",
                                                        Optional.of(new Secret.InFile(secret))),
                                                channel("mute", Optional.empty()))),
                        Optional.empty());
        pukar.desk()
                .take(
                        Signal.request("c", Instant.now()),
                        new Camera("c", "s", "Camera", TestCity.PLACE, "", false),
                        List.of());
        alert = alertOf("signed");
        unsignable = alertOf("mute");
    }

    private static UUID alertOf(String channel) {
        return pukar.database()
                .jdbc()
                .sql("select id from alert where channel = ? order by number limit 1")
                .param(channel)
                .query(UUID.class)
                .single();
    }

    /** Nobody listens there: an acknowledgement may come by another way. */
    private static Channel channel(String id, Optional<Secret> secret) {
        return new Channel(
                id,
                new Channel.Sms(
                        "http://127.0.0.1:1/{to}{text}",
                        Optional.empty(),
                        "text/plain",
                        Optional.empty(),
                        "112"),
                List.of(),
                Rank.EXPRESSION,
                false,
                secret,
                Duration.ofSeconds(1),
                20);
    }

    @AfterAll
    static void stop() {
        if (pukar != null) {
            pukar.close();
        }
    }

    private HttpResponse<String> post(String id, String body, String signature) throws Exception {
        return client.send(
                HttpRequest.newBuilder(
                                URI.create(
                                        pukar.address() + "/api/v1/alerts/" + id + "/acknowledge"))
                        .header("Pukar-Signature", signature)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String signed(String body) {
        return signed(body, Instant.now());
    }

    private static String signed(String body, Instant at) {
        return Signatures.sign(
                SECRET.getBytes(StandardCharsets.UTF_8), at, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String body(UUID id, String person) {
        return "{\"alert\": \"%s\", \"person\": \"%s\"}".formatted(id, person);
    }

    private void refused(HttpResponse<String> answer, int code, String why) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(code);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        assertThat(answer.body()).contains(why);
        assertThat(state(alert)).isNotEqualTo("ACKNOWLEDGED");
    }

    private static String state(UUID id) {
        return pukar.database()
                .jdbc()
                .sql("select state from alert where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    /** In one test, for a taken acknowledgement can't be taken back. */
    @Test
    void onlyASignedAcknowledgementOfThisAlertIsTakenAndARepeatChangesNothing() throws Exception {
        String good = body(alert, "Kavya, Pink Patrol 1");
        String id = alert.toString();
        refused(post(id, good, "none"), 401, "the header Pukar-Signature must be t=SECONDS");
        refused(post(id, good, signed(good + " ")), 401, "the signature must be made of this body");
        refused(
                post(id, good, signed(good, Instant.now().minusSeconds(301))),
                401,
                "the signature must be of the last 5 minutes");
        refused(post(UUID.randomUUID().toString(), good, signed(good)), 401, "no such alert");
        refused(post(unsignable.toString(), good, signed(good)), 401, "has no secret");
        refused(post("1", good, signed(good)), 401, "no such alert");
        for (String bad :
                List.of(
                        "",
                        "[]",
                        "null",
                        "{\"alert\": 1}",
                        body(unsignable, "Kavya"),
                        "{\"alert\": \"" + alert)) {
            refused(post(id, bad, signed(bad)), 400, "whose alert is the one in the address");
        }
        for (String name : List.of("", "  ", "a\\nb", "x".repeat(101), "\\u202eKavya")) {
            String bad = body(alert, name);
            refused(post(id, bad, signed(bad)), 400, "person must be the name of whoever saw");
        }
        String huge = "x".repeat(5_000);
        refused(post(id, huge, signed(huge)), 413, "the body must be at most 4096 bytes");

        // Ten million bytes are not even read to its end: the line is cut.
        String tenfold = huge.repeat(2_000);
        try {
            refused(post(id, tenfold, signed(tenfold)), 413, "body must");
        } catch (IOException e) {
            assertThat(state(alert)).isNotEqualTo("ACKNOWLEDGED");
        }

        assertThat(post(id, good, signed(good)).statusCode()).isEqualTo(204);
        String other = body(alert, "Ravi");
        assertThat(post(id, other, signed(other)).statusCode()).isEqualTo(204);
        AlertStore.Kept kept =
                new AlertStore(pukar.database().jdbc())
                                .of(
                                        pukar.database()
                                                .jdbc()
                                                .sql("select incident_id from alert where id = ?")
                                                .param(alert)
                                                .query(UUID.class)
                                                .single())
                                .stream()
                                .filter(k -> k.alert().id().equals(alert))
                                .findFirst()
                                .orElseThrow();
        assertThat(kept.state()).isEqualTo(AlertStore.State.ACKNOWLEDGED);
        assertThat(kept.acknowledgedBy()).contains("Kavya, Pink Patrol 1");
    }

    @Test
    void thereIsNothingToReadThere() throws Exception {
        HttpResponse<String> answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        pukar.address()
                                                                + "/api/v1/alerts/"
                                                                + alert
                                                                + "/acknowledge"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(405);
    }
}
