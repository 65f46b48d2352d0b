package org.pukar.server.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.camera.Camera;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.incident.Event;
import org.pukar.incident.Outcome;
import org.pukar.incident.State;
import org.pukar.server.settings.Channel;
import org.pukar.server.settings.City;
import org.pukar.server.store.Alert;
import org.pukar.server.store.AlertStore;
import org.pukar.server.store.Database;
import org.pukar.server.store.EvidenceStore;
import org.pukar.server.store.IncidentStore;
import org.pukar.server.store.MasterKey;
import org.pukar.server.store.Owner;

/** What is told of an incident's life, to whom, over the real database. */
class AlertsTest {
    private static final Camera CAMERA = new Camera("c", "s", "Camera", TestCity.PLACE, "", false);

    @TempDir static Path data;
    private static Database database;

    private Instant now = Instant.parse("2026-11-24T18:00:00Z");
    private Desk desk;
    private Alerts alerts;
    private City city;

    @BeforeAll
    static void open() throws Exception {
        database = Database.open(data, Optional.empty(), true);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void start() throws Exception {
        TestCity.forget(database);
        city =
                TestCity.in(data)
                        .with(
                                List.of(
                                        channel("all", List.of(), Rank.EXPRESSION, false),
                                        channel("wishes", List.of(), Rank.SIGN, false),
                                        channel("here", List.of("st"), Rank.EXPRESSION, false),
                                        channel("away", List.of("other"), Rank.EXPRESSION, false),
                                        channel("drills", List.of(), Rank.EXPRESSION, true)));
        desk =
                new Desk(
                        city,
                        database,
                        new EvidenceStore(
                                database.jdbc(),
                                MasterKey.load(data.resolve("master.key"), Optional.empty())),
                        org.pukar.routing.Roads.unknown(),
                        () -> now);
        alerts = new Alerts(city, database);
    }

    private static Channel channel(String id, List<String> stations, Rank from, boolean exercises) {
        return new Channel(
                id,
                new Channel.Webhook("http://localhost", Channel.Format.JSON),
                stations,
                from,
                exercises,
                Optional.empty(),
                Duration.ofSeconds(1),
                20);
    }

    private UUID take(Rank rank) {
        Signal request = Signal.request("c", now);
        Signal signal = new Signal(request.id(), "c", rank, request.at(), 1, 14, 13.7, List.of());
        desk.take(signal, CAMERA, List.of());
        desk.take(signal, CAMERA, List.of()); // a repeat changes nothing
        return new IncidentStore(database.jdbc()).open().get(0).incident().id();
    }

    private void passes(int seconds) {
        for (int n = 0; n < seconds; n++) {
            now = now.plusSeconds(1);
            desk.tick();
        }
    }

    private List<String> told(UUID incident, String channel) {
        return new AlertStore(database.jdbc())
                .of(incident).stream()
                        .map(AlertStore.Kept::alert)
                        .filter(a -> a.channel().equals(channel))
                        .map(a -> a.kind() + (a.confirmed() ? " confirmed" : ""))
                        .toList();
    }

    @Test
    void aRequestIsToldAtOnceAndSoIsWhoWasSent() {
        UUID id = take(Rank.REQUEST);
        for (String channel : List.of("all", "wishes", "here", "drills")) {
            assertThat(told(id, channel)).containsExactly("OPENED", "SENT");
        }
        assertThat(told(id, "away")).isEmpty();
    }

    @Test
    void anExpressionIsToldWhereExpressionsAreAndSentOnlyAfterAConfirm() {
        UUID id = take(Rank.EXPRESSION);
        assertThat(told(id, "all")).containsExactly("OPENED");
        assertThat(told(id, "wishes")).isEmpty();
        assertThat(desk.act(id, new Event.Claimed(now, "arjun"), "arjun", "")).isEmpty();
        assertThat(desk.act(id, new Event.Confirmed(now, "arjun"), "arjun", "")).isEmpty();
        assertThat(told(id, "all")).containsExactly("OPENED", "SENT confirmed");
        Outcome.Answer no = Outcome.Answer.NO;
        Outcome outcome = new Outcome(Outcome.Found.HELP_GIVEN, no, no, no, no, no, "");
        assertThat(desk.act(id, new Event.Acknowledged(now, "kavya"), "kavya", "")).isEmpty();
        assertThat(desk.act(id, new Event.Reported(now, "kavya", outcome), "kavya", "")).isEmpty();
        assertThat(told(id, "all")).containsExactly("OPENED", "SENT confirmed", "CLOSED confirmed");
        assertThat(told(id, "wishes")).isEmpty();
    }

    @Test
    void whatWasDismissedIsWithdrawnFromWhoeverWasToldAndRefersToTheFirst() {
        UUID id = take(Rank.SIGN);
        now = now.plusSeconds(3);
        assertThat(desk.act(id, new Event.Claimed(now, "arjun"), "arjun", "")).isEmpty();
        assertThat(desk.act(id, new Event.Dismissed(now, "arjun", "play"), "arjun", "")).isEmpty();
        assertThat(told(id, "wishes")).containsExactly("OPENED", "WITHDRAWN");
        assertThat(told(id, "away")).isEmpty();
        List<Alert> all =
                new AlertStore(database.jdbc())
                        .of(id).stream()
                                .map(AlertStore.Kept::alert)
                                .filter(a -> a.channel().equals("here"))
                                .toList();
        assertThat(all.get(1).earlier())
                .containsExactly(new Alert.Earlier(all.get(0).id(), all.get(0).at()));
    }

    @Test
    void aSignThatNobodyTakesIsToldAgainAtTheFirstSecondFourthAndEighthMissedDeadline() {
        UUID id = take(Rank.SIGN);
        passes(60 * 7);
        assertThat(told(id, "here"))
                .containsExactly("OPENED", "ESCALATED", "ESCALATED", "ESCALATED", "ESCALATED");
        assertThat(told(id, "away"))
                .as("from the second missed deadline on everyone is told")
                .containsExactly("ESCALATED", "ESCALATED", "ESCALATED");
    }

    @Test
    void anExpressionThatBecomesASignIsRaised() {
        UUID id = take(Rank.EXPRESSION);
        now = now.plusSeconds(5);
        assertThat(take(Rank.SIGN)).isEqualTo(id);
        assertThat(told(id, "all")).containsExactly("OPENED", "RAISED");
        assertThat(told(id, "wishes")).containsExactly("RAISED");
    }

    /** A request comes and goes on top of what was seen; what is told after it is told, too. */
    @Test
    void stepsThatLookAlikeAreEachTold() {
        UUID id = take(Rank.EXPRESSION);
        IncidentStore incidents = new IncidentStore(database.jdbc());
        for (int n = 0; n < 2; n++) {
            now = now.plusSeconds(1);
            UUID request = UUID.randomUUID();
            org.pukar.server.store.Request asked =
                    new org.pukar.server.store.Request(
                            request,
                            org.pukar.server.store.Request.Way.CENTRE,
                            "112",
                            "",
                            false,
                            "",
                            Optional.empty(),
                            now,
                            now,
                            Optional.empty(),
                            Optional.empty());
            desk.requests()
                    .ask(
                            asked,
                            org.pukar.server.store.RequestStore.Secrets.none(),
                            city.site("s"),
                            Optional.empty());
            now = now.plusSeconds(1);
            desk.requests().withdraw(request);
        }
        assertThat(incidents.find(id).orElseThrow().incident().state()).isEqualTo(State.WAITING);
        assertThat(told(id, "all"))
                .containsExactly(
                        "OPENED", "RAISED", "SENT", "WITHDRAWN", "RAISED", "SENT", "WITHDRAWN");
    }

    @Test
    void anExerciseIsWrittenOnlyForChannelsThatWantIt() {
        UUID id = take(Rank.SIGN);
        IncidentStore.Kept kept = new IncidentStore(database.jdbc()).find(id).orElseThrow();
        database.jdbc().sql("delete from alert").update();
        IncidentStore.Kept drill =
                new IncidentStore.Kept(
                        kept.incident(),
                        kept.stationId(),
                        kept.where(),
                        Optional.of(IncidentStore.Exercise.DRILL));
        alerts.step(Optional.empty(), drill, now);
        assertThat(new AlertStore(database.jdbc()).of(id))
                .extracting(a -> a.alert().channel())
                .containsExactly("drills");
        assertThat(new AlertStore(database.jdbc()).of(id).get(0).alert().status())
                .isEqualTo(Alert.Status.EXERCISE);
    }

    @Test
    void aKnownPictureAmongOthersIsToldToNobodyElsewhere() {
        UUID id = take(Rank.SIGN);
        IncidentStore.Kept kept = new IncidentStore(database.jdbc()).find(id).orElseThrow();
        database.jdbc().sql("delete from alert").update();
        IncidentStore.Kept known =
                new IncidentStore.Kept(
                        kept.incident(),
                        kept.stationId(),
                        kept.where(),
                        Optional.of(IncidentStore.Exercise.KNOWN));
        alerts.step(Optional.empty(), known, now);
        assertThat(new AlertStore(database.jdbc()).of(id)).isEmpty();
    }

    @Test
    void aStepThatFailsLeavesNoAlertAndAnAlertThatFailsNoStep() throws Exception {
        UUID id = take(Rank.SIGN);
        Owner owner = new Owner(data, database);
        owner.run(
                "alter table alert add constraint full_disk check (content->>'kind' <>"
                        + " 'WITHDRAWN')");
        try {
            desk.act(id, new Event.Claimed(now, "arjun"), "arjun", "");
            assertThatThrownBy(
                            () ->
                                    desk.act(
                                            id,
                                            new Event.Dismissed(now, "arjun", "play"),
                                            "arjun",
                                            ""))
                    .hasMessageContaining("full_disk");
            assertThat(
                            new IncidentStore(database.jdbc())
                                    .find(id)
                                    .orElseThrow()
                                    .incident()
                                    .state()
                                    .ended())
                    .isFalse();
            assertThat(told(id, "all")).containsExactly("OPENED");
        } finally {
            owner.run("alter table alert drop constraint full_disk");
        }
    }

    @Test
    void oneAcknowledgementStandsAndIsInTheHistory() {
        UUID id = take(Rank.SIGN);
        AlertStore store = new AlertStore(database.jdbc());
        UUID alert = store.of(id).get(0).alert().id();
        assertThat(alerts.acknowledge(alert, "Kavya", now)).isTrue();
        assertThat(alerts.acknowledge(alert, "Ravi", now.plusSeconds(1))).isTrue();
        assertThat(alerts.acknowledge(UUID.randomUUID(), "Ravi", now)).isFalse();
        store.sent(alert, now.plusSeconds(2)); // the answer came before we wrote down that it left
        AlertStore.Kept kept = store.of(id).get(0);
        assertThat(kept.state()).isEqualTo(AlertStore.State.ACKNOWLEDGED);
        assertThat(kept.acknowledgedBy()).contains("Kavya");
        assertThat(new IncidentStore(database.jdbc()).history(id))
                .filteredOn(h -> h.kind().equals("AlertAcknowledged"))
                .extracting(h -> h.person().orElse("") + " " + h.detail())
                .containsExactly("Kavya saw the alert, over the channel all");
    }
}
