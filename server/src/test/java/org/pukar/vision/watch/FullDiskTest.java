package org.pukar.vision.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.camera.Camera;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.incident.Event;
import org.pukar.routing.Roads;
import org.pukar.server.desk.Desk;
import org.pukar.server.desk.TestCity;
import org.pukar.server.store.Database;
import org.pukar.server.store.EvidenceStore;
import org.pukar.server.store.MasterKey;
import org.pukar.vision.mask.Ring;

/** A folder of keys on a file system of its own, which is full: one in memory, of a few pages. */
class FullDiskTest {
    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

    @TempDir Path data;
    private Path keys;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        keys = Files.createDirectory(data.resolve("evidence-keys"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=64k,mode=700", "tmpfs", keys.toString());
        assumeTrue(mounted, "needs the right to mount a file system: run it as root");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", keys.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    @Test
    void whatComesWhileItIsFullIsTakenOnceThereIsRoom() throws Exception {
        try (Database database = Database.open(data, Optional.empty(), true)) {
            EvidenceStore evidence =
                    new EvidenceStore(
                            database.jdbc(),
                            MasterKey.load(data.resolve("master.key"), Optional.empty()));
            Desk desk =
                    new Desk(
                            TestCity.in(data),
                            database,
                            evidence,
                            Roads.unknown(),
                            InstantSource.system());
            Camera camera = new Camera("c", "s", "Camera", TestCity.PLACE, "", false);
            UUID before = desk.take(signal(0), camera, pictures(), Optional.empty());
            Path filler = fill();

            assertThatThrownBy(() -> desk.take(signal(1), camera, pictures()))
                    .hasMessageStartingWith(
                            "the folder of keys must have room and be writable: " + keys + " (");
            assertThat(count(database, "incident")).as("all or nothing").isEqualTo(1);
            try (Outbox outbox = new Outbox(desk)) {
                outbox.take(signal(2), camera, pictures());
                outbox.take(signal(3), camera, pictures());
                TimeUnit.MILLISECONDS.sleep(1_500);
                assertThat(count(database, "incident")).isEqualTo(1);

                // What needs no new key goes on, and erasure needs no room.
                assertThat(desk.act(before, new Event.Claimed(desk.now(), "arjun"), "arjun", ""))
                        .isEmpty();
                assertThat(
                                desk.act(
                                        before,
                                        new Event.Dismissed(desk.now(), "arjun", "other"),
                                        "arjun",
                                        ""))
                        .isEmpty();
                assertThat(evidence.erasures().tick()).isEqualTo(1);

                Files.delete(filler);
                for (int tries = 0;
                        count(database, "evidence_picture") < 2 && tries < 100;
                        tries++) {
                    TimeUnit.MILLISECONDS.sleep(100);
                }
                assertThat(count(database, "evidence_picture")).isEqualTo(2);
                assertThat(count(database, "signal")).isEqualTo(3);
            }
        }
    }

    /** Leaves no room for a byte. */
    private Path fill() throws IOException {
        Path filler = keys.resolve("filler");
        try (var out = Files.newOutputStream(filler)) {
            for (; ; ) {
                out.write(new byte[1024]);
            }
        } catch (IOException e) {
            return filler; // full
        }
    }

    private static int count(Database database, String what) {
        return database.jdbc().sql("select count(*) from " + what).query(Integer.class).single();
    }

    /** Each of a time of its own, so that each opens an incident with a key of its own. */
    private static Signal signal(int n) {
        Signal made = Signal.request("c", NOW.plusSeconds(n * 3_600L));
        return new Signal(made.id(), "c", Rank.EXPRESSION, made.at(), 1, 14, 13, List.of());
    }

    private static List<Ring.Shot> pictures() {
        return List.of(new Ring.Shot(NOW, new byte[1_000]));
    }
}
