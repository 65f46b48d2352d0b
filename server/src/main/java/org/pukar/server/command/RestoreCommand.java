package org.pukar.server.command;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pukar.server.backup.BackupException;
import org.pukar.server.backup.Restore;
import org.pukar.server.store.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pukar restore}. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description =
                "Make a new data folder of a backup. What was erased since the dump is erased"
                        + " again.")
final class RestoreCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "The backup folder.")
    private Path folder = Path.of("backup");

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FOLDER",
            description = "The data folder to make; new or empty, but for master.key.")
    private Path data = Path.of("data");

    @Option(
            names = "--dump",
            paramLabel = "NAME",
            description = "One of the folder's dumps; the latest unless told.")
    private Optional<String> dump = Optional.empty();

    @Override
    public Integer call() {
        try {
            Restore.Restored restored =
                    new Restore(folder.toAbsolutePath(), data.toAbsolutePath())
                            .run(dump, Instant.now());
            System.out.printf(
                    "%s: %d rows as of %s; %d things erased since were erased again%n",
                    restored.dump(), restored.rows(), restored.madeAt(), restored.erased());
            if (restored.withoutKey() > 0) {
                System.out.printf(
                        "the keys of %d incidents are not in the mirror: their pictures can't be"
                                + " opened%n",
                        restored.withoutKey());
            }
            System.out.println(
                    "Put the master key %s into %s (or name its place in the settings) before the first start."
                            .formatted(restored.masterKey(), data.resolve("master.key")));
        } catch (StoreException | BackupException e) {
            throw new FailedException(e);
        }
        return 0;
    }
}
