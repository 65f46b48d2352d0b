package org.pukar.server.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.postgresql.PGConnection;
import org.pukar.server.store.BackupFolder;
import org.pukar.server.store.Database;
import org.pukar.server.store.MasterKey;
import org.pukar.server.store.StoreException;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Makes a data folder of a dump, and erases in it all that was erased since. Only the embedded
 * database is restored into.
 */
public final class Restore {
    private final Path folder;
    private final Path data;

    public Restore(Path folder, Path data) {
        this.folder = folder;
        this.data = data;
    }

    /**
     * What was restored.
     *
     * @param erased what had been erased since the dump, and was erased again
     * @param withoutKey incidents whose pictures can't be opened, their key is not in the mirror
     */
    public record Restored(
            Path dump, Instant madeAt, String masterKey, long rows, int erased, int withoutKey) {}

    /**
     * Restores.
     *
     * @param name of the dump; empty: the latest
     */
    public Restored run(Optional<String> name, Instant now) throws BackupException, StoreException {
        Path dump = dump(name);
        Manifest manifest = Manifest.read(dump);
        int ours = newestSchema();
        if (manifest.schema() != ours) {
            throw new BackupException(
                    "a backup must be of the same version as this Pukar: its tables are of version %d,"
                                    .formatted(manifest.schema())
                            + " this Pukar's of %d; restore with the version that wrote it, then start this one"
                                    .formatted(ours));
        }
        checkEmpty();
        BackupFolder beside = new BackupFolder(folder);
        List<BackupFolder.Erased> erased = beside.erased();
        checkList(manifest, erased);
        try {
            for (Manifest.Table table : manifest.tables()) {
                Path file = dump.resolve(table.file());
                if (!Files.isRegularFile(file) || !Manifest.hash(file).equals(table.sha256())) {
                    throw Manifest.damaged(file);
                }
            }
            try (Database database = Database.openForRestore(data)) {
                long rows = fill(database, dump, manifest);
                int again = beside.eraseAgain(database, manifest.lastErasure());
                int withoutKey = beside.copyKeys(database.jdbc(), MasterKey.folderOf(data));
                database.restored(data);
                return new Restored(
                        dump, manifest.madeAt(), manifest.masterKey(), rows, again, withoutKey);
            }
        } catch (IOException e) {
            throw new BackupException(
                    "the backup must be readable and %s writable, with room: %s"
                            .formatted(data, e.getMessage()));
        } catch (SQLException e) {
            throw new BackupException("the database refused the dump: " + Database.reason(e));
        }
    }

    private Path dump(Optional<String> name) throws BackupException {
        Path dumps = folder.resolve(Backup.DUMPS);
        if (name.isPresent()) {
            Path named = dumps.resolve(name.get()).normalize();
            if (!Files.isDirectory(named) || !Objects.equals(named.getParent(), dumps)) {
                throw new BackupException("there is no dump of this name: " + named);
            }
            return named;
        }
        try (Stream<Path> all = Files.list(dumps)) {
            return all.filter(d -> Files.isRegularFile(d.resolve(Manifest.FILE)))
                    .max(Comparator.comparing(Path::toString))
                    .orElseThrow(() -> new BackupException("no whole dump lies in " + dumps));
        } catch (IOException e) {
            throw new BackupException("a backup must have a folder " + dumps);
        }
    }

    /** Only the master key may wait there. */
    private void checkEmpty() throws BackupException {
        if (!Files.exists(data)) {
            return;
        }
        try (Stream<Path> there = Files.list(data)) {
            List<String> names =
                    there.map(f -> String.valueOf(f.getFileName()))
                            .filter(f -> !f.equals(MasterKey.FILE))
                            .toList();
            if (!names.isEmpty()) {
                throw new BackupException(
                        "a data folder must be new or empty (but for master.key), %s holds %s"
                                .formatted(data, String.join(", ", names)));
            }
        } catch (IOException e) {
            throw new BackupException("the data folder must be readable: " + data);
        }
    }

    /** Who cuts the list would bring back what was erased. */
    private void checkList(Manifest manifest, List<BackupFolder.Erased> erased)
            throws BackupException {
        long last = erased.stream().mapToLong(BackupFolder.Erased::number).max().orElse(0);
        if (last < manifest.lastErasure()) {
            throw new BackupException(
                    "the list of what was erased must reach number %d at least, it ends at %d; bring it back: %s"
                            .formatted(
                                    manifest.lastErasure(),
                                    last,
                                    folder.resolve(BackupFolder.ERASED)));
        }
    }

    private static long fill(Database database, Path dump, Manifest manifest)
            throws IOException, SQLException {
        long rows = 0;
        try (Connection connection = database.connection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                // Rows come in as they were: nothing is made of them anew.
                statement.execute("set local session_replication_role = replica");
                // Some migrations begin a table with a row of its own.
                statement.execute(
                        "truncate "
                                + String.join(
                                        ", ",
                                        manifest.tables().stream()
                                                .map(Manifest.Table::name)
                                                .toList()));
                for (Manifest.Table table : manifest.tables()) {
                    try (InputStream in =
                            new GZIPInputStream(
                                    Files.newInputStream(dump.resolve(table.file())), 1 << 16)) {
                        rows +=
                                connection
                                        .unwrap(PGConnection.class)
                                        .getCopyAPI()
                                        .copyIn(
                                                "copy %s (%s) from stdin"
                                                        .formatted(
                                                                table.name(),
                                                                String.join(
                                                                        ", ",
                                                                        Backup.quoted(
                                                                                table.columns()))),
                                                in);
                    }
                }
                statement.execute(
                        """
                        do $$ declare c record; begin
                            for c in select table_name t, column_name n from information_schema.columns
                                where table_schema = current_schema() and (is_identity = 'YES' or column_default like 'nextval%')
                            loop
                                execute format('select setval(pg_get_serial_sequence(%L, %L), (select coalesce(max(%I), 0) + 1 from %I), false)',
                                    c.t, c.n, c.n, c.t);
                            end loop;
                        end $$
                        """);
                connection.commit();
            } finally {
                connection.setAutoCommit(true);
            }
        }
        return rows;
    }

    /** The newest version of the tables that this Pukar knows. */
    static int newestSchema() throws BackupException {
        try {
            int newest = 0;
            for (var file :
                    new PathMatchingResourcePatternResolver()
                            .getResources("classpath*:db/migration/V*.sql")) {
                String name = String.valueOf(file.getFilename());
                newest = Math.max(newest, Integer.parseInt(name.substring(1, name.indexOf("__"))));
            }
            return newest;
        } catch (IOException e) {
            throw new BackupException("this Pukar's own tables can't be read: " + e.getMessage());
        }
    }
}
