package org.pukar.server.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.camera.Camera;
import org.pukar.server.audit.Finding;
import org.pukar.server.audit.LogReader;
import org.pukar.server.desk.TestCity;
import org.pukar.server.store.Database;

/** How long cameras were watched, in the figures and in the log. */
class WatchedTimeTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 25);

    @TempDir Path data;
    private Database database;

    @BeforeEach
    void open() throws Exception {
        database = Database.open(data, Optional.empty(), true);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void watched(String camera, LocalDate day, int minutes) {
        WatchedTime.add(
                database.jdbc(),
                day,
                new Camera(camera, "s", "Gate", TestCity.PLACE, "", false),
                Duration.ofMinutes(minutes));
    }

    private List<String> entries() {
        return database.jdbc()
                .sql("select detail from audit where act = 'WATCHED' order by id")
                .query(String.class)
                .list();
    }

    private List<String> found() throws Exception {
        return new LogReader(database)
                .check(List.of(), n -> {}).findings().stream()
                        .filter(f -> f.kind() == Finding.Kind.WATCHED)
                        .map(Finding::words)
                        .toList();
    }

    private void change(String words) {
        database.jdbc().sql(words).update();
    }

    @Test
    void whatCameSinceIsEnteredOnceForEachCameraAndDay() throws Exception {
        watched("gate", DAY, 60);
        watched("yard", DAY, 5);
        WatchedTime.enter(database.jdbc());
        WatchedTime.enter(database.jdbc());
        watched("gate", DAY, 30);
        watched("gate", DAY.plusDays(1), 1);
        assertThat(found()).as("not entered yet, which an hour may take").isEmpty();
        WatchedTime.enter(database.jdbc());
        assertThat(entries())
                .containsExactlyInAnyOrder(
                        "2026-11-25, camera gate at s, live: 3600 s",
                        "2026-11-25, camera yard at s, live: 300 s",
                        "2026-11-25, camera gate at s, live: 1800 s",
                        "2026-11-26, camera gate at s, live: 60 s");
        assertThat(found()).isEmpty();
    }

    @Test
    void aStopEntersWhatCameSince() {
        watched("gate", DAY, 7);
        new WatchedTime(database.jdbc(), ZoneOffset.UTC, InstantSource.system(), List::of).close();
        assertThat(entries()).containsExactly("2026-11-25, camera gate at s, live: 420 s");
    }

    @Test
    void whoeverChangesWhatFalseAlarmsAreCountedAgainstIsFoundOut() throws Exception {
        watched("gate", DAY, 600);
        WatchedTime.enter(database.jdbc());
        change("update camera_watched set seconds = 86400, logged = 86400");
        assertThat(found())
                .as("more, so that the rate looks better")
                .containsExactly(
                        "2026-11-25, camera gate at s, live: the log says 36000 s, the figures"
                                + " count 86400 s");
        change("update camera_watched set seconds = 60, logged = 60");
        assertThat(found()).as("less").hasSize(1);
        change("delete from camera_watched");
        assertThat(found())
                .containsExactly(
                        "2026-11-25, camera gate at s, live: the log says 36000 s, the figures"
                                + " count 0 s");
        watched("never", DAY, 600);
        assertThat(found()).as("and a camera that the log does not know").hasSize(2);
    }
}
