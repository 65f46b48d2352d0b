package org.pukar.cluster.command;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.pukar.cluster.job.Job;
import org.pukar.cluster.settings.JobSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pukar cluster}: cameras on many machines. */
@Command(
        name = "pukar cluster",
        mixinStandardHelpOptions = true,
        description =
                "Read the cameras on many machines, as a job of Apache Flink; the desk runs with"
                        + " ./pukar watch --workers. See docs/cluster.md.",
        footer = {
            "",
            "./pukar cluster bench measures a cluster beside one machine, and how soon a dead"
                    + " worker's cameras",
            "are read again; about ten minutes, from a checkout."
        },
        subcommands = {
            ClusterCommand.Up.class,
            ClusterCommand.Submit.class,
            ClusterCommand.Run.class,
            ClusterCommand.Status.class,
            ClusterCommand.Cancel.class
        })
public final class ClusterCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new FailedException(
                "say what to do: cluster up, submit, run, status or cancel; see ./pukar cluster"
                        + " --help");
    }

    /** Runs a command line and returns its exit code. */
    public static int run(String... arguments) {
        return line().execute(arguments);
    }

    static CommandLine line() {
        return new CommandLine(new ClusterCommand())
                .setExecutionExceptionHandler(ClusterCommand::failed)
                .setUsageHelpAutoWidth(true);
    }

    /** An expected failure is one line; anything else is our mistake, with its trace. */
    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (e instanceof FailedException) {
            err.println("pukar: " + e.getMessage());
        } else {
            err.println("pukar: this should not have happened, please report it:");
            e.printStackTrace(err);
        }
        err.flush();
        return 1;
    }

    /** What every job needs. */
    static final class JobOptions {
        @Option(
                names = "--desk",
                defaultValue = "http://127.0.0.1:8080",
                description = "The desk's address; ${DEFAULT-VALUE} unless told.")
        private URI desk = URI.create("http://127.0.0.1:8080");

        @Option(
                names = "--key-file",
                required = true,
                paramLabel = "FILE",
                description =
                        "Holds a key of ./pukar client add NAME --worker; on every machine at the"
                                + " same place.")
        private Path keyFile = Path.of("key");

        @Option(
                names = "--config",
                required = true,
                paramLabel = "FILE",
                description =
                        "The settings with the cameras' addresses; on every machine at the same"
                                + " place.")
        private Path config = Path.of("pukar.yaml");

        @Option(
                names = "--models",
                paramLabel = "FOLDER",
                description = "The models; those of this checkout unless told.")
        private Path models = Path.of(System.getProperty("pukar.home", ".")).resolve("models");

        @Option(
                names = "--films",
                description =
                        "Cameras are films: read every frame, as fast as can be, by the films' own"
                                + " time. For comparisons.")
        private boolean films;

        JobSettings settings() {
            try {
                JobSettings settings =
                        new JobSettings(
                                UUID.randomUUID().toString().substring(0, 8),
                                desk,
                                keyFile.toAbsolutePath().normalize().toString(),
                                config.toAbsolutePath().normalize().toString(),
                                models.toAbsolutePath().normalize().toString(),
                                films);
                settings.key();
                return settings;
            } catch (IllegalArgumentException | IOException e) {
                throw new FailedException(String.valueOf(e.getMessage()));
            }
        }
    }

    private static void warn(String what) {
        System.err.println("pukar: " + what);
    }

    /** Adds the job to a cluster and leaves it there; says its id. */
    static String submit(JobSettings settings, URI cluster, Path jar, int tasks) {
        try (StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createRemoteEnvironment(
                        cluster.getHost(), cluster.getPort(), jar.toString())) {
            environment.setParallelism(tasks);
            Job.build(environment, settings);
            return environment.executeAsync(Job.NAME).getJobID().toString();
        } catch (Exception e) {
            throw new FailedException(
                    "the cluster at %s did not take the job: %s".formatted(cluster, e));
        }
    }

    /** All of this program's class path but the job itself, which each job brings along. */
    private static String libraries(Path jar) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.equals(jar.toString()))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path jar() {
        String text = System.getProperty("pukar.cluster.jar", "");
        if (text.isEmpty() || !Files.isRegularFile(Path.of(text))) {
            throw new FailedException(
                    "the job's jar must be there, got '%s'; start this with ./pukar cluster"
                            .formatted(text));
        }
        return Path.of(text);
    }

    /** {@code pukar cluster up}. */
    @Command(
            name = "up",
            mixinStandardHelpOptions = true,
            description =
                    "Start a cluster of real processes on this machine and the job on it, until"
                            + " stopped with Ctrl-C.")
    static final class Up implements Callable<Integer> {
        @Mixin private JobOptions job = new JobOptions();

        @Option(
                names = "--workers",
                defaultValue = "3",
                description = "Processes that read cameras; ${DEFAULT-VALUE} unless told.")
        private int workers = 3;

        @Option(
                names = "--slots",
                defaultValue = "2",
                description =
                        "Tasks that each could take, so that others go on for one that dies;"
                                + " ${DEFAULT-VALUE} unless told.")
        private int slots = 2;

        @Option(
                names = "--heap",
                defaultValue = "400",
                description = "Of each worker, in MB; ${DEFAULT-VALUE} unless told.")
        private int heapMegabytes = 400;

        @Option(
                names = "--port",
                defaultValue = "8081",
                description = "Of the cluster's own interface; 0 for any free one.")
        private int port = 8081;

        @Option(
                names = "--folder",
                paramLabel = "FOLDER",
                description = "For logs of the processes; data/cluster unless told.")
        private Path folder =
                Path.of(System.getProperty("pukar.home", ".")).resolve("data/cluster");

        @Override
        public Integer call() throws Exception {
            JobSettings settings = job.settings();
            if (!Files.isReadable(job.config)) {
                throw new FailedException(
                        "--config must be a file that can be read, got " + job.config);
            }
            LocalCluster.Size size = new LocalCluster.Size(workers, slots, heapMegabytes);
            Path jar = jar();
            // Before the place is taken: who tries again would wait for it.
            LocalCluster.checkFree(port);
            Place.take(settings, ClusterCommand::warn);
            try (LocalCluster cluster = LocalCluster.start(size, folder, libraries(jar), port)) {
                Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "down"));
                String id = submit(settings, cluster.address(), jar, workers);
                say(cluster, settings, id);
                new Restarts(cluster, System.out::println).untilClosed();
            }
            return 1;
        }

        private void say(LocalCluster cluster, JobSettings settings, String id) {
            System.out.printf(
                    "The job %s (run %s) reads the cameras of %s, workers: %d; %s%n",
                    id, settings.run(), settings.desk(), workers, cluster.address());
            System.out.printf(
                    "manager: process %d; workers: processes %s; logs in %s%n",
                    cluster.manager().pid(),
                    cluster.workers().stream().map(Process::pid).toList(),
                    folder);
        }
    }

    /** {@code pukar cluster submit}. */
    @Command(
            name = "submit",
            mixinStandardHelpOptions = true,
            description = "Add the job to a cluster that runs.")
    static final class Submit implements Callable<Integer> {
        @Mixin private JobOptions job = new JobOptions();
        @Mixin private At at = new At();

        @Option(names = "--tasks", defaultValue = "3", description = "One a worker at least.")
        private int tasks = 3;

        @Override
        public Integer call() {
            JobSettings settings = job.settings();
            at.rest().checkNoJob();
            Place.take(settings, ClusterCommand::warn);
            System.out.println(submit(settings, at.address, jar(), tasks));
            return 0;
        }
    }

    /** {@code pukar cluster run}. */
    @Command(
            name = "run",
            mixinStandardHelpOptions = true,
            description =
                    "Run the job in the cluster that starts this program: Flink's application mode"
                            + " and its own command line.")
    static final class Run implements Callable<Integer> {
        @Mixin private JobOptions job = new JobOptions();

        @Override
        public Integer call() throws Exception {
            try (StreamExecutionEnvironment environment =
                    StreamExecutionEnvironment.getExecutionEnvironment()) {
                Job.build(environment, job.settings());
                environment.execute(Job.NAME);
            }
            return 0;
        }
    }

    /** Where a cluster is. */
    static final class At {
        @Option(
                names = "--at",
                defaultValue = "http://127.0.0.1:8081",
                description = "The cluster's own interface; ${DEFAULT-VALUE} unless told.")
        private URI address = URI.create("http://127.0.0.1:8081");

        Rest rest() {
            if (!("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    || address.getHost() == null) {
                throw new FailedException(
                        "--at must be an address such as http://manager:8081, got " + address);
            }
            return new Rest(address);
        }
    }

    /** {@code pukar cluster status}. */
    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "Say what runs on a cluster.")
    static final class Status implements Callable<Integer> {
        @Mixin private At at = new At();

        @Override
        public Integer call() {
            List<Rest.WorkerLine> workers = at.rest().workers();
            workers.forEach(
                    w ->
                            System.out.printf(
                                    "worker %s: %d tasks, room for %d more%n",
                                    w.id(), w.slots() - w.free(), w.free()));
            at.rest().jobs().forEach(j -> System.out.println("job " + j.id() + ": " + j.state()));
            return 0;
        }
    }

    /** {@code pukar cluster cancel}. */
    @Command(
            name = "cancel",
            mixinStandardHelpOptions = true,
            description = "End the job; its cameras are closed.")
    static final class Cancel implements Callable<Integer> {
        @Mixin private At at = new At();

        @Override
        public Integer call() {
            System.out.println("cancelled " + at.rest().cancel());
            return 0;
        }
    }
}
