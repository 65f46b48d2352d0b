package org.pukar.server.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pukar.server.audit.AuditLog;
import org.pukar.server.settings.City;
import org.pukar.server.store.Database;
import org.pukar.server.store.MasterKey;
import org.pukar.server.store.MasterKeyChange;
import org.pukar.server.store.Rotation;
import org.pukar.server.store.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pukar key}: the master key, its name and its change. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description = "Show the master key's name, or change the key.",
        subcommands = {KeyCommand.Show.class, KeyCommand.Rotate.class})
final class KeyCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new FailedException("say what to do: key show or key rotate; see ./pukar key --help");
    }

    /** {@code pukar key show}. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Print the master key's name; it gives nothing of the key away.")
    static final class Show implements Callable<Integer> {
        @Mixin private WatchCommand.CityOptions options = new WatchCommand.CityOptions();

        @Override
        public Integer call() {
            City city = options.city();
            try {
                System.out.println(MasterKey.open(city.data(), city.keeping().keys()).id());
            } catch (StoreException e) {
                throw new FailedException(e);
            }
            return 0;
        }
    }

    /** {@code pukar key rotate}. */
    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description =
                    "Wrap all keys with a new master key, and destroy the old one. Pukar must not"
                            + " run meanwhile. If it was interrupted, run it again.")
    static final class Rotate implements Callable<Integer> {
        @Mixin private WatchCommand.CityOptions options = new WatchCommand.CityOptions();

        @Option(
                names = "--from-file",
                paramLabel = "FILE",
                description =
                        "The old key's file, when the settings or the environment name the new"
                                + " place already.")
        private Optional<Path> oldFile = Optional.empty();

        @Option(
                names = "--new-label",
                paramLabel = "LABEL",
                description = "The next key's label in the token.")
        private Optional<String> newLabel = Optional.empty();

        @Override
        public Integer call() {
            City city = options.city();
            long start = System.nanoTime();
            try (Database database = Database.open(city.data(), options.server(), true)) {
                database.refuseOthers();
                MasterKeyChange change =
                        MasterKeyChange.plan(
                                city.data(),
                                city.keeping().keys(),
                                System.getenv(),
                                oldFile,
                                newLabel);
                Rotation.Done done =
                        new Rotation(database.jdbc(), change.from(), change.to())
                                .run(n -> System.err.println("pukar: " + n + " done"));
                change.finish();
                new AuditLog(database.jdbc())
                        .add(
                                "operator",
                                AuditLog.Act.CHANGED_MASTER_KEY,
                                Optional.empty(),
                                "from %s to %s".formatted(change.from().id(), change.to().id()));
                System.out.printf(
                        "%d wrapped with the new master key %s, %d had been before; %d s%n",
                        done.wrapped(),
                        change.to().id(),
                        done.before(),
                        Duration.ofNanos(System.nanoTime() - start).toSeconds());
                if (!change.mend().isEmpty()) {
                    System.out.println(change.mend());
                }
                System.out.println(
                        "Keep a copy of the new key elsewhere, destroy every copy of the old one,"
                                + " and make a backup: its mirror of keys opens with the old one"
                                + " until then.");
            } catch (StoreException e) {
                throw new FailedException(e);
            }
            return 0;
        }
    }
}
