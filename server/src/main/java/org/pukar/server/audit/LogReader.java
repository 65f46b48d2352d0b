package org.pukar.server.audit;

import java.io.IOException;
import java.io.Writer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.pukar.server.store.Database;

/** Reads the whole log out of the database, as one moment shows it, and has it checked. */
public final class LogReader {
    private static final int FETCHED = 5_000;
    private static final int PROGRESS_EVERY = 50_000;

    private final Database database;
    private final HeadStore heads;

    public LogReader(Database database) {
        this.database = database;
        this.heads = new HeadStore(database.jdbc());
    }

    /** What reads the log gets each leaf with its entry, in order. */
    public interface Reader {
        void leaf(long index, byte[] hash, Entry entry);
    }

    /**
     * Checks everything.
     *
     * @param published signed heads as others have them
     * @param progress told now and then how many entries were gone over
     */
    public LogCheck.Checked check(List<SignedHead> published, LongConsumer progress)
            throws SQLException {
        long began = System.nanoTime();
        try (Connection connection = database.connection()) {
            begin(connection);
            Map<String, byte[]> nodes = nodes(connection);
            List<HeadStore.Since> keys = heads.keys();
            List<Finding> wrongNodes = new ArrayList<>();
            List<Head> own = new ArrayList<>();
            List<SignedHead> toCheck = new ArrayList<>();
            ownHeads(connection, own, toCheck);
            LogCheck check =
                    new LogCheck(
                            keys,
                            own,
                            published,
                            (level, i, hash) -> compare(nodes, level, i, hash, wrongNodes));
            toCheck.forEach(head -> check.checkSignature(keys, head));
            entries(
                    connection,
                    (index, hash, entry) -> {
                        check.add(index, hash, entry);
                        if (index % PROGRESS_EVERY == 0) {
                            progress.accept(index);
                        }
                    });
            wrongNodes.forEach(f -> check.report(f.kind(), f.words()));
            nodes.keySet()
                    .forEach(n -> check.report(Finding.Kind.TREE, "node " + n + " has no leaves"));
            unplaced(connection, check);
            new StepCheck(connection).run(check);
            new WatchedCheck(connection).run(check);
            connection.rollback();
            return check.end((System.nanoTime() - began) / 1_000_000);
        }
    }

    /** Writes the whole log as lines of JSON, for a verifier of somebody else. */
    public long export(Writer out) throws SQLException, IOException {
        try (Connection connection = database.connection()) {
            begin(connection);
            long lines = new LogFile(out).write(connection, heads.keys());
            connection.rollback();
            return lines;
        }
    }

    /** Everything below sees one moment, and changes nothing. */
    static void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
    }

    /** Hands over every leaf with its entry. */
    static void entries(Connection connection, Reader reader) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "select l.index, l.hash, a.* from audit_leaf l join audit a on a.id ="
                                + " l.entry_id order by l.index")) {
            statement.setFetchSize(FETCHED);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    reader.leaf(
                            row.getLong("index"), row.getBytes("hash"), TreeStore.entry(row, 0));
                }
            }
        }
    }

    private static Map<String, byte[]> nodes(Connection connection) throws SQLException {
        Map<String, byte[]> nodes = new HashMap<>();
        try (PreparedStatement statement =
                        connection.prepareStatement("select level, index, hash from audit_node");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                nodes.put(row.getInt("level") + "/" + row.getLong("index"), row.getBytes("hash"));
            }
        }
        return nodes;
    }

    private static void compare(
            Map<String, byte[]> nodes, int level, long index, byte[] hash, List<Finding> wrong) {
        if (level == 0 || level % TreeStore.KEPT_LEVELS != 0) {
            return;
        }
        byte[] kept = nodes.remove(level + "/" + index);
        if (kept == null || !java.util.Arrays.equals(kept, hash)) {
            wrong.add(
                    new Finding(
                            Finding.Kind.TREE,
                            "node %d/%d is not what its leaves make".formatted(level, index)));
        }
    }

    /** Of a year's half a million signatures the last of each day is checked: a root says more. */
    private static void ownHeads(Connection connection, List<Head> all, List<SignedHead> toCheck)
            throws SQLException {
        Map<LocalDate, SignedHead> lastOfDay = new HashMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement("select signed from audit_head order by at")) {
            statement.setFetchSize(FETCHED);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    SignedHead head = HeadStore.read(row.getString("signed"));
                    all.add(head.head());
                    lastOfDay.put(LocalDate.ofInstant(head.head().at(), ZoneOffset.UTC), head);
                }
            }
        }
        toCheck.addAll(lastOfDay.values());
    }

    /** Entries that neither are in the tree nor wait for it. */
    private static void unplaced(Connection connection, LogCheck check) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "select a.id, a.act, a.person from audit a where not exists (select"
                                        + " 1 from audit_leaf l where l.entry_id = a.id) and not"
                                        + " exists (select 1 from audit_pending p where p.entry_id"
                                        + " = a.id) order by a.id");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                check.report(
                        Finding.Kind.MISSING,
                        "entry %d (%s by %s) is not in the tree"
                                .formatted(row.getLong(1), row.getString(2), row.getString(3)));
            }
        }
    }
}
