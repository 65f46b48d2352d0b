package org.pukar.server.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.postgresql.PGConnection;
import org.pukar.server.store.BackupFolder;
import org.pukar.server.store.Database;
import org.pukar.server.store.MasterKey;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes a dump: every table as it was at one moment, in a folder of its own; and brings the
 * folder's mirror of keys and its list of erasures up to date. The master key is never in it. Pukar
 * may run meanwhile.
 */
public final class Backup {
    /** The folder that holds the dumps. */
    static final String DUMPS = "dumps";

    /** Belongs to a place and not to what is kept. */
    private static final List<String> LEFT_OUT = List.of("flyway_schema_history", "backup_folder");

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    private final Database database;
    private final MasterKey master;

    public Backup(Database database, MasterKey master) {
        this.database = database;
        this.master = master;
    }

    /** What a backup wrote. */
    public record Written(Path dump, int tables, long rows, long bytes, int keys) {}

    /** Writes a dump into the folder, which this database keeps up to date from then on. */
    public Written write(Path folder, Instant now) throws BackupException {
        try {
            Files.createDirectories(
                    folder.resolve(DUMPS),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            try (FileChannel lock =
                    FileChannel.open(
                            folder.resolve("backup.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE)) {
                if (lock.tryLock() == null) {
                    throw new BackupException(
                            "one backup at a time may be written into a folder, another one is: "
                                    + folder);
                }
                return writeLocked(folder, now);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new BackupException(
                    "the backup folder must be writable and have room: %s (%s)"
                            .formatted(folder, e.getMessage()));
        } catch (SQLException e) {
            throw new BackupException("the database must answer: " + Database.reason(e));
        }
    }

    private Written writeLocked(Path folder, Instant now)
            throws IOException, SQLException, BackupException {
        BackupFolder mirror = new BackupFolder(folder);
        // From here on whatever is erased is told to this folder, too.
        mirror.register(database.jdbc(), now);
        Path part = folder.resolve(DUMPS).resolve(NAME.format(now) + ".part");
        Files.createDirectory(part);
        Manifest manifest = dump(part, now);
        Files.writeString(part.resolve(Manifest.FILE), manifest.text());
        sync(part.resolve(Manifest.FILE));
        sync(part);
        Path dump = folder.resolve(DUMPS).resolve(NAME.format(now));
        Files.move(part, dump, StandardCopyOption.ATOMIC_MOVE);
        sync(folder.resolve(DUMPS));
        int keys = mirror.renew(database.jdbc(), master);
        long rows = manifest.tables().stream().mapToLong(Manifest.Table::rows).sum();
        return new Written(dump, manifest.tables().size(), rows, size(dump), keys);
    }

    private static long size(Path dump) throws IOException {
        try (var files = Files.list(dump)) {
            long bytes = 0;
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private Manifest dump(Path part, Instant now) throws IOException, SQLException {
        try (Connection connection = database.connection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("set transaction isolation level repeatable read read only");
                JdbcClient jdbc =
                        JdbcClient.create(
                                new org.springframework.jdbc.datasource.SingleConnectionDataSource(
                                        connection, true));
                List<Manifest.Table> tables = new ArrayList<>();
                for (String table : tables(jdbc)) {
                    tables.add(copy(connection, jdbc, table, part));
                }
                int schema = schema(jdbc);
                long last =
                        jdbc.sql("select coalesce(max(number), 0) from erasure")
                                .query(Long.class)
                                .single();
                return new Manifest(schema, now, master.id(), last, tables);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /** The version of the tables. */
    static int schema(JdbcClient jdbc) {
        return jdbc.sql("select max(version::int) from flyway_schema_history where success")
                .query(Integer.class)
                .single();
    }

    /** All tables, each after those that it refers to. */
    private static List<String> tables(JdbcClient jdbc) {
        record Reference(String from, String to) {}
        List<Reference> references =
                jdbc.sql(
                                """
                                select distinct f.relname as "from", t.relname as "to" from pg_constraint c
                                join pg_class f on f.oid = c.conrelid join pg_class t on t.oid = c.confrelid
                                where c.contype = 'f' and f.oid <> t.oid
                                """)
                        .query(
                                (row, n) ->
                                        new Reference(row.getString("from"), row.getString("to")))
                        .list();
        List<String> left =
                new ArrayList<>(
                        jdbc.sql(
                                        "select table_name from information_schema.tables where"
                                                + " table_schema = current_schema() and table_type"
                                                + " = 'BASE TABLE' order by table_name")
                                .query(String.class)
                                .list());
        left.removeAll(LEFT_OUT);
        List<String> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            List<String> next =
                    left.stream()
                            .filter(
                                    table ->
                                            references.stream()
                                                    .noneMatch(
                                                            r ->
                                                                    r.from.equals(table)
                                                                            && left.contains(r.to)))
                            .toList();
            if (next.isEmpty()) {
                throw new IllegalStateException("tables refer to each other in a circle: " + left);
            }
            ordered.addAll(next);
            left.removeAll(next);
        }
        return ordered;
    }

    private static Manifest.Table copy(
            Connection connection, JdbcClient jdbc, String table, Path part)
            throws IOException, SQLException {
        List<String> columns =
                jdbc.sql(
                                "select column_name from information_schema.columns where"
                                        + " table_schema = current_schema() and table_name = ? and"
                                        + " is_generated = 'NEVER' order by ordinal_position")
                        .param(table)
                        .query(String.class)
                        .list();
        Path file = part.resolve(table + ".copy.gz");
        long rows;
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
            rows =
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyOut(
                                    "copy %s (%s) to stdout"
                                            .formatted(table, String.join(", ", quoted(columns))),
                                    out);
        }
        sync(file);
        return new Manifest.Table(table, rows, Manifest.hash(file), columns);
    }

    static List<String> quoted(List<String> columns) {
        return columns.stream().map(c -> "\"" + c + "\"").toList();
    }
}
