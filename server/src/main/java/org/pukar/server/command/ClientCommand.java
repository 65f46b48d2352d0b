package org.pukar.server.command;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pukar.server.audit.AuditLog;
import org.pukar.server.store.ClientStore;
import org.pukar.server.store.ClientStore.Client;
import org.pukar.server.store.Database;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code pukar client}: programs that may use the API. Works beside a running Pukar. */
@Command(
        name = "client",
        mixinStandardHelpOptions = true,
        description =
                "Say which programs, such as a 112 centre's, may pass on calls for help, which"
                        + " workers may read cameras, and what may see how cameras do.",
        subcommands = {
            ClientCommand.Add.class,
            ClientCommand.ListAll.class,
            ClientCommand.Disable.class
        })
final class ClientCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new FailedException(
                "say what to do: client add, client list or client disable; see ./pukar client"
                        + " --help");
    }

    /** {@code pukar client add}. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Add a program and print its key, this once.")
    static final class Add implements Callable<Integer> {
        @Mixin private WatchCommand.CityOptions options = new WatchCommand.CityOptions();

        @Parameters(paramLabel = "NAME", description = "2 to 40 letters, digits, dots or hyphens.")
        private String name = "";

        @ArgGroup private Purpose purpose = new Purpose();

        /** What the key is for; one of them, or else a centre's calls. */
        static final class Purpose {
            @Option(
                    names = "--worker",
                    required = true,
                    description =
                            "A worker that reads cameras on other machines, see ./pukar cluster.")
            private boolean worker;

            @Option(
                    names = "--monitor",
                    required = true,
                    description =
                            "A city's monitoring, such as Prometheus: how cameras and workers do.")
            private boolean monitor;

            ClientStore.Kind kind() {
                if (worker) {
                    return ClientStore.Kind.WORKER;
                }
                return monitor ? ClientStore.Kind.MONITOR : ClientStore.Kind.CENTRE;
            }
        }

        @Override
        public Integer call() {
            ClientStore.Kind kind = purpose.kind();
            WatchCommand.CityOptions.checkName(name);
            try (Database database = options.database(options.city())) {
                String key =
                        new ClientStore(database.jdbc())
                                .add(name, kind, Instant.now())
                                .orElseThrow(
                                        () ->
                                                new FailedException(
                                                        "a name may be used once, "
                                                                + name
                                                                + " is taken"));
                log(database, AuditLog.Act.MADE_KEY, name);
                System.out.println(key);
            }
            return 0;
        }
    }

    /** {@code pukar client list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "List all programs.")
    static final class ListAll implements Callable<Integer> {
        @Mixin private WatchCommand.CityOptions options = new WatchCommand.CityOptions();

        @Option(names = "--json", description = "As one JSON array.")
        private boolean json;

        @Override
        public Integer call() {
            try (Database database = options.database(options.city())) {
                List<Client> all = new ClientStore(database.jdbc()).list();
                if (json) {
                    System.out.println(JsonMapper.shared().writeValueAsString(all));
                    return 0;
                }
                for (Client client : all) {
                    System.out.printf(
                            "%-30s %-7s %s %s%n",
                            client.name(),
                            client.kind().name().toLowerCase(Locale.ROOT),
                            client.madeAt(),
                            client.disabled() ? "disabled" : "");
                }
                return 0;
            }
        }
    }

    /** {@code pukar client disable}. */
    @Command(
            name = "disable",
            mixinStandardHelpOptions = true,
            description = "Let a program's key open nothing more.")
    static final class Disable implements Callable<Integer> {
        @Mixin private WatchCommand.CityOptions options = new WatchCommand.CityOptions();

        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        public Integer call() {
            try (Database database = options.database(options.city())) {
                if (!new ClientStore(database.jdbc()).disable(name)) {
                    throw new FailedException("there must be a program of that name, got " + name);
                }
                log(database, AuditLog.Act.DISABLED_KEY, name);
            }
            System.out.println("disabled " + name);
            return 0;
        }
    }

    private static void log(Database database, AuditLog.Act act, String name) {
        new AuditLog(database.jdbc()).add("operator", act, Optional.empty(), "client " + name);
    }
}
