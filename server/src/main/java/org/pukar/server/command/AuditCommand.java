package org.pukar.server.command;

import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.pukar.server.audit.AuditLog;
import org.pukar.server.audit.LogCheck;
import org.pukar.server.audit.LogKey;
import org.pukar.server.audit.LogName;
import org.pukar.server.audit.LogReader;
import org.pukar.server.audit.PublishedLog;
import org.pukar.server.audit.SignedHead;
import org.pukar.server.audit.WitnessServer;
import org.pukar.server.settings.City;
import org.pukar.server.store.Database;
import org.pukar.server.store.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code pukar audit}: whether the log is what it was. Works beside a running Pukar. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Check the log, take it out, witness it.",
        subcommands = {
            AuditCommand.Verify.class,
            AuditCommand.Export.class,
            AuditCommand.Key.class,
            AuditCommand.NewKey.class,
            AuditCommand.Serve.class
        })
final class AuditCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new FailedException(
                "say what to do: audit verify, export, key, new-key or witness; see ./pukar audit"
                        + " --help");
    }

    /** {@code pukar audit verify}. */
    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "Go over every entry and work every hash out anew. Exits with 1 where anything does"
                        + " not fit.",
                "Without --head it can only say that the log fits its own heads; with a head that"
                        + " somebody else kept it says that the log has only grown since."
            })
    static final class Verify implements Callable<Integer> {
        @Mixin private WatchCommand.CityOptions options = new WatchCommand.CityOptions();

        @Option(
                names = "--head",
                paramLabel = "FILE|URL",
                description =
                        "Signed heads as they were published: a witness's file or its address. May"
                                + " be given again.")
        private List<String> heads = new ArrayList<>();

        @Option(names = "--json", description = "As one JSON object.")
        private boolean json;

        @Override
        public Integer call() {
            List<SignedHead> published = heads.stream().flatMap(h -> read(h).stream()).toList();
            City city = options.city();
            LogCheck.Checked checked;
            try (Database database = options.database(city)) {
                checked =
                        new LogReader(database)
                                .check(
                                        published,
                                        n -> {
                                            if (!json && Boolean.getBoolean("pukar.terminal")) {
                                                System.err.printf("\r%,d entries", n);
                                            }
                                        });
            } catch (SQLException e) {
                throw new FailedException(
                        "the log must be readable, the database says: " + e.getMessage());
            }
            if (json) {
                System.out.println(JsonMapper.shared().writeValueAsString(checked));
            } else {
                print(checked, published.size());
            }
            return checked.found() == 0 ? 0 : 1;
        }

        private static void print(LogCheck.Checked checked, int published) {
            System.out.printf(
                    "%d entries, root %s, compared with %d heads (%d from elsewhere) in %.1f s%n",
                    checked.size(),
                    checked.root(),
                    checked.heads(),
                    published,
                    checked.milliseconds() / 1000.0);
            checked.findings().forEach(f -> System.out.println(f.kind() + ": " + f.words()));
            if (checked.found() > checked.findings().size()) {
                System.out.println(
                        "and " + (checked.found() - checked.findings().size()) + " more");
            }
            System.out.println(
                    checked.found() > 0
                            ? "the log is NOT what it was: " + checked.found() + " findings"
                            : published == 0
                                    ? "the log fits its own heads; compare it with one from"
                                            + " elsewhere: --head"
                                    : "the log has only grown since the heads from elsewhere");
        }

        private static List<SignedHead> read(String place) {
            try {
                String text =
                        place.startsWith("http://") || place.startsWith("https://")
                                ? fetch(place)
                                : Files.readString(Path.of(place));
                return SignedHead.parseAll(text);
            } catch (IOException | IllegalArgumentException e) {
                throw new FailedException(
                        "signed heads must be readable at %s: %s".formatted(place, e.getMessage()));
            }
        }

        private static String fetch(String address) throws IOException {
            try {
                HttpResponse<String> answer =
                        HttpClient.newHttpClient()
                                .send(
                                        HttpRequest.newBuilder(URI.create(address))
                                                .timeout(Duration.ofSeconds(30))
                                                .build(),
                                        HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() != 200) {
                    throw new IOException("it answered " + answer.statusCode());
                }
                return answer.body();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("it did not answer in time", e);
            }
        }
    }

    /** {@code pukar audit export}. */
    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description =
                    "Write the whole log as lines of JSON, for docs/verify/verify_log.py or another"
                            + " verifier.")
    static final class Export implements Callable<Integer> {
        @Mixin private WatchCommand.CityOptions options = new WatchCommand.CityOptions();

        @Option(names = "--out", required = true, paramLabel = "FILE")
        private Path out = Path.of("log.jsonl");

        @Override
        public Integer call() {
            try (Database database = options.database(options.city());
                    Writer writer = Files.newBufferedWriter(out, StandardCharsets.UTF_8)) {
                new AuditLog(database.jdbc())
                        .add("operator", AuditLog.Act.EXPORTED, Optional.empty(), "the whole log");
                long lines = new LogReader(database).export(writer);
                System.out.printf("%d lines in %s%n", lines, out);
                return 0;
            } catch (IOException e) {
                throw new FailedException("the file must be writable: " + out);
            } catch (SQLException e) {
                throw new FailedException(
                        "the log must be readable, the database says: " + e.getMessage());
            }
        }
    }

    /** {@code pukar audit key}. */
    @Command(
            name = "key",
            mixinStandardHelpOptions = true,
            description = "Print the log's name and public key, for witnesses.")
    static final class Key implements Callable<Integer> {
        @Mixin private WatchCommand.CityOptions options = new WatchCommand.CityOptions();

        @Override
        public Integer call() {
            System.out.println(load(options.city()).name());
            return 0;
        }
    }

    /** {@code pukar audit new-key}. */
    @Command(
            name = "new-key",
            mixinStandardHelpOptions = true,
            description =
                    "Go on with another key after the old one was lost. Everybody can see that it"
                            + " was changed; witnesses must be told of the new one.")
    static final class NewKey implements Callable<Integer> {
        @Mixin private WatchCommand.CityOptions options = new WatchCommand.CityOptions();

        @Override
        public Integer call() {
            City city = options.city();
            LogKey key = load(city);
            try (Database database = options.database(city)) {
                PublishedLog.changeKey(database, key);
            }
            System.out.println("from here on the log is signed by " + key.name());
            return 0;
        }
    }

    private static LogKey load(City city) {
        try {
            return LogKey.load(city.data());
        } catch (StoreException e) {
            throw new FailedException(e);
        }
    }

    /** {@code pukar audit witness}. */
    @Command(
            name = "witness",
            mixinStandardHelpOptions = true,
            description = {
                "Keep the signed heads of a log that runs elsewhere, until stopped with Ctrl-C.",
                "Run it on a machine of somebody else, behind https; POST /add-checkpoint takes a"
                        + " head, GET /heads shows all."
            })
    static final class Serve implements Callable<Integer> {
        @Option(
                names = "--log",
                required = true,
                paramLabel = "NAME+HASH+KEY",
                description = "Whose heads: what ./pukar audit key prints there.")
        private String log = "";

        @Option(names = "--file", required = true, description = "Where heads are kept.")
        private Path file = Path.of("heads.txt");

        @Option(names = "--address", description = "Listen here; ${DEFAULT-VALUE} unless told.")
        private String address = "127.0.0.1";

        @Option(names = "--port", description = "${DEFAULT-VALUE} unless told; 0 for any free one.")
        private int port = 8090;

        @Override
        public Integer call() throws InterruptedException {
            try (WitnessServer witness =
                    WitnessServer.start(
                            LogName.parse(log),
                            file,
                            new InetSocketAddress(InetAddress.getByName(address), port))) {
                System.out.printf(
                        "witnesses at http://%s:%d/add-checkpoint%n", address, witness.port());
                CountDownLatch stop = new CountDownLatch(1);
                Runtime.getRuntime().addShutdownHook(new Thread(stop::countDown, "shutdown"));
                stop.await();
                return 0;
            } catch (IllegalArgumentException e) {
                throw new FailedException(String.valueOf(e.getMessage()));
            } catch (IOException e) {
                throw new FailedException(
                        "a witness needs a free port and a file that it can write: %s:%d, %s: %s"
                                .formatted(address, port, file, e.getMessage()));
            }
        }
    }
}
