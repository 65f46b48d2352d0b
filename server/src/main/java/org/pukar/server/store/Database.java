package org.pukar.server.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The database, migrated to this version and ready. Thread-safe. */
public final class Database implements AutoCloseable {
    /** A server's address with the user who owns the tables, where that is another one. */
    private static final String OWNER = "PUKAR_DATABASE_OWNER";

    private final Optional<FileChannel> lock;
    private final Optional<EmbeddedServer> embedded;
    private final HikariDataSource pool;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    private Database(
            Optional<FileChannel> lock, Optional<EmbeddedServer> embedded, HikariDataSource pool) {
        this.lock = lock;
        this.embedded = embedded;
        this.pool = pool;
        this.jdbc = JdbcClient.create(pool);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(pool));
    }

    /**
     * Opens the database.
     *
     * @param data the data folder
     * @param server a JDBC address of a PostgreSQL server with user and password; empty: the
     *     embedded one
     * @param runs whether this process runs Pukar here: one at a time may; another only looks in
     */
    public static Database open(Path data, Optional<String> server, boolean runs)
            throws StoreException {
        makeFolder(data);
        Optional<FileChannel> lock = runs ? Optional.of(lock(data)) : Optional.empty();
        Optional<EmbeddedServer> embedded = Optional.empty();
        try {
            if (server.isEmpty()) {
                embedded = Optional.of(EmbeddedServer.start(data, runs));
            }
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(
                    server.orElseGet(embedded.map(EmbeddedServer::url).orElse("")::toString));
            Optional<Login> login =
                    embedded.isEmpty()
                            ? Optional.empty()
                            : Optional.of(Login.ofFolder(data, embedded.get().password()));
            login.ifPresent(l -> config.setUsername(Login.NAME));
            login.map(Login::password).ifPresent(config::setPassword);
            config.setMaximumPoolSize(10);
            config.setConnectionTimeout(5_000);
            config.setPoolName("database");
            // A server that does not answer must not hold a desk for ever.
            config.addDataSourceProperty("socketTimeout", "30");
            config.addDataSourceProperty("tcpKeepAlive", "true");
            // As an owner it is made and changed; as the pool's user it is worked with.
            Optional<DataSource> owner =
                    login.isPresent()
                            ? login.map(l -> l.owner(config.getJdbcUrl()))
                            : Optional.ofNullable(System.getenv(OWNER)).map(Login::of);
            if (owner.isPresent()) {
                migrate(owner.get());
                String user =
                        login.isPresent() ? Login.NAME : Login.user(Login.of(config.getJdbcUrl()));
                Login.grant(owner.get(), user, login.map(Login::password));
            }
            HikariDataSource pool = new HikariDataSource(config);
            try {
                if (owner.isEmpty()) {
                    migrate(pool);
                }
                return new Database(lock, embedded, pool);
            } catch (RuntimeException e) {
                pool.close();
                throw e;
            }
        } catch (StoreException | RuntimeException e) {
            embedded.ifPresent(EmbeddedServer::close);
            lock.ifPresent(Database::release);
            if (e instanceof StoreException known) {
                throw known;
            }
            throw new StoreException(
                    "the database must be reachable and PostgreSQL 14 or later, check address, user and password: %s (%s)"
                            .formatted(reason(e), shown(server)));
        }
    }

    private static void migrate(DataSource owner) {
        Flyway.configure().dataSource(owner).locations("classpath:db/migration").load().migrate();
    }

    /** The address without what may be secret in it. */
    private static String shown(Optional<String> server) {
        return server.map(
                        address ->
                                address.replaceFirst("\\?.*$", "").replaceFirst("//[^/@]*@", "//"))
                .orElse("embedded");
    }

    /** Why a step with the database failed: the first line of what lies deepest. */
    public static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("no reason given");
    }

    private static void makeFolder(Path data) throws StoreException {
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new StoreException("the data folder must be writable: " + data);
        }
    }

    private static FileChannel lock(Path data) throws StoreException {
        try {
            FileChannel channel =
                    FileChannel.open(
                            data.resolve("pukar.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw inUse(data);
            }
            return channel;
        } catch (OverlappingFileLockException e) {
            throw inUse(data);
        } catch (IOException e) {
            throw new StoreException("the data folder must be writable: " + data);
        }
    }

    private static StoreException inUse(Path data) {
        return new StoreException(
                "one Pukar at a time may use a data folder, another one runs on this: " + data);
    }

    private static void release(FileChannel lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new IllegalStateException("the lock on the data folder can't be released", e);
        }
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    /** Runs work as one transaction: all of it or none. */
    public TransactionTemplate transactions() {
        return transactions;
    }

    /** A connection of one's own, to listen on. */
    public java.sql.Connection connection() throws java.sql.SQLException {
        return pool.getConnection();
    }

    @Override
    public void close() {
        pool.close();
        embedded.ifPresent(EmbeddedServer::close);
        lock.ifPresent(Database::release);
    }
}
