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
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The database, migrated to this version and ready. Thread-safe. */
public final class Database implements AutoCloseable {
    /** A server's address with the user who owns the tables, where that is another one. */
    private static final String OWNER = "PUKAR_DATABASE_OWNER";

    private static final String APPLICATION = "pukar";

    /** Half-restored data must not pass for whole. */
    static final String INCOMPLETE = "restore.incomplete";

    private final Optional<FileChannel> lock;
    private final Optional<EmbeddedServer> embedded;
    private final HikariDataSource pool;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final String process;

    private Database(
            Optional<FileChannel> lock,
            Optional<EmbeddedServer> embedded,
            HikariDataSource pool,
            String process) {
        this.lock = lock;
        this.process = process;
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
        return open(data, server, runs, false);
    }

    private static Database open(Path data, Optional<String> server, boolean runs, boolean restores)
            throws StoreException {
        makeFolder(data);
        if (Files.exists(data.resolve(INCOMPLETE))) {
            throw new StoreException(
                    "the data folder must be whole, a restore into it was interrupted: remove it"
                            + " and restore again: "
                            + data);
        }
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
            if (restores) { // what only grows can be filled by the owner alone
                config.setUsername("postgres");
                embedded.map(EmbeddedServer::password).ifPresent(config::setPassword);
            }
            config.setMaximumPoolSize(10);
            config.setConnectionTimeout(5_000);
            config.setPoolName("database");
            String process = APPLICATION + (runs ? " runs " : " looks in ") + UUID.randomUUID();
            config.addDataSourceProperty("ApplicationName", process);
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
                return new Database(lock, embedded, pool, process);
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

    /** A new embedded database, to be filled from a backup; no other may be opened before it is. */
    public static Database openForRestore(Path data) throws StoreException {
        Database database = open(data, Optional.empty(), true, true);
        try {
            Files.writeString(data.resolve(INCOMPLETE), "a restore began and has not ended\n");
            return database;
        } catch (IOException e) {
            database.close();
            throw new StoreException("the data folder must be writable: " + data);
        }
    }

    /** All is back. */
    public void restored(Path data) throws IOException {
        Files.delete(data.resolve(INCOMPLETE));
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

    /** Fails when another desk runs on this database. */
    public void refuseOthers() throws StoreException {
        long others =
                jdbc.sql(
                                "select count(distinct application_name) from pg_stat_activity"
                                        + " where datname = current_database() and application_name"
                                        + " like 'pukar runs %' and application_name <> ?")
                        .param(process)
                        .query(Long.class)
                        .single();
        if (others > 0) {
            throw new StoreException(
                    "no other Pukar may run on this database meanwhile, %d do; stop them first"
                            .formatted(others));
        }
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
