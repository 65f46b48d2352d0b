package org.pukar.server.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's own binaries, unpacked and started under the data folder: loopback only, with a
 * password, and as durable as any (fsync and synchronous_commit on; the library's defaults are
 * off). A server left behind by a killed Pukar is taken over.
 */
final class EmbeddedServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedServer.class);

    /** A stop writes what is in memory to the disk. Our choice. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    private final int port;
    private final String password;
    private final Runnable stop;

    private EmbeddedServer(int port, String password, Runnable stop) {
        this.port = port;
        this.password = password;
        this.stop = stop;
    }

    /**
     * Starts the server, or takes over the one that runs on this folder.
     *
     * @param owner whether closing ends the server even if it ran before
     */
    static EmbeddedServer start(Path data, boolean owner) throws StoreException {
        Path cluster = data.resolve("postgres");
        String password = SecretFile.readOrMake(data.resolve("database.password"), 24);
        Optional<Running> running = findRunning(cluster);
        if (running.isPresent() && connects(running.get().port, password)) {
            ProcessHandle process = running.get().process;
            log.info("took over the database that runs on port {}", running.get().port);
            return new EmbeddedServer(
                    running.get().port, password, owner ? () -> stop(process) : () -> {});
        }
        // One that is on its way out lets nobody in, and nobody else start on its folder.
        running.map(Running::process)
                .filter(p -> p.info().command().filter(c -> c.endsWith("postgres")).isPresent())
                .ifPresent(EmbeddedServer::waitFor);
        boolean first = !Files.exists(cluster.resolve("PG_VERSION"));
        try {
            EmbeddedPostgres postgres =
                    EmbeddedPostgres.builder()
                            .setDataDirectory(cluster)
                            .setCleanDataDirectory(false)
                            .setOverrideWorkingDirectory(data.resolve("postgres-binaries").toFile())
                            .setPGStartupWait(Duration.ofSeconds(60))
                            .setRegisterShutdownHook(false)
                            .setServerConfig("listen_addresses", "127.0.0.1")
                            .setServerConfig("unix_socket_directories", "")
                            .setServerConfig("fsync", "on")
                            .setServerConfig("synchronous_commit", "on")
                            .setServerConfig("full_page_writes", "on")
                            .setServerConfig("max_connections", "40")
                            .setServerConfig("shared_buffers", "32MB")
                            .setServerConfig("log_destination", "stderr")
                            .setConnectConfig("password", password)
                            .setErrorRedirector(append(data))
                            .setOutputRedirector(append(data))
                            .start();
            if (first) {
                lock(postgres.getPort(), password, cluster);
            }
            return new EmbeddedServer(postgres.getPort(), password, () -> close(postgres));
        } catch (IOException | IllegalStateException | SQLException e) {
            throw new StoreException(
                    "the database can't be started: "
                            + e.getMessage()
                            + "; see "
                            + data.resolve("postgres.log")
                            + ", and whether the disk has room");
        }
    }

    private static ProcessBuilder.Redirect append(Path data) {
        return ProcessBuilder.Redirect.appendTo(data.resolve("postgres.log").toFile());
    }

    private record Running(int port, ProcessHandle process) {}

    /** What postmaster.pid says, if that process lives: line 1 its number, line 4 its port. */
    private static Optional<Running> findRunning(Path cluster) {
        try {
            List<String> lines = Files.readAllLines(cluster.resolve("postmaster.pid"));
            return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                    .filter(ProcessHandle::isAlive)
                    .map(process -> new Running(Integer.parseInt(lines.get(3).strip()), process));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static void stop(ProcessHandle process) {
        process.destroy();
        waitFor(process);
    }

    private static void waitFor(ProcessHandle process) {
        try {
            var unused = process.onExit().get(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            log.warn(
                    "the database that ran before has not ended within {} s",
                    LONGEST_STOP.toSeconds());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean connects(int port, String password) {
        try (Connection connection = DriverManager.getConnection(url(port), "postgres", password)) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    /**
     * Sets the password and lets nobody in without it; the first start alone trusts everyone on
     * this machine.
     */
    private static void lock(int port, String password, Path cluster)
            throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(url(port), "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute("alter user postgres password '" + password.replace("'", "''") + "'");
            Files.writeString(
                    cluster.resolve("pg_hba.conf"),
                    "# Written by Pukar: this machine only, with the password.\n"
                            + "host all all 127.0.0.1/32 scram-sha-256\n");
            statement.execute("select pg_reload_conf()");
        }
    }

    private static void close(EmbeddedPostgres postgres) {
        try {
            postgres.close();
        } catch (IOException e) {
            log.warn(
                    "the database did not stop cleanly, it will recover at the next start: {}",
                    e.getMessage());
        }
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    String url() {
        return url(port);
    }

    String password() {
        return password;
    }

    @Override
    public void close() {
        stop.run();
    }
}
