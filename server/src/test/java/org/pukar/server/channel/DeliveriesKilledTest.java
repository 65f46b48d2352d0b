package org.pukar.server.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.server.store.Database;
import tools.jackson.databind.json.JsonMapper;

/**
 * kill -9 at random moments of delivery, every third time the database with it; real receivers that
 * live on.
 */
class DeliveriesKilledTest {
    private static final long SEED = 1930;

    @TempDir Path data;

    @Test
    void killedFiveTimesEveryAlertReachesEachChannel() throws Exception {
        kill(5);
    }

    @Test
    @Tag("slow")
    void killedAHundredTimesEveryAlertReachesEachChannel() throws Exception {
        kill(100);
    }

    private void kill(int kills) throws Exception {
        Random random = new Random(SEED);
        try (Receiver receiver = new Receiver();
                Broker broker = Broker.onFreePort()) {
            int accepted = 0;
            for (int kill = 0; kill < kills; kill++) {
                accepted =
                        live(
                                accepted + 1,
                                accepted + 2 + random.nextInt(12),
                                kill,
                                receiver,
                                broker);
                receiver.mood(
                        kill % 4 == 2 ? Receiver.Mood.TAKES_AND_HANGS_UP : Receiver.Mood.TAKES);
            }
            receiver.mood(Receiver.Mood.TAKES);
            deliverTheRest(receiver, broker);
            check(accepted, kills, receiver, broker);
        }
    }

    /** One process's life. Returns the last signal that was accepted. */
    private int live(int first, int until, int kill, Receiver receiver, Broker broker)
            throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Deliveries.class.getName(),
                                data.toString(),
                                Integer.toString(first),
                                receiver.url("/alerts"),
                                broker.address())
                        .redirectError(data.resolve("deliveries.log").toFile())
                        .start();
        int accepted = first - 1;
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("accepted ")) {
                    accepted = Integer.parseInt(line.substring("accepted ".length()));
                }
                if (accepted == until) {
                    List<ProcessHandle> children = process.descendants().toList();
                    ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
                    if (kill % 3 == 2) {
                        children.forEach(ProcessHandle::destroyForcibly);
                    }
                }
            }
        }
        assertThat(process.waitFor())
                .as("the process was killed, it did not end by itself")
                .isEqualTo(137);
        return accepted;
    }

    private void deliverTheRest(Receiver receiver, Broker broker) throws Exception {
        var city = Deliveries.city(data, receiver.url("/alerts"), broker.address());
        try (Database database = Database.open(data, Optional.empty(), true);
                Channels channels = Deliveries.channels(city, database)) {
            channels.start();
            // What failed often waits up to six minutes for its next try.
            Instant end = Instant.now().plus(Duration.ofMinutes(7));
            while (channels.statuses().stream().anyMatch(s -> s.waiting() > 0)) {
                assertThat(Instant.now()).isBefore(end);
                TimeUnit.MILLISECONDS.sleep(200);
            }
            assertThat(channels.statuses()).allMatch(s -> s.dead() == 0);
        }
    }

    private void check(int accepted, int kills, Receiver receiver, Broker broker) throws Exception {
        Set<String> hook;
        Set<String> mqtt;
        try (Database database = Database.open(data, Optional.empty(), true)) {
            hook = written(database, "hook");
            mqtt = written(database, "mqtt");
            assertThat(
                            database.jdbc()
                                    .sql("select count(*) from incident")
                                    .query(Integer.class)
                                    .single())
                    .isBetween(accepted, accepted + 1);
        }
        assertThat(hook).hasSize(mqtt.size()).hasSizeGreaterThanOrEqualTo(2 * accepted);
        assertThat(receiver.acted).as("acted on once").doesNotHaveDuplicates();
        assertThat(new HashSet<>(receiver.acted)).isEqualTo(hook);
        Set<String> heard =
                broker.got.stream()
                        .map(
                                got ->
                                        JsonMapper.shared()
                                                .readTree(got.body())
                                                .get("id")
                                                .stringValue())
                        .collect(Collectors.toSet());
        assertThat(heard).isEqualTo(mqtt);
        System.out.printf(
                "killed %d times: %d incidents, %d alerts by webhook in %d tries, %d by MQTT in %d;"
                        + " none lost, none acted on twice%n",
                kills, accepted, hook.size(), receiver.got.size(), mqtt.size(), broker.got.size());
    }

    private static Set<String> written(Database database, String channel) {
        return database
                .jdbc()
                .sql("select id::text from alert where channel = ?")
                .param(channel)
                .query(String.class)
                .list()
                .stream()
                .collect(Collectors.toSet());
    }
}
