package org.pukar.server.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.camera.Camera;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.server.store.Database;
import org.pukar.server.store.EvidenceStore;
import org.pukar.server.store.IncidentStore;
import org.pukar.server.store.MasterKey;

/** A real PostgreSQL server that goes away under a working desk, and comes back. */
@Tag("alone")
class DatabaseAwayTest {
    private static final Camera CAMERA = new Camera("c", "s", "Camera", TestCity.PLACE, "", false);

    @TempDir Path folder;

    @Test
    void nothingAcceptedIsLostAndTheDeskGoesOnByItself() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        EmbeddedPostgres server = start(port);
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
        Signal before = signal(1);
        Signal after = signal(2);
        try (Database database = Database.open(folder.resolve("data"), Optional.of(url), true)) {
            MasterKey master = MasterKey.load(folder.resolve("data/master.key"), Optional.empty());
            Desk desk =
                    new Desk(
                            TestCity.in(folder.resolve("data")),
                            database,
                            new EvidenceStore(database.jdbc(), master),
                            org.pukar.routing.Roads.unknown(),
                            InstantSource.system());
            LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
            try (DeskFeed feed = new DeskFeed(database);
                    Clockwork clockwork =
                            new Clockwork(
                                    desk,
                                    new Shifts(
                                            new org.pukar.server.store.ShiftStore(database.jdbc()),
                                            InstantSource.system()),
                                    () -> {})) {
                feed.add(heard::add);
                feed.start();
                clockwork.start();
                desk.take(before, CAMERA, List.of());
                server.close();
                assertThatThrownBy(() -> desk.take(after, CAMERA, List.of()))
                        .isInstanceOf(RuntimeException.class);
                server = start(port);
                takeAgain(desk, after);
                heard.clear();
                desk.take(after, CAMERA, List.of()); // a repeat
                String incident =
                        new IncidentStore(database.jdbc()).open().get(0).incident().id().toString();
                assertThat(heardOf(heard, incident)).as("the desk's pages hear again").isTrue();
                assertThat(
                                database.jdbc()
                                        .sql("select count(*) from signal")
                                        .query(Integer.class)
                                        .single())
                        .isEqualTo(2);
                assertThat(
                                database.jdbc()
                                        .sql("select count(*) from incident")
                                        .query(Integer.class)
                                        .single())
                        .isEqualTo(1);
            }
        } finally {
            server.close();
        }
    }

    /** As the outbox does. */
    private static void takeAgain(Desk desk, Signal signal) throws InterruptedException {
        for (int tries = 0; ; tries++) {
            try {
                desk.take(signal, CAMERA, List.of());
                return;
            } catch (RuntimeException e) {
                assertThat(tries).as("the database came back: %s", e.getMessage()).isLessThan(60);
                TimeUnit.MILLISECONDS.sleep(250);
            }
        }
    }

    private static boolean heardOf(LinkedBlockingQueue<String> heard, String incident)
            throws InterruptedException {
        for (String next = heard.poll(10, TimeUnit.SECONDS);
                next != null;
                next = heard.poll(10, TimeUnit.SECONDS)) {
            if (next.equals(incident) || next.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static Signal signal(int n) {
        Signal request = Signal.request("c", Instant.now().plusSeconds(n));
        return new Signal(request.id(), "c", Rank.EXPRESSION, request.at(), 1, 14, 13.7, List.of());
    }

    private EmbeddedPostgres start(int port) throws Exception {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("server"))
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                .setPGStartupWait(Duration.ofSeconds(30))
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setPort(port)
                .start();
    }
}
