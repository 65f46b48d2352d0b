package org.pukar.server.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pukar.server.audit.AuditLog;
import org.pukar.server.point.PointSender;
import org.pukar.server.settings.City;
import org.pukar.server.store.Database;
import org.pukar.server.store.MasterKey;
import org.pukar.server.store.PointStore;
import org.pukar.server.store.PointStore.Kind;
import org.pukar.server.store.SecretFile;
import org.pukar.server.store.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pukar point}: keys of panic points, and a press as a point would send it. */
@Command(
        name = "point",
        mixinStandardHelpOptions = true,
        description = "Give a panic point its key, or send what a point would send.",
        subcommands = {PointCommand.Key.class, PointCommand.Send.class})
final class PointCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new FailedException(
                "say what to do: point key or point send; see ./pukar point --help");
    }

    /** {@code pukar point key}. */
    @Command(
            name = "key",
            mixinStandardHelpOptions = true,
            description =
                    "Make a new key for a panic point and print it, this once; an older key no"
                            + " longer holds.")
    static final class Key implements Callable<Integer> {
        @Mixin private WatchCommand.CityOptions options = new WatchCommand.CityOptions();

        @Parameters(paramLabel = "POINT", description = "The point's id in the settings.")
        private String point = "";

        @Override
        public Integer call() {
            City city = options.city();
            if (city.findPoint(point).isEmpty()) {
                throw new FailedException(
                        "a point must be one of the settings' (%s), got %s"
                                .formatted(
                                        String.join(
                                                ", ",
                                                city.points().stream()
                                                        .map(City.Point::id)
                                                        .toList()),
                                        point));
            }
            try (Database database = options.database(city)) {
                byte[] key =
                        new PointStore(
                                        database.jdbc(),
                                        MasterKey.open(city.data(), city.keeping().keys()))
                                .newKey(point, Instant.now());
                new AuditLog(database.jdbc())
                        .add("operator", AuditLog.Act.MADE_KEY, Optional.empty(), "point " + point);
                System.out.println(printed(key));
            } catch (StoreException e) {
                throw new FailedException(e);
            }
            return 0;
        }
    }

    /** What {@link Key} printed, 32 bytes. */
    static byte[] readKey(Path file) {
        try {
            return Base64.getUrlDecoder().decode(Files.readString(file).strip());
        } catch (IOException | IllegalArgumentException e) {
            throw new FailedException(
                    "the key file must hold what ./pukar point key printed: " + file);
        }
    }

    private static String printed(byte[] key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    }

    /** {@code pukar point send}. */
    @Command(
            name = "send",
            mixinStandardHelpOptions = true,
            description = "Send a message as a panic point would: to try one, or a whole city.")
    static final class Send implements Callable<Integer> {
        @Parameters(paramLabel = "POINT", description = "The point's id.")
        private String point = "";

        @Option(
                names = "--address",
                required = true,
                paramLabel = "URL",
                description = "Where Pukar listens, such as http://localhost:8080.")
        private String address = "";

        @Option(
                names = "--key-file",
                required = true,
                paramLabel = "FILE",
                description = "What ./pukar point key printed.")
        private Path keyFile = Path.of("key");

        @Option(
                names = "--kind",
                defaultValue = "PRESS",
                description = "One of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} unless told.")
        private Kind kind = Kind.PRESS;

        @Override
        public Integer call() {
            byte[] key = readKey(keyFile);
            HttpResponse<String> answer =
                    send(address, PointSender.sign(point, key, kind, Instant.now()));
            if (answer.statusCode() != 200) {
                throw new FailedException("refused: " + answer.body());
            }
            System.out.println("taken: " + kind.name().toLowerCase(Locale.ROOT));
            return 0;
        }

        static HttpResponse<String> send(String address, String signed) {
            try {
                HttpRequest request =
                        HttpRequest.newBuilder(
                                        URI.create(address).resolve("/api/v1/points/messages"))
                                .timeout(Duration.ofSeconds(10))
                                .header("Content-Type", "application/jose")
                                .POST(HttpRequest.BodyPublishers.ofString(signed))
                                .build();
                return HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString());
            } catch (IOException | IllegalArgumentException e) {
                throw new FailedException(
                        "Pukar must answer at " + address + ", it does not: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new FailedException("stopped while sending");
            }
        }
    }

    /** Keys for all points of a city that have none, in files of their own; for the demo. */
    static void keys(City city, PointStore points, Path folder, Instant now) throws IOException {
        Files.createDirectories(folder);
        for (City.Point point : city.points()) {
            Path file = folder.resolve(point.id() + ".key");
            if (!Files.exists(file) || points.key(point.id()).isEmpty()) {
                SecretFile.write(file, printed(points.newKey(point.id(), now)) + "\n");
            }
        }
    }
}
