package org.pukar.cluster.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;

/**
 * A cluster of real processes on this machine: a JobManager and workers (TaskManagers), each a Java
 * of its own, reachable from this machine alone.
 */
final class LocalCluster implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration END = Duration.ofSeconds(10);

    private final Size size;
    private final Path folder;
    private final String classPath;
    private final int rpcPort;
    private final int restPort;
    private final Rest rest;
    private final Process manager;
    private final List<Process> workers = new ArrayList<>();
    private volatile boolean closing;

    /**
     * How large it is.
     *
     * @param workers processes that read cameras
     * @param slots tasks that each can take; the sum over all but one must hold all tasks, so that
     *     one may die
     * @param heapMegabytes of each worker
     */
    record Size(int workers, int slots, int heapMegabytes) {
        Size {
            if (workers < 1 || workers > 64 || slots < 1 || slots > 64) {
                throw new FailedException(
                        "a cluster must have 1 to 64 workers of 1 to 64 slots, got %d of %d"
                                .formatted(workers, slots));
            }
            if (heapMegabytes < 192) {
                throw new FailedException(
                        "a worker needs 192 MB of heap or more, got " + heapMegabytes);
            }
        }
    }

    /**
     * Starts all processes, and waits until every worker is there.
     *
     * @param folder for settings and logs of the processes
     * @param classPath Flink, and what the job's jar needs beside it
     * @param restPort of its own interface; 0 for any free one
     */
    static LocalCluster start(Size size, Path folder, String classPath, int restPort)
            throws IOException {
        checkFree(restPort);
        LocalCluster cluster = new LocalCluster(size, folder, classPath, restPort);
        try {
            for (int i = 1; i <= size.workers(); i++) {
                cluster.workers.add(cluster.worker(i));
            }
            cluster.waitForWorkers();
            return cluster;
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private LocalCluster(Size size, Path folder, String classPath, int restPort)
            throws IOException {
        this.size = size;
        this.folder = folder.toAbsolutePath();
        this.classPath = classPath;
        this.rpcPort = freePort();
        this.restPort = restPort == 0 ? freePort() : restPort;
        this.rest = new Rest(address());
        Files.createDirectories(this.folder);
        Files.writeString(this.folder.resolve("logback.xml"), LOGBACK);
        writeConfiguration("manager", "");
        this.manager = java("manager", 256, StandaloneSessionClusterEntrypoint.class.getName());
    }

    /** Flink would say it in a log, with a trace. */
    static void checkFree(int port) {
        if (port < 0 || port > 65_535) {
            throw new FailedException("--port must be in [0, 65535], got " + port);
        }
        try {
            bound(port);
        } catch (IOException e) {
            throw new FailedException(
                    "--port must be free on this machine, something listens on %d; give another, or 0 for any free one"
                            .formatted(port));
        }
    }

    private static int freePort() throws IOException {
        return bound(0);
    }

    /** The port that was bound, and is free again. */
    private static int bound(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void writeConfiguration(String process, String more) throws IOException {
        Path own = Files.createDirectories(folder.resolve(process));
        Files.writeString(
                own.resolve("config.yaml"),
                CONFIGURATION.formatted(
                                rpcPort,
                                restPort,
                                size.slots(),
                                size.heapMegabytes() - FRAMEWORK_HEAP_MEGABYTES,
                                own.resolve("tmp"))
                        + more);
    }

    private static String name(int number) {
        return "worker-" + number;
    }

    private Process worker(int number) throws IOException {
        String name = name(number);
        writeConfiguration(name, "taskmanager.resource-id: " + name + "\n");
        return java(name, size.heapMegabytes(), TaskManagerRunner.class.getName());
    }

    private Process java(String name, int heapMegabytes, String main) throws IOException {
        Path own = folder.resolve(name);
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx" + heapMegabytes + "m",
                                "-XX:+UseSerialGC",
                                "-XX:MaxDirectMemorySize=384m",
                                "-XX:+ExitOnOutOfMemoryError",
                                "--enable-native-access=ALL-UNNAMED",
                                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                                "--add-opens=java.base/java.util=ALL-UNNAMED",
                                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                                "-Djava.awt.headless=true",
                                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                                "-Dorg.bytedeco.javacpp.nopointergc=true",
                                "-Dlogback.configurationFile=" + folder.resolve("logback.xml"),
                                "-Dlog.file=" + own.resolve("log"),
                                main,
                                "--configDir",
                                own.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        // Not on the command line: ONNX Runtime ends a process whose command line is kilobytes
        // long.
        builder.environment().put("CLASSPATH", classPath);
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1"); // else Pukar refuses to run
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(own.resolve("output").toFile()));
        return builder.start();
    }

    private void waitForWorkers() {
        long until = System.nanoTime() + START.toNanos();
        while (workersThere() < size.workers()) {
            if (!manager.isAlive()) {
                throw new FailedException(
                        "the cluster did not start; see " + folder.resolve("manager/log"));
            }
            if (System.nanoTime() > until) {
                throw new FailedException(
                        "%d of %d workers came within %d s; see the logs in %s"
                                .formatted(
                                        workersThere(), size.workers(), START.toSeconds(), folder));
            }
            rest(200);
        }
    }

    private int workersThere() {
        return rest().find("/overview").map(o -> o.path("taskmanagers").asInt()).orElse(0);
    }

    private static void rest(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedException("it was told to end");
        }
    }

    Rest rest() {
        return rest;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + restPort);
    }

    Process manager() {
        return manager;
    }

    /** In the order of their numbers, from 1; dead ones included. */
    List<Process> workers() {
        return List.copyOf(workers);
    }

    /** Starts a worker that has ended anew. */
    synchronized Process startAgain(int number) throws IOException {
        if (closing) {
            throw new FailedException("it was told to end");
        }
        workers.set(number - 1, worker(number));
        return workers.get(number - 1);
    }

    /** Whether the manager knows a worker. */
    boolean registered(int number) {
        return rest.knows(name(number));
    }

    /** Whether it was told to end. */
    boolean closing() {
        return closing;
    }

    /**
     * Ends the job, then all processes, whatever the manager answers; those that hang are killed.
     */
    @Override
    public void close() {
        List<Process> all = last();
        try {
            endJob();
            all.forEach(Process::destroy);
            for (Process process : all) {
                if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            }
        } catch (InterruptedException e) {
            all.forEach(Process::destroyForcibly);
            Thread.currentThread().interrupt();
        }
    }

    /** All processes; no more come. */
    private synchronized List<Process> last() {
        closing = true;
        List<Process> all = new ArrayList<>(workers);
        all.add(manager);
        return all;
    }

    private void endJob() throws InterruptedException {
        try {
            if (manager.isAlive() && rest().cancel() > 0) {
                TimeUnit.SECONDS.sleep(1); // cameras are closed by their tasks
            }
        } catch (FailedException e) {
            return; // it does not answer: there is no job to end
        }
    }

    private static final int FRAMEWORK_HEAP_MEGABYTES = 64;

    /**
     * All memory is named, for nothing else does it without Flink's own scripts; all addresses are
     * loopback's. Checkpoints lie in the manager's memory: nothing is written.
     */
    private static final String CONFIGURATION =
            """
            jobmanager.rpc.address: 127.0.0.1
            jobmanager.rpc.port: %d
            jobmanager.bind-host: 127.0.0.1
            rest.address: 127.0.0.1
            rest.bind-address: 127.0.0.1
            rest.port: %d
            web.submit.enable: false
            taskmanager.host: 127.0.0.1
            taskmanager.bind-host: 127.0.0.1
            taskmanager.numberOfTaskSlots: %d
            taskmanager.load-balance.mode: SLOTS
            taskmanager.cpu.cores: 1.0
            taskmanager.memory.framework.heap.size: 64m
            taskmanager.memory.task.heap.size: %dm
            taskmanager.memory.framework.off-heap.size: 64m
            taskmanager.memory.task.off-heap.size: 256m
            taskmanager.memory.network.min: 16m
            taskmanager.memory.network.max: 16m
            taskmanager.memory.managed.size: 0m
            taskmanager.memory.jvm-metaspace.size: 160m
            taskmanager.memory.jvm-overhead.min: 192m
            taskmanager.memory.jvm-overhead.max: 192m
            jobmanager.memory.heap.size: 256m
            jobmanager.memory.off-heap.size: 64m
            jobmanager.memory.jvm-metaspace.size: 160m
            jobmanager.memory.jvm-overhead.min: 192m
            jobmanager.memory.jvm-overhead.max: 192m
            heartbeat.interval: 2000
            heartbeat.timeout: 8000
            slot.request.timeout: 30000
            execution.checkpointing.storage: jobmanager
            execution.checkpointing.interval: 2s
            io.tmp.dirs: %s
            """;

    private static final String LOGBACK =
            """
            <configuration>
              <appender name="file" class="ch.qos.logback.core.FileAppender">
                <file>${log.file}</file>
                <encoder><pattern>%d{yyyy-MM-dd'T'HH:mm:ss.SSS} %-5level %logger{20} - %msg%n%ex{12}</pattern></encoder>
              </appender>
              <logger name="org.pukar" level="INFO"/>
              <logger name="org.apache.flink.runtime.executiongraph" level="INFO"/>
              <root level="WARN"><appender-ref ref="file"/></root>
            </configuration>
            """;
}
