package org.pukar.server.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.camera.Camera;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.routing.Roads;
import org.pukar.server.authorisation.Authorisations;
import org.pukar.server.desk.Desk;
import org.pukar.server.desk.TestCity;
import org.pukar.server.settings.Channel;
import org.pukar.server.settings.City;
import org.pukar.server.settings.PresentCameras;
import org.pukar.server.settings.Safeguards;
import org.pukar.server.store.Alert;
import org.pukar.server.store.AlertStore;
import org.pukar.server.store.Database;
import org.pukar.server.store.EvidenceStore;
import org.pukar.server.store.IncidentStore;
import org.pukar.server.store.MasterKey;

/** Exercise mode and live mode: who is told, and what is counted. */
class ModesTest {
    private static final Camera CAMERA = new Camera("c", "s", "Gate", TestCity.PLACE, "", false);
    private static final Span NOVEMBER = Span.of(YearMonth.of(2026, 11), ZoneOffset.UTC);

    @TempDir Path data;
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");

    private static Channel channel(String id, boolean exercises) {
        return new Channel(
                id,
                new Channel.Webhook("http://localhost", Channel.Format.JSON),
                List.of(),
                Rank.EXPRESSION,
                exercises,
                Optional.empty(),
                Duration.ofSeconds(1),
                20);
    }

    /** A request in that mode; tells which channels hear of it and as what. */
    private List<String> asks(Database database, City city) throws Exception {
        new Authorisations(city, PresentCameras.of(city), database.jdbc(), () -> now).noteMode();
        Desk desk =
                new Desk(
                        city,
                        database,
                        new EvidenceStore(
                                database.jdbc(),
                                MasterKey.load(data.resolve("master.key"), Optional.empty())),
                        Roads.unknown(),
                        () -> now);
        now = now.plus(Duration.ofHours(3)); // an incident of its own
        desk.take(Signal.request("c", now), CAMERA, List.of());
        WatchedTime.add(
                database.jdbc(),
                now.atZone(ZoneOffset.UTC).toLocalDate(),
                CAMERA,
                Duration.ofHours(24));
        var newest =
                new IncidentStore(database.jdbc())
                        .open().stream()
                                .map(k -> k.incident())
                                .max((a, b) -> a.openedAt().compareTo(b.openedAt()))
                                .orElseThrow();
        return new AlertStore(database.jdbc())
                .of(newest.id()).stream()
                        .map(AlertStore.Kept::alert)
                        .filter(a -> a.kind() == Alert.Kind.OPENED)
                        .map(a -> a.channel() + " " + a.status())
                        .toList();
    }

    @Test
    void exercisesGoToNoLiveStationAndFiguresOfTheModesDoNotMix() throws Exception {
        City live =
                TestCity.in(data).with(List.of(channel("live", false), channel("drills", true)));
        City exercise = live.with(Safeguards.none());
        try (Database database = Database.open(data, Optional.empty(), true)) {
            FiguresStore figures = new FiguresStore(database.jdbc(), List.of("s"));
            assertThat(asks(database, exercise)).containsExactly("drills EXERCISE");
            assertThat(asks(database, exercise)).containsExactly("drills EXERCISE");
            assertThat(figures.total(NOVEMBER).of(Count.INCIDENTS)).isEqualTo(2);
            assertThat(figures.total(NOVEMBER).cameraDays()).isEqualTo(2);

            assertThat(asks(database, live))
                    .containsExactlyInAnyOrder("live ACTUAL", "drills ACTUAL");
            assertThat(figures.total(NOVEMBER).of(Count.INCIDENTS)).isEqualTo(1);
            assertThat(figures.total(NOVEMBER).cameraDays()).isEqualTo(1);
            assertThat(figures.months(ZoneOffset.UTC)).containsExactly(YearMonth.of(2026, 11));

            assertThat(asks(database, exercise)).containsExactly("drills EXERCISE");
            assertThat(figures.total(NOVEMBER).of(Count.INCIDENTS)).isEqualTo(3);
            assertThat(
                            database.jdbc()
                                    .sql("select live::text from city_mode order by id")
                                    .query(String.class)
                                    .list())
                    .as("a row for each change and none for a start without one")
                    .containsExactly("false", "true", "false");
        }
    }
}
