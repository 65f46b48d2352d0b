package org.pukar.server.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** {@code ./pukar}: the list of commands. */
@Command(
        name = "pukar",
        mixinStandardHelpOptions = false,
        description =
                "Cameras and panic points that ask a person to look, and help that arrives. A face"
                        + " never sends anyone by itself.",
        subcommands = {
            DemoCommand.class,
            WatchCommand.class,
            ReadCommand.class,
            FitnessCommand.class,
            EvaluateCommand.class,
            CalibrateCommand.class,
            BenchCommand.class,
            PlanCommand.class,
            UserCommand.class,
            PointCommand.class,
            AuthoriseCommand.class,
            ClientCommand.class,
            DrillCommand.class,
            BreachCommand.class,
            SignCommand.class,
            AuditCommand.class,
            KeyCommand.class,
            HoldCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            ExportCommand.class,
            VersionCommand.class
        },
        footer = {
            "",
            "Of the launcher itself: ./pukar cluster reads cameras on many machines; ./pukar scenes"
                + " renders street scenes with synthetic people; ./pukar verify [--all] runs all"
                + " checks and tests; ./pukar release KEY OUT builds a signed archive.",
            "Each command has --help."
        })
public final class PukarCommand implements Callable<Integer> {
    @CommandLine.Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this and stop.")
    private boolean help;

    @CommandLine.Option(
            names = {"-V", "--version"},
            description = "As ./pukar version says it.")
    private boolean version;

    @Spec private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() {
        if (version) {
            return new VersionCommand().call();
        }
        spec.commandLine().usage(System.out);
        return help ? 0 : 2;
    }

    /** Runs a command line and returns its exit code. */
    public static int run(String... arguments) {
        return new CommandLine(new PukarCommand())
                .setExecutionExceptionHandler(PukarCommand::failed)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .execute(arguments);
    }

    /**
     * An expected failure is one line; anything else is our mistake and says so, with where to
     * look.
     */
    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (e instanceof FailedException) {
            err.println("pukar: " + e.getMessage());
        } else {
            Path trace = CrashNote.write(e);
            err.println(
                    "pukar: this should not have happened: "
                            + e
                            + "\n  Please report it with "
                            + trace);
        }
        err.flush();
        return 1;
    }

    /** The folder of the checkout: models, sample city. The launcher says where it is. */
    static Path home() {
        return Path.of(System.getProperty("pukar.home", ".")).toAbsolutePath().normalize();
    }

    static Path models() {
        return home().resolve("models");
    }
}
