package org.pukar.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.server.settings.KeySettings;

/** The change of the master key in a process of its own, killed with kill -9 again and again. */
class RotationTest {
    private static final long SEED = 4;

    private static final byte[] FACTOR =
            "a second factor of thirty-two by".getBytes(StandardCharsets.US_ASCII);
    private static final AccountStore.Account ACCOUNT =
            new AccountStore.Account(
                    "meera", "", AccountStore.Role.REVIEWER, Optional.empty(), false);

    @TempDir Path data;

    @Test
    void fiveThousandKeysSurviveKillsHalfWay() throws Exception {
        rotate(5_000, 5);
    }

    @Test
    @Tag("slow")
    void aHundredThousandKeysSurviveKillsHalfWay() throws Exception {
        rotate(100_000, 10);
    }

    private void rotate(int keys, int kills) throws Exception {
        Path file = data.resolve(MasterKey.FILE);
        MasterKey old = MasterKey.load(file, Optional.empty());
        Map<UUID, SecretKey> known = new HashMap<>();
        byte[] pointKey;
        byte[] oldCopy;
        Instant start = Instant.now();
        try (Database database = Database.open(data, Optional.empty(), true)) {
            var unused = new EvidenceStore(database.jdbc(), old);
            pointKey = new PointStore(database.jdbc(), old).newKey("pole", Instant.EPOCH);
            new AccountStore(database.jdbc()).add(ACCOUNT);
            new FactorStore(database.jdbc(), old).set("meera", FACTOR, 1);
            ExecutorService threads = Executors.newFixedThreadPool(16);
            for (int n = 0; n < keys; n++) {
                UUID id = UUID.randomUUID();
                SecretKey key = Seal.newKey();
                var written =
                        threads.submit(
                                () ->
                                        old.folder()
                                                .write(id, old.wrap(key, KeyFolder.belongsTo(id))));
                assertThat(written.isCancelled()).isFalse();
                known.put(id, key);
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(30, TimeUnit.MINUTES)).isTrue();
            assertThat(old.folder().list()).hasSize(keys);
            oldCopy = Files.readAllBytes(file);
        }
        Duration made = Duration.between(start, Instant.now());
        int killed = killHalfWay(keys, kills, old);
        Instant last = Instant.now();
        assertThat(end(start())).startsWith("done ");
        Duration resumed = Duration.between(last, Instant.now());

        MasterKey next = MasterKey.open(data, KeySettings.standard(), Map.of());
        assertThat(next.id()).isNotEqualTo(old.id());
        assertThat(next.folder().list()).hasSize(keys);
        int opened = 0;
        for (Map.Entry<UUID, SecretKey> each : known.entrySet()) {
            byte[] wrapped = next.folder().read(each.getKey()).orElseThrow();
            String bound = KeyFolder.belongsTo(each.getKey());
            assertThat(next.unwrap(wrapped, bound)).isEqualTo(each.getValue());
            assertThatThrownBy(() -> old.unwrap(wrapped, bound))
                    .isInstanceOf(Seal.BrokenSealException.class);
            opened++;
        }
        assertThat(opened).isEqualTo(keys);
        assertThat(MasterKey.next(file)).doesNotExist();
        assertThat(
                        Bytes.find(
                                data,
                                new String(oldCopy, StandardCharsets.US_ASCII)
                                        .strip()
                                        .getBytes(StandardCharsets.US_ASCII)))
                .as("the old key lies nowhere")
                .isEmpty();
        try (Database database = Database.open(data, Optional.empty(), true)) {
            var unused = new EvidenceStore(database.jdbc(), next);
            assertThat(new PointStore(database.jdbc(), next).key("pole"))
                    .hasValueSatisfying(k -> assertThat(k).isEqualTo(pointKey));
            assertThat(new FactorStore(database.jdbc(), next).find("meera"))
                    .hasValueSatisfying(k -> assertThat(k).isEqualTo(FACTOR));
            assertThatThrownBy(() -> new EvidenceStore(database.jdbc(), old))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("this is another");
        }
        System.out.printf(
                "%d keys made in %d s, killed %d times, resumed for %d s: none lost%n",
                keys, made.toSeconds(), killed, resumed.toSeconds());
    }

    /** Each time a little farther on, at a random moment after that many keys. */
    private int killHalfWay(int keys, int kills, MasterKey old) throws Exception {
        Random random = new Random(SEED);
        int killed = 0;
        for (int kill = 1; kill <= kills; kill++) {
            Process process = start();
            long until = (long) keys * kill / (kills + 1);
            try (BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("at ") && Long.parseLong(line.substring(3)) >= until) {
                        TimeUnit.MILLISECONDS.sleep(random.nextInt(10));
                        process.destroyForcibly();
                        break;
                    }
                }
            }
            killed += process.waitFor() == 137 ? 1 : 0;
            assertThatThrownBy(() -> MasterKey.open(data, KeySettings.standard(), Map.of()))
                    .as("half-way nothing else starts")
                    .hasMessage(
                            "a change of the master key was interrupted and must be finished first:"
                                    + " ./pukar key rotate");
        }
        assertThat(killed).isEqualTo(kills);
        assertThat(left(old)).as("some are left for the last").isBetween(1L, keys - 1L);
        return killed;
    }

    private static long left(MasterKey old) {
        List<UUID> all = old.folder().list();
        return all.stream()
                .filter(id -> old.folder().read(id).filter(old::wraps).isPresent())
                .count();
    }

    private Process start() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Rotates.class.getName(),
                        data.toString())
                .redirectError(data.resolve("rotates.log").toFile())
                .start();
    }

    private static String end(Process process) throws Exception {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String last = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line.startsWith("done ") ? line : last;
            }
            return last;
        }
    }

    @Test
    void whatIsWrappedByAThirdKeyStopsItBeforeAnythingIsChanged() throws Exception {
        MasterKey old = MasterKey.load(data.resolve(MasterKey.FILE), Optional.empty());
        try (Database database = Database.open(data, Optional.empty(), true)) {
            var unused = new EvidenceStore(database.jdbc(), old);
            UUID id = UUID.randomUUID();
            UUID strange = UUID.randomUUID();
            MasterKey third = MasterKey.ofFile(data.resolve("third.key"), old.folder());
            old.folder().write(id, old.wrap(Seal.newKey(), KeyFolder.belongsTo(id)));
            old.folder().write(strange, third.wrap(Seal.newKey(), KeyFolder.belongsTo(strange)));
            MasterKey next = MasterKey.ofFile(data.resolve("next.key"), old.folder());
            assertThatThrownBy(() -> new Rotation(database.jdbc(), old, next).run(n -> {}))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("1 things are not; bring back the master key");
            assertThat(old.wraps(old.folder().read(id).orElseThrow())).isTrue();
            var still = new EvidenceStore(database.jdbc(), old);
            assertThat(still).isNotNull();
        }
    }

    @Test
    void anotherDeskOnTheSameDatabaseStopsIt() throws Exception {
        try (Database one = Database.open(data, Optional.empty(), true)) {
            String url =
                    one.jdbc().sql("select current_setting('port')").query(String.class).single();
            String password = Files.readString(data.resolve("database.password")).strip();
            String address =
                    "jdbc:postgresql://127.0.0.1:%s/postgres?user=postgres&password=%s"
                            .formatted(url, password);
            one.refuseOthers();
            try (Database two =
                    Database.open(data.resolve("second-desk"), Optional.of(address), true)) {
                assertThatThrownBy(one::refuseOthers)
                        .hasMessage(
                                "no other Pukar may run on this database meanwhile, 1 do; stop them"
                                        + " first");
                assertThat(two.jdbc()).isNotNull();
            }
        }
    }

    @Test
    void theKeyMayComeFromTheEnvironmentAndGoToTheNextOne() throws Exception {
        String one = "A".repeat(43) + "=";
        String two = "B".repeat(42) + "A=";
        Map<String, String> both =
                Map.of(MasterKey.VARIABLE, one, MasterKeyChange.NEXT_VARIABLE, two);
        KeySettings standard = KeySettings.standard();
        try (Database database = Database.open(data, Optional.empty(), true)) {
            MasterKey old = MasterKey.open(data, standard, Map.of(MasterKey.VARIABLE, one));
            var unused = new EvidenceStore(database.jdbc(), old);
            assertThatThrownBy(
                            () ->
                                    MasterKeyChange.plan(
                                            data,
                                            standard,
                                            Map.of(MasterKey.VARIABLE, one),
                                            Optional.empty(),
                                            Optional.empty()))
                    .hasMessageContaining(
                            "the next key must be in the environment variable"
                                    + " PUKAR_MASTER_KEY_NEXT, it is not set");
            MasterKeyChange change =
                    MasterKeyChange.plan(data, standard, both, Optional.empty(), Optional.empty());
            Rotation rotation = new Rotation(database.jdbc(), change.from(), change.to());
            assertThat(rotation.run(n -> {}).wrapped()).isEqualTo(1);
            change.finish();
            assertThat(rotation.run(n -> {}).wrapped()).as("again").isZero();
            assertThat(change.mend())
                    .isEqualTo("set PUKAR_MASTER_KEY to the next key before the next start");
            var moved =
                    new EvidenceStore(
                            database.jdbc(),
                            MasterKey.open(data, standard, Map.of(MasterKey.VARIABLE, two)));
            assertThat(moved).isNotNull();
        }
    }
}
