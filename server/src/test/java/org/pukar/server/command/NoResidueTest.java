package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.camera.Camera;
import org.pukar.server.desk.TestCity;
import org.pukar.server.store.AccountStore.Role;
import org.pukar.server.store.Owner;
import org.pukar.vision.watch.CameraStatus;

/**
 * G10: a busy street is read while somebody is on shift, and nothing raises a signal. Afterwards no
 * byte of any picture is outside memory: not in the data folder with the database's files and
 * write-ahead log and every log file, not in a file that is open and deleted, and nothing was sent
 * beyond this machine. That the search finds what it looks for is shown first.
 */
class NoResidueTest {
    private static final List<String> FILMS = List.of("market", "crossing-1080p25");

    @TempDir Path data;

    @Test
    void nothingOfABusyMinuteIsOutsideMemory() throws Exception {
        run(Duration.ofSeconds(30));
    }

    @Tag("slow")
    @Test
    void nothingOfAnHourOfBusyVideoIsOutsideMemory() throws Exception {
        run(Duration.ofMinutes(60).dividedBy(FILMS.size()));
    }

    private void run(Duration time) throws Exception {
        PictureTraces traces = PictureTraces.of(FILMS.stream().map(NoResidueTest::film).toList());
        Set<String> remote = new TreeSet<>();
        try (RunningPukar pukar =
                Authorised.start(
                        TestCity.in(data, FILMS.stream().map(NoResidueTest::camera).toList()))) {
            HttpPerson reviewer = HttpPerson.signIn(pukar, "arjun", Role.REVIEWER);
            Instant end = Instant.now().plus(time);
            Instant seen = Instant.EPOCH;
            while (Instant.now().isBefore(end)) {
                if (seen.plusSeconds(30).isBefore(Instant.now())) { // as an open page does
                    reviewer.post("/desk", "/shift/seen", "idle=0");
                    seen = Instant.now();
                }
                remote.addAll(Sockets.beyondThisMachine());
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            }
            for (CameraStatus status : pukar.watch().statuses()) {
                System.out.printf(
                        "%s: %d frames read, %d faces, %d signals%n",
                        status.camera().id(), status.read(), status.faces(), status.signals());
                assertThat(status.faces()).as("faces of " + status.camera().id()).isPositive();
                assertThat(status.paused()).as("somebody is on shift").isFalse();
                assertThat(status.signals()).isZero();
            }
            Owner owner = new Owner(data, pukar.database());
            owner.run("checkpoint");
            assertThat(traces.findIn(data)).as("files with a picture's bytes").isEmpty();
            assertThat(traces.findInDeletedFiles()).isEmpty();
            assertThat(remote).as("addresses beyond this machine").isEmpty();

            plantEverywhere(traces, owner);
        }
    }

    /** The same search finds a piece of a frame, of the stream and a JPEG wherever they are put. */
    private void plantEverywhere(PictureTraces traces, Owner owner) throws Exception {
        int planted = 0;
        for (byte[] trace : traces.samples()) {
            String hex = HexFormat.of().formatHex(trace);
            owner.run(
                    "create table residue_" + planted + " (picture bytea)",
                    "insert into residue_" + planted + " values (decode('" + hex + "', 'hex'))",
                    "checkpoint");
            assertThat(traces.findIn(data.resolve("postgres")))
                    .as("trace %d in the table and in the write-ahead log", planted)
                    .anySatisfy(f -> assertThat(f).contains("base"))
                    .anySatisfy(f -> assertThat(f).contains("pg_wal"));
            owner.run("drop table residue_" + planted, "checkpoint", "select pg_switch_wal()");
            Path file = data.resolve("logs-" + planted);
            Files.write(file, ("a line of a log " + planted).getBytes(StandardCharsets.UTF_8));
            assertThat(traces.findIn(file)).isEmpty();
            Files.write(file, trace, StandardOpenOption.APPEND);
            assertThat(traces.findIn(file)).isNotEmpty();
            Files.delete(file);
            planted++;
        }
        assertThat(planted).isGreaterThanOrEqualTo(4);
    }

    private static Path film(String name) {
        return PukarCommand.home().resolve("scenes/samples/" + name + ".mp4");
    }

    private static Camera camera(String name) {
        return new Camera(name, "s", name, TestCity.PLACE, film(name).toString(), true);
    }
}
