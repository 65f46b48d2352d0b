package org.pukar.server.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.pukar.server.store.Database;
import org.pukar.server.store.Owner;
import org.pukar.server.store.StoreException;

/** A log in a database of its own, and its operator, who may do anything to that database. */
final class TestLog implements AutoCloseable {
    final Path folder;
    final Database database;
    final PublishedLog log;
    final AuditLog writer;

    private Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    TestLog(Path folder) throws StoreException {
        this.folder = folder;
        database = Database.open(folder, Optional.empty(), true);
        log = PublishedLog.open(database, LogKey.load(folder), () -> now);
        writer = new AuditLog(database.jdbc());
    }

    /** Adds so many entries and signs. */
    SignedHead grow(int entries) {
        for (int i = 0; i < entries; i++) {
            writer.add(
                    "person " + i, AuditLog.Act.LOOKED_AT_LIST, Optional.empty(), "a\\b\nप " + i);
        }
        return log.sign();
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** As the database's owner. */
    void attack(String... statements) throws SQLException, IOException {
        new Owner(folder, database).run(statements);
    }

    /** The operator's own tools: places, nodes and heads are made anew, with the log's own key. */
    void rebuild() throws SQLException, IOException {
        attack(
                "delete from audit_leaf",
                "delete from audit_node",
                "delete from audit_head",
                "insert into audit_pending select id from audit");
        log.sign();
    }

    LogCheck.Checked check(SignedHead... published) throws SQLException {
        return new LogReader(database).check(List.of(published), n -> {});
    }

    @Override
    public void close() {
        database.close();
    }
}
