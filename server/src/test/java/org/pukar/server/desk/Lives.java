package org.pukar.server.desk;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.pukar.camera.Camera;
import org.pukar.evidence.Signal;
import org.pukar.incident.Event;
import org.pukar.incident.Outcome;
import org.pukar.server.store.Database;
import org.pukar.server.store.EvidenceStore;
import org.pukar.server.store.MasterKey;
import org.pukar.vision.mask.Ring;

/**
 * A process that lives one incident after another until it is killed, and says each step once it
 * was accepted: {@code Lives DATA FIRST}. A signal is offered again by the next process, as a
 * camera would.
 */
final class Lives {
    private Lives() {}

    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[0]);
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
                            org.pukar.routing.Roads.unknown(),
                            InstantSource.system());
            for (int n = Integer.parseInt(arguments[1]); ; n++) {
                live(n, desk, database);
            }
        }
    }

    /** The signal of the n-th life: the same whoever makes it. */
    static Signal signal(int n) {
        Signal request = Signal.request("c" + n, Instant.EPOCH.plusSeconds(n * 1000L));
        return new Signal(
                request.id(),
                request.cameraId(),
                org.pukar.evidence.Rank.EXPRESSION,
                request.at(),
                1,
                14,
                13.7,
                List.of());
    }

    private static void live(int n, Desk desk, Database database) {
        Camera camera = new Camera("c" + n, "s", "Camera", TestCity.PLACE, "", false);
        Signal signal = signal(n);
        desk.take(signal, camera, List.of(new Ring.Shot(signal.at(), new byte[50_000])));
        say(n, "Opened");
        UUID id =
                database.jdbc()
                        .sql("select incident_id from signal where id = ?")
                        .param(signal.id())
                        .query(UUID.class)
                        .single();
        Outcome outcome =
                new Outcome(
                        Outcome.Found.HELP_GIVEN,
                        Outcome.Answer.YES,
                        Outcome.Answer.NO,
                        Outcome.Answer.NO,
                        Outcome.Answer.NO,
                        Outcome.Answer.NO,
                        "");
        for (Event event :
                List.of(
                        new Event.Claimed(desk.now(), "arjun"),
                        new Event.Confirmed(desk.now(), "arjun"),
                        new Event.Acknowledged(desk.now(), "kavya"),
                        new Event.Arrived(desk.now(), "kavya"),
                        new Event.Reported(desk.now(), "kavya", outcome))) {
            // After a restart earlier steps have been taken already and are refused: that is no
            // loss.
            if (desk.act(id, event, "someone", "").isEmpty()) {
                say(n, event.getClass().getSimpleName());
            }
        }
    }

    private static void say(int n, String step) {
        System.out.println("accepted " + n + " " + step);
        System.out.flush();
    }
}
