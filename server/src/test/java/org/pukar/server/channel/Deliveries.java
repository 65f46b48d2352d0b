package org.pukar.server.channel;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pukar.camera.Camera;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.server.desk.Desk;
import org.pukar.server.desk.TestCity;
import org.pukar.server.settings.Channel;
import org.pukar.server.settings.City;
import org.pukar.server.settings.Secret;
import org.pukar.server.store.Database;
import org.pukar.server.store.EvidenceStore;
import org.pukar.server.store.MasterKey;

/**
 * A process that takes signals and tells two channels of them until it is killed: {@code Deliveries
 * DATA FIRST WEBHOOK BROKER}. It says each signal once the desk accepted it.
 */
final class Deliveries {
    private Deliveries() {}

    private static Channel channel(String id, Channel.Address address) {
        return new Channel(
                id,
                address,
                List.of(),
                Rank.EXPRESSION,
                false,
                Optional.of(new Secret.Variable("SECRET")),
                Duration.ofSeconds(5),
                1000);
    }

    static City city(Path data, String webhook, String broker) {
        return TestCity.in(data)
                .with(
                        List.of(
                                channel("hook", new Channel.Webhook(webhook, Channel.Format.CAP)),
                                channel(
                                        "mqtt",
                                        new Channel.Mqtt(
                                                broker,
                                                "alerts",
                                                Channel.Format.JSON,
                                                Optional.empty(),
                                                Optional.empty()))));
    }

    static Channels channels(City city, Database database) throws Exception {
        return Channels.open(
                city,
                database,
                Map.of("SECRET", "0123456789abcdef01234567"),
                InstantSource.system());
    }

    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[0]);
        City city = city(data, arguments[2], arguments[3]);
        try (Database database = Database.open(data, Optional.empty(), true);
                Channels channels = channels(city, database)) {
            Desk desk =
                    new Desk(
                            city,
                            database,
                            new EvidenceStore(
                                    database.jdbc(),
                                    MasterKey.load(data.resolve("master.key"), Optional.empty())),
                            org.pukar.routing.Roads.unknown(),
                            InstantSource.system());
            channels.start();
            for (int n = Integer.parseInt(arguments[1]); ; n++) {
                // Far apart, so that each is an incident of its own; a request: opened and sent.
                Signal signal = Signal.request("c", Instant.EPOCH.plusSeconds(n * 1000L));
                desk.take(
                        signal,
                        new Camera("c", "s", "Camera", TestCity.PLACE, "", false),
                        List.of());
                channels.changed("");
                System.out.println("accepted " + n);
                System.out.flush();
            }
        }
    }
}
