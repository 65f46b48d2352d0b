package org.pukar.server.command;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.pukar.server.point.PointSender;
import org.pukar.server.settings.City;
import org.pukar.server.store.PointStore.Kind;

/** The demo's panic points: each says over HTTP that it is there, and tries a press once. */
final class DemoPoles implements AutoCloseable {
    private static final long MINUTES = 5;

    private final City city;
    private final Path keys;
    private final String address;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        Thread poles = new Thread(work, "demo-poles");
                        poles.setDaemon(true);
                        return poles;
                    });

    /** Where the key of each point lies as {@code ID.key}. */
    DemoPoles(City city, Path keys, String address) {
        this.city = city;
        this.keys = keys;
        this.address = address;
    }

    void start() {
        var tried = thread.submit(() -> say(Kind.TEST));
        var beats =
                thread.scheduleAtFixedRate(() -> say(Kind.HEARTBEAT), 0, MINUTES, TimeUnit.MINUTES);
        assert tried != null && beats != null;
    }

    private void say(Kind kind) {
        for (City.Point point : city.points()) {
            try {
                byte[] key = PointCommand.readKey(keys.resolve(point.id() + ".key"));
                PointCommand.Send.send(
                        address, PointSender.sign(point.id(), key, kind, Instant.now()));
            } catch (FailedException e) {
                System.err.println(
                        "pukar: the demo's point " + point.id() + " is silent: " + e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
