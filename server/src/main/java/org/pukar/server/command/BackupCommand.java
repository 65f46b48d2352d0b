package org.pukar.server.command;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pukar.server.audit.AuditLog;
import org.pukar.server.backup.Backup;
import org.pukar.server.backup.BackupException;
import org.pukar.server.settings.City;
import org.pukar.server.store.Database;
import org.pukar.server.store.EvidenceStore;
import org.pukar.server.store.MasterKey;
import org.pukar.server.store.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pukar backup}. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description =
                "Write a dump of the database into a folder, and bring its mirror of keys and its"
                        + " list of erasures up to date. The master key is never in it: keep a"
                        + " copy of that elsewhere.")
final class BackupCommand implements Callable<Integer> {
    @Mixin private WatchCommand.CityOptions options = new WatchCommand.CityOptions();

    @Parameters(paramLabel = "DIR", description = "The backup folder, always the same one.")
    private Path folder = Path.of("backup");

    @Override
    public Integer call() {
        City city = options.city();
        try (Database database = options.database(city)) {
            MasterKey master = MasterKey.open(city.data(), city.keeping().keys());
            var unused = new EvidenceStore(database.jdbc(), master); // the right key and folder
            Backup.Written written =
                    new Backup(database, master).write(folder.toAbsolutePath(), Instant.now());
            new AuditLog(database.jdbc())
                    .add(
                            "operator",
                            AuditLog.Act.BACKED_UP,
                            Optional.empty(),
                            String.valueOf(written.dump().getFileName()));
            System.out.printf(
                    "%s: %d tables, %d rows, %.1f MB; %d keys in the mirror%n",
                    written.dump(),
                    written.tables(),
                    written.rows(),
                    written.bytes() / 1e6,
                    written.keys());
        } catch (StoreException | BackupException e) {
            throw new FailedException(e);
        }
        return 0;
    }
}
