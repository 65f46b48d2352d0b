package org.pukar.server.desk;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.pukar.server.store.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears from the database that an incident changed, whichever desk changed it, and passes it on.
 * Thread-safe.
 */
public final class DeskFeed implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DeskFeed.class);
    private static final int WAIT_MILLIS = 1_000;

    private final Database database;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "desk-feed");
    private volatile boolean closed;

    /** Someone who wants to know. */
    public interface Listener {
        /**
         * Something changed on the desk.
         *
         * @param incidentId what changed; empty when it may be anything
         */
        void changed(String incidentId);
    }

    public DeskFeed(Database database) {
        this.database = database;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    public void add(Listener listener) {
        listeners.add(listener);
    }

    public void remove(Listener listener) {
        listeners.remove(listener);
    }

    private void run() {
        while (!closed) {
            try (Connection connection = database.connection()) {
                listen(connection);
            } catch (SQLException | RuntimeException e) {
                if (!closed) {
                    log.warn(
                            "the desk's feed lost the database, next try in 1 s: {}",
                            e.getMessage());
                    pause();
                }
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + Steps.CHANNEL);
            tell(""); // whatever happened while nobody listened
            PGConnection postgres = connection.unwrap(PGConnection.class);
            while (!closed) {
                PGNotification[] heard = postgres.getNotifications(WAIT_MILLIS);
                for (PGNotification notification : heard == null ? new PGNotification[0] : heard) {
                    tell(notification.getParameter());
                }
            }
            statement.execute("unlisten *");
        }
    }

    private void tell(String incidentId) {
        listeners.forEach(listener -> listener.changed(incidentId));
    }

    private void pause() {
        try {
            Thread.sleep(WAIT_MILLIS);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(3_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
