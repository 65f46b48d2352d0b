package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.camera.Camera;
import org.pukar.server.settings.City;
import org.pukar.server.settings.PresentCameras;
import org.pukar.server.settings.SettingsFile;
import org.springframework.dao.DataAccessResourceFailureException;

/** What is taken over of a changed file, and when; each look is told to happen. */
class SettingsWatchTest {
    private static final String GATE = "      - {id: gate, name: Gate, source: /films/gate.mp4}\n";
    private static final String LANE = "      - {id: lane, name: Lane, source: /films/lane.mp4}\n";

    @TempDir private Path folder;
    private Path file = Path.of("");
    private PresentCameras cameras = new PresentCameras(List.of());
    private SettingsWatch watch;
    private LogLines log;
    private final List<List<Camera>> taken = new ArrayList<>();
    private Optional<String> trouble = Optional.empty();

    @BeforeEach
    void start() throws Exception {
        file = folder.resolve("pukar.yaml");
        write(GATE);
        City city = SettingsFile.read(file);
        cameras = PresentCameras.of(city);
        log = new LogLines(SettingsWatch.class);
        watch =
                new SettingsWatch(
                        file, () -> SettingsFile.read(file), city, cameras, this::takeOver);
        look();
        assertThat(log.all()).as("of a file that is as it was at the start").isEmpty();
        assertThat(taken).isEmpty();
    }

    @AfterEach
    void stop() {
        log.close();
        watch.close();
    }

    private void takeOver(List<Camera> next) {
        trouble.ifPresent(
                why -> {
                    throw new DataAccessResourceFailureException(why);
                });
        taken.add(next);
        cameras.change(next, Instant.EPOCH);
    }

    private static String text(String cameras) {
        return """
        city: {name: Test, timeZone: Asia/Kolkata}
        web: {port: 0}
        stations:
          - {id: st, name: Station, place: [26.72, 80.86]}
        sites:
          - id: square
            name: Square
            place: [26.72, 80.86]
            cameras:
        """
                + cameras;
    }

    private void write(String cameras) throws Exception {
        Files.writeString(file, text(cameras));
    }

    /** A file counts once two looks in a row found it the same. */
    private void look() {
        watch.look();
        watch.look();
    }

    private List<String> ids() {
        return cameras.list().stream().map(Camera::id).toList();
    }

    @Test
    void camerasComeChangeAndGo() throws Exception {
        write(LANE + GATE);
        look();
        assertThat(ids()).containsExactly("lane", "gate");
        write(LANE.replace("Lane", "East lane"));
        look();
        assertThat(cameras.list()).extracting(Camera::name).containsExactly("East lane");
        assertThat(cameras.name("gate")).as("the name of a removed one").isEqualTo("Gate");
        look();
        assertThat(taken).hasSize(2);
        assertThat(log.all())
                .containsExactly(
                        "INFO cameras: 1 added (lane)",
                        "INFO cameras: 1 removed (gate), 1 changed (lane)");
    }

    /** What is there so far may be sound, and lack the cameras that are yet to be written. */
    @Test
    void aFileThatIsStillBeingWrittenWaits() throws Exception {
        write(LANE + GATE);
        look();
        write(LANE);
        watch.look();
        write(LANE + GATE);
        watch.look();
        watch.look();
        assertThat(taken).hasSize(1);
        assertThat(ids()).containsExactly("lane", "gate");
    }

    @Test
    void aFileWithProblemsChangesNothingAndIsToldOfOnce() throws Exception {
        write(LANE + "      - {id: gate, nam: Gate, source: /films/gate.mp4}\n");
        look();
        look();
        assertThat(ids()).containsExactly("gate");
        assertThat(log.all())
                .containsExactly(
                        ("WARN changed settings are not taken over, all cameras go on as they are:"
                             + " the settings have 2 problems (%s); line 11: name is missing in an"
                             + " entry of cameras; line 11: unknown name nam; did you mean name?")
                                .formatted(file));
        write(LANE);
        look();
        assertThat(ids()).containsExactly("lane");
        assertThat(taken).hasSize(1);
    }

    @Test
    void aFileThatIsGoneChangesNothingAndIsToldOfOnce() throws Exception {
        Files.delete(file);
        look();
        look();
        assertThat(log.all())
                .singleElement()
                .asString()
                .startsWith("WARN changed settings are not taken over, all cameras go on")
                .contains("the settings file must be there and be UTF-8 text");
        write(GATE);
        look();
        assertThat(taken).isEmpty();
        assertThat(ids()).containsExactly("gate");
        assertThat(log.all())
                .last()
                .isEqualTo("INFO the settings are again what was taken over last");
    }

    @Test
    void whatIsNoCameraNeedsARestartAndIsNamed() throws Exception {
        Files.writeString(file, text(GATE + LANE).replace("port: 0", "port: 8099"));
        look();
        assertThat(ids()).containsExactly("gate", "lane");
        assertThat(log.all())
                .containsExactly(
                        "INFO cameras: 1 added (lane)",
                        "WARN the settings differ in more than cameras, which needs a restart:"
                                + " web");
    }

    @Test
    void aCameraOfASiteThatIsNewIsClosedUntilARestart() throws Exception {
        String market =
                "  - {id: market, name: Market, place: [26.73, 80.86], cameras: [%s, %s]}\n"
                        .formatted(
                                "{id: gate, name: Moved, source: /films/gate.mp4}",
                                "{id: stall, name: Stall, source: /films/stall.mp4}");
        write(LANE + market);
        look();
        assertThat(cameras.list()).extracting(Camera::name).containsExactly("Lane");
        assertThat(log.all())
                .containsExactly(
                        "INFO cameras: 1 added (lane), 1 removed (gate)",
                        "WARN cameras of a site that is new, or of another kind now, need a"
                                + " restart, until then they are closed: gate (site market), stall"
                                + " (site market)",
                        "WARN the settings differ in more than cameras, which needs a restart:"
                                + " sites");
    }

    /** It was authorised for a street. */
    @Test
    void aCameraWhosePlaceIsOfAnotherKindNowIsClosedUntilARestart() throws Exception {
        Files.writeString(
                file, text(GATE).replace("name: Square", "name: Square\n    kind: station"));
        look();
        assertThat(cameras.list()).isEmpty();
        assertThat(log.all()).contains("INFO cameras: 1 removed (gate)");
    }

    /** Only the other file's coming mends it. */
    @Test
    void aProblemInAFileThatTheSettingsNameIsLookedAtAgain() throws Exception {
        Files.writeString(
                file, text(GATE + LANE).replace("name: Test,", "name: Test, map: roads.geojson,"));
        look();
        look();
        assertThat(ids()).containsExactly("gate");
        assertThat(log.all()).singleElement().asString().contains("found none at");
        Files.writeString(folder.resolve("roads.geojson"), "{}");
        watch.look();
        assertThat(ids()).containsExactly("gate", "lane");
    }

    @Test
    void whatCantBeTakenOverIsTriedAgainAndToldOfOnce() throws Exception {
        trouble = Optional.of("the database is away");
        write(LANE);
        look();
        look();
        assertThat(ids()).containsExactly("gate");
        trouble = Optional.empty();
        watch.look();
        assertThat(ids()).containsExactly("lane");
        assertThat(log.all())
                .containsExactly(
                        "ERROR what the settings say of cameras is not taken over yet, it is tried"
                                + " again and again: the database is away",
                        "INFO cameras: 1 added (lane), 1 removed (gate)");
    }
}
