package org.pukar.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.server.store.Database;

/** kill -9 at ten random moments of an incident's life, every other time the database with it. */
class KilledTest {
    private static final int KILLS = 10;
    private static final long SEED = 2021;

    @TempDir Path data;

    @Test
    void whatWasAcceptedIsThereOnceAndOnceOnly() throws Exception {
        Random random = new Random(SEED);
        List<String> accepted = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            int first = accepted.isEmpty() ? 1 : life(accepted.get(accepted.size() - 1));
            Process process = start(first);
            int steps = accepted.size();
            int until = steps + 3 + random.nextInt(30);
            try (BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("accepted ")) {
                        accepted.add(line);
                    }
                    if (accepted.size() == until) {
                        List<ProcessHandle> children = process.descendants().toList();
                        ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
                        if (kill % 2 == 1) {
                            children.forEach(ProcessHandle::destroyForcibly);
                        }
                    }
                }
            }
            assertThat(process.waitFor())
                    .as("the process was killed, it did not end by itself")
                    .isEqualTo(137);
            assertThat(accepted.size()).isGreaterThanOrEqualTo(until);
        }
        try (Database database = Database.open(data, Optional.empty(), true)) {
            for (String line : accepted) {
                int n = life(line);
                String step = line.split(" ", 3)[2];
                assertThat(happened(database, n, step)).as(line).isEqualTo(1);
            }
            int lives = life(accepted.get(accepted.size() - 1));
            assertThat(count(database, "signal")).isBetween(lives, lives + 1);
            assertThat(count(database, "incident")).isEqualTo(count(database, "signal"));
            assertThat(
                            count(
                                    database,
                                    "(select 1 from incident_event group by incident_id, kind"
                                            + " having count(*) > 1)"))
                    .as("steps taken twice")
                    .isZero();
            assertThat(count(database, "evidence_picture")).isEqualTo(count(database, "signal"));
        }
        System.out.printf(
                "killed %d times in %d accepted steps: none lost, none doubled%n",
                KILLS, accepted.size());
    }

    private Process start(int first) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Lives.class.getName(),
                        data.toString(),
                        Integer.toString(first))
                .redirectError(data.resolve("lives.log").toFile())
                .start();
    }

    private static int life(String line) {
        return Integer.parseInt(line.split(" ", 3)[1]);
    }

    private static int happened(Database database, int n, String step) {
        UUID signal = Lives.signal(n).id();
        return database.jdbc()
                .sql(
                        "select count(*) from incident_event e join signal s on s.incident_id ="
                                + " e.incident_id where s.id = ? and e.kind = ?")
                .params(signal, step)
                .query(Integer.class)
                .single();
    }

    private static int count(Database database, String what) {
        return database.jdbc().sql("select count(*) from " + what).query(Integer.class).single();
    }
}
