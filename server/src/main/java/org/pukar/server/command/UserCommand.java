package org.pukar.server.command;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pukar.server.audit.AuditLog;
import org.pukar.server.settings.City;
import org.pukar.server.signin.Passwords;
import org.pukar.server.store.AccountStore;
import org.pukar.server.store.AccountStore.Account;
import org.pukar.server.store.AccountStore.Role;
import org.pukar.server.store.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code pukar user}: who may sign in. Works beside a running Pukar. */
@Command(
        name = "user",
        mixinStandardHelpOptions = true,
        description = "Say who may sign in.",
        subcommands = {
            UserCommand.Add.class,
            UserCommand.ListAll.class,
            UserCommand.Disable.class,
            UserReset.Password.class,
            UserReset.Factor.class
        })
final class UserCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new FailedException(
                "say what to do: user add, list, disable, password or reset-factor; see ./pukar"
                        + " user --help");
    }

    /** {@code pukar user add}. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Add someone. The password is asked for, or read from standard input.")
    static final class Add implements Callable<Integer> {
        @Mixin private WatchCommand.CityOptions options = new WatchCommand.CityOptions();

        @Parameters(paramLabel = "NAME", description = "2 to 40 letters, digits, dots or hyphens.")
        private String name = "";

        @Option(names = "--role", required = true, description = "One of ${COMPLETION-CANDIDATES}.")
        private Role role = Role.REVIEWER;

        @Option(
                names = "--post",
                paramLabel = "ID",
                description = "The station or unit they work at; none is the control room.")
        private Optional<String> post = Optional.empty();

        @Override
        public Integer call() {
            WatchCommand.CityOptions.checkName(name);
            City city = options.city();
            checkPost(city);
            String password = UserReset.password();
            try (Database database = options.database(city)) {
                String hash = new Passwords().hash(password);
                if (!new AccountStore(database.jdbc())
                        .add(new Account(name, hash, role, post, false))) {
                    throw new FailedException("a name may be used once, " + name + " is taken");
                }
                new AuditLog(database.jdbc())
                        .add(
                                "operator",
                                AuditLog.Act.ADDED_ACCOUNT,
                                Optional.empty(),
                                name + ", " + role);
            }
            System.out.println("added " + name + ", " + role.name().toLowerCase(Locale.ROOT));
            return 0;
        }

        private void checkPost(City city) {
            boolean known =
                    post.isEmpty()
                            || city.stations().stream().anyMatch(s -> s.id().equals(post.get()))
                            || city.units().stream().anyMatch(u -> u.id().equals(post.get()));
            if (!known) {
                throw new FailedException(
                        "a post must be a station or unit of the settings, got " + post.get());
            }
            if (role == Role.OFFICER && post.isEmpty()) {
                throw new FailedException(
                        "an officer needs a post, the station or unit whose calls they answer:"
                                + " --post ID");
            }
        }
    }

    /** {@code pukar user list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "List everyone.")
    static final class ListAll implements Callable<Integer> {
        @Mixin private WatchCommand.CityOptions options = new WatchCommand.CityOptions();

        @Option(names = "--json", description = "As one JSON array.")
        private boolean json;

        /** What is told of an account: no hash. */
        record Told(String name, Role role, Optional<String> post, boolean disabled) {}

        @Override
        public Integer call() {
            try (Database database = options.database(options.city())) {
                List<Told> all =
                        new AccountStore(database.jdbc())
                                .list().stream()
                                        .map(
                                                a ->
                                                        new Told(
                                                                a.name(),
                                                                a.role(),
                                                                a.post(),
                                                                a.disabled()))
                                        .toList();
                if (json) {
                    System.out.println(JsonMapper.shared().writeValueAsString(all));
                    return 0;
                }
                for (Told account : all) {
                    System.out.printf(
                            "%-20s %-10s %-20s %s%n",
                            account.name,
                            account.role.name().toLowerCase(Locale.ROOT),
                            account.post.orElse("-"),
                            account.disabled ? "disabled" : "");
                }
                return 0;
            }
        }
    }

    /** {@code pukar user disable}. */
    @Command(
            name = "disable",
            mixinStandardHelpOptions = true,
            description = "Let someone sign in no more.")
    static final class Disable implements Callable<Integer> {
        @Mixin private WatchCommand.CityOptions options = new WatchCommand.CityOptions();

        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        public Integer call() {
            try (Database database = options.database(options.city())) {
                if (!new AccountStore(database.jdbc()).disable(name)) {
                    throw new FailedException("there must be someone of that name, got " + name);
                }
                new AuditLog(database.jdbc())
                        .add("operator", AuditLog.Act.DISABLED_ACCOUNT, Optional.empty(), name);
            }
            System.out.println("disabled " + name);
            return 0;
        }
    }
}
