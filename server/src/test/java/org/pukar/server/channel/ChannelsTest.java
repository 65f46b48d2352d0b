package org.pukar.server.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.incident.Deadlines;
import org.pukar.incident.Incidents;
import org.pukar.server.desk.TestCity;
import org.pukar.server.settings.Channel;
import org.pukar.server.settings.Channel.Format;
import org.pukar.server.settings.City;
import org.pukar.server.settings.Secret;
import org.pukar.server.store.Alert;
import org.pukar.server.store.AlertStore;
import org.pukar.server.store.Database;
import org.pukar.server.store.IncidentStore;

/** Real database, real receivers; some of them broken. */
class ChannelsTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("SECRET", "0123456789abcdef01234567");
    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir static Path data;
    private static Database database;
    private static AlertStore store;

    @BeforeAll
    static void open() throws Exception {
        database = Database.open(data, Optional.empty(), true);
        store = new AlertStore(database.jdbc());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void empty() {
        TestCity.forget(database);
    }

    private static Channel channel(String id, String url, int attempts) {
        return new Channel(
                id,
                new Channel.Webhook(url, Format.JSON),
                List.of(),
                Rank.EXPRESSION,
                false,
                Optional.of(new Secret.Variable("SECRET")),
                Duration.ofSeconds(1),
                attempts);
    }

    private static Channels opened(Channel... channels) throws Exception {
        City city = TestCity.in(data).with(List.of(channels));
        return Channels.open(city, database, ENVIRONMENT, CLOCK);
    }

    private static UUID incident() {
        IncidentStore incidents = new IncidentStore(database.jdbc());
        UUID id = UUID.randomUUID();
        Signal signal = Signal.request("c", Instant.now());
        incidents.save(
                new IncidentStore.Kept(
                        new Incidents(Deadlines.standard()).open(id, "s", signal),
                        "st",
                        new IncidentStore.Where("Site", TestCity.PLACE),
                        Optional.empty()));
        return id;
    }

    private static Alert write(String channel, UUID incident, int step, Alert.Status status) {
        Alert like = TestAlerts.alert(Alert.Kind.ESCALATED, Rank.SIGN, false, status);
        Alert alert =
                new Alert(
                        Alert.id(incident, "step " + step, channel),
                        channel,
                        incident,
                        like.kind(),
                        like.rank(),
                        like.confirmed(),
                        status,
                        Instant.now(),
                        like.site(),
                        like.place(),
                        like.station(),
                        like.sentTo(),
                        List.of());
        store.add(alert);
        return alert;
    }

    private static void until(Duration most, BooleanSupplier done) throws InterruptedException {
        Instant end = Instant.now().plus(most);
        while (!done.getAsBoolean()) {
            assertThat(Instant.now()).as("it took longer than %s", most).isBefore(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static int closedPort() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static ChannelStatus status(Channels channels, String id) {
        return channels.statuses().stream()
                .filter(s -> s.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void brokenAndSlowChannelsHoldUpNobody() throws Exception {
        try (Receiver good = new Receiver();
                Receiver hanging = new Receiver();
                Receiver refusing = new Receiver();
                Channels channels =
                        opened(
                                channel("good", good.url("/"), 20),
                                channel("hanging", hanging.url("/"), 20),
                                channel("refusing", refusing.url("/"), 20),
                                channel("gone", "http://127.0.0.1:" + closedPort() + "/", 20))) {
            hanging.mood(Receiver.Mood.HANGS);
            refusing.mood(Receiver.Mood.REFUSES);
            channels.start();
            for (int n = 0; n < 50; n++) {
                UUID incident = incident();
                for (String channel : List.of("hanging", "refusing", "gone", "good")) {
                    write(channel, incident, 1, Alert.Status.ACTUAL);
                }
            }
            channels.changed("");
            until(Duration.ofSeconds(10), () -> good.acted.size() == 50);
            until(Duration.ofSeconds(5), () -> status(channels, "good").waiting() == 0);
            until(
                    Duration.ofSeconds(5),
                    () ->
                            List.of("hanging", "refusing", "gone").stream()
                                    .allMatch(
                                            id ->
                                                    status(channels, id).health()
                                                            == ChannelStatus.Health.FAILS));
            assertThat(status(channels, "good").health()).isEqualTo(ChannelStatus.Health.WORKS);
            assertThat(status(channels, "hanging").waiting()).isEqualTo(50);
            assertThat(status(channels, "hanging").trouble()).isPresent();
            assertThat(status(channels, "refusing").trouble().orElse(""))
                    .endsWith("it answered 500");
        }
    }

    @Test
    void aChannelThatFailsIsSeenInTwentySecondsWithoutAnAlert() throws Exception {
        Receiver receiver = new Receiver();
        try (Channels channels = opened(channel("c", receiver.url("/"), 20))) {
            channels.start();
            until(
                    Duration.ofSeconds(5),
                    () -> status(channels, "c").health() == ChannelStatus.Health.WORKS);
            receiver.close();
            Instant gone = Instant.now();
            until(
                    Duration.ofSeconds(20),
                    () -> status(channels, "c").health() == ChannelStatus.Health.FAILS);
            System.out.printf(
                    "a channel without alerts was seen failing after %.1f s%n",
                    Duration.between(gone, Instant.now()).toMillis() / 1e3);
        }
    }

    @Test
    void whatIsGivenUpIsKeptShownAndCanBeTriedAgain() throws Exception {
        try (Receiver receiver = new Receiver();
                Channels channels = opened(channel("c", receiver.url("/"), 2))) {
            receiver.mood(Receiver.Mood.REFUSES);
            Alert alert = write("c", incident(), 1, Alert.Status.ACTUAL);
            channels.start();
            until(Duration.ofSeconds(10), () -> status(channels, "c").dead() == 1);
            assertThat(receiver.got).hasSize(2);
            AlertStore.Kept dead = channels.dead(10).get(0);
            assertThat(dead.alert().id()).isEqualTo(alert.id());
            assertThat(dead.lastError().orElse("")).contains("it answered 500");
            receiver.mood(Receiver.Mood.TAKES);
            assertThat(channels.again(alert.id())).isTrue();
            until(Duration.ofSeconds(10), () -> receiver.acted.size() == 1);
            until(
                    Duration.ofSeconds(5),
                    () -> status(channels, "c").health() == ChannelStatus.Health.WORKS);
            assertThat(channels.again(alert.id())).isFalse();
            assertThat(status(channels, "c").dead()).isZero();
        }
    }

    @Test
    void oneIncidentsAlertsArriveInOrderAndOthersDoNotWaitForThem() throws Exception {
        try (Receiver receiver = new Receiver();
                Channels channels = opened(channel("c", receiver.url("/"), 20))) {
            receiver.mood(Receiver.Mood.REFUSES);
            UUID incident = incident();
            List<String> written = new ArrayList<>();
            for (int n = 0; n < 5; n++) {
                written.add(write("c", incident, n, Alert.Status.ACTUAL).id().toString());
            }
            channels.start();
            until(Duration.ofSeconds(5), () -> !receiver.got.isEmpty());
            receiver.mood(Receiver.Mood.TAKES);
            Alert other = write("c", incident(), 1, Alert.Status.ACTUAL);
            channels.changed("");
            until(Duration.ofSeconds(10), () -> receiver.acted.size() == 6);
            assertThat(receiver.acted)
                    .filteredOn(id -> !id.equals(other.id().toString()))
                    .containsExactlyElementsOf(written);
        }
    }

    @Test
    void anExerciseInTheDatabaseNeverLeavesOverALiveChannel() throws Exception {
        try (Receiver receiver = new Receiver();
                Channels channels = opened(channel("c", receiver.url("/"), 20))) {
            Alert exercise = write("c", incident(), 1, Alert.Status.EXERCISE);
            Alert test = write("c", incident(), 1, Alert.Status.TEST);
            Alert real = write("c", incident(), 1, Alert.Status.ACTUAL);
            channels.start();
            until(Duration.ofSeconds(10), () -> receiver.acted.size() == 1);
            assertThat(receiver.got).hasSize(1);
            assertThat(receiver.acted).containsExactly(real.id().toString());
            assertThat(channels.dead(10))
                    .extracting(kept -> kept.alert().id())
                    .containsExactlyInAnyOrder(exercise.id(), test.id());
            assertThat(channels.dead(10).get(0).lastError())
                    .contains("an exercise, and this channel takes none: exercises is false");
        }
    }

    @Test
    void severalDesksShareTheWork() throws Exception {
        try (Receiver receiver = new Receiver();
                Channels one = opened(channel("c", receiver.url("/"), 20));
                Channels two = opened(channel("c", receiver.url("/"), 20));
                Channels three = opened(channel("c", receiver.url("/"), 20))) {
            for (int n = 0; n < 300; n++) {
                write("c", incident(), 1, Alert.Status.ACTUAL);
            }
            for (Channels desk : List.of(one, two, three)) {
                desk.start();
            }
            until(Duration.ofSeconds(20), () -> status(one, "c").waiting() == 0);
            assertThat(receiver.acted).hasSize(300);
            assertThat(receiver.got).as("no alert was sent twice").hasSize(300);
        }
    }

    /** Answers that get lost, refusals and hang-ups by chance: each alert is acted on once. */
    @Test
    void everyAlertIsActedOnOnceWhateverTheNetworkDoes() throws Exception {
        try (Receiver receiver = new Receiver();
                Channels channels = opened(channel("c", receiver.url("/"), 20))) {
            Random random = new Random(5);
            List<String> written = new ArrayList<>();
            for (int n = 0; n < 40; n++) {
                written.add(write("c", incident(), 1, Alert.Status.ACTUAL).id().toString());
            }
            Collections.sort(written);
            channels.start();
            List<Receiver.Mood> moods =
                    List.of(
                            Receiver.Mood.TAKES,
                            Receiver.Mood.TAKES_AND_HANGS_UP,
                            Receiver.Mood.REFUSES);
            for (int n = 0; n < 40; n++) {
                receiver.mood(moods.get(random.nextInt(moods.size())));
                TimeUnit.MILLISECONDS.sleep(25);
            }
            receiver.mood(Receiver.Mood.TAKES);
            until(Duration.ofSeconds(30), () -> status(channels, "c").waiting() == 0);
            assertThat(receiver.got.size()).isGreaterThan(40);
            assertThat(receiver.acted.stream().sorted()).containsExactlyElementsOf(written);
        }
    }

    @Test
    void everySecretThatIsMissingIsNamedAtOnce() {
        Channel missing =
                new Channel(
                        "b",
                        new Channel.Webhook("http://localhost", Format.JSON),
                        List.of(),
                        Rank.SIGN,
                        false,
                        Optional.of(new Secret.InFile(data.resolve("none"))),
                        Duration.ofSeconds(1),
                        1);
        assertThatThrownBy(
                        () ->
                                Channels.open(
                                        TestCity.in(data)
                                                .with(
                                                        List.of(
                                                                channel("a", "http://localhost", 1),
                                                                missing)),
                                        database,
                                        Map.of("SECRET", "short"),
                                        CLOCK))
                .isInstanceOf(ChannelException.class)
                .hasMessage(
                        "the channels have 2 problems\n"
                                + "  channel a: a secret that signs must be at least 24 characters"
                                + " long, got 5; make one with: openssl rand -base64 33\n"
                                + "  channel b: the file "
                                + data.resolve("none")
                                + " must hold its secret, it can't be read");
    }

    @Test
    void aSecretMayLieInAFile() throws Exception {
        Files.writeString(data.resolve("secret"), " 0123456789abcdef01234567\n");
        List<String> problems = new ArrayList<>();
        assertThat(
                        new Secrets(Map.of(), problems)
                                .findSigning(
                                        Optional.of(new Secret.InFile(data.resolve("secret"))),
                                        "c"))
                .contains("0123456789abcdef01234567");
        assertThat(problems).isEmpty();
    }
}
