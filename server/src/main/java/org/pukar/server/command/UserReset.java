package org.pukar.server.command;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pukar.server.audit.AuditLog;
import org.pukar.server.signin.Passwords;
import org.pukar.server.store.AccountStore;
import org.pukar.server.store.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** For somebody who forgot a password or lost a phone. Both end that account's sessions. */
final class UserReset {
    private UserReset() {}

    /** {@code pukar user password}. */
    @Command(
            name = "password",
            mixinStandardHelpOptions = true,
            description =
                    "Set someone's password anew; their sessions end. It is asked for, or read from"
                            + " standard input.")
    static final class Password implements Callable<Integer> {
        @Mixin private WatchCommand.CityOptions options = new WatchCommand.CityOptions();

        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Option(names = "--by", paramLabel = "NAME", description = "Who does it, for the log.")
        private String by = "operator";

        @Override
        public Integer call() {
            WatchCommand.CityOptions.checkName(by);
            String password = UserReset.password();
            try (Database database = options.database(options.city())) {
                String hash = new Passwords().hash(password);
                if (!new AccountStore(database.jdbc()).changePassword(name, hash, Instant.now())) {
                    throw new FailedException("there must be someone of that name, got " + name);
                }
                new AuditLog(database.jdbc())
                        .add(by, AuditLog.Act.CHANGED_PASSWORD, Optional.empty(), name);
            }
            System.out.println("password changed, sessions ended: " + name);
            return 0;
        }
    }

    /** {@code pukar user reset-factor}. */
    @Command(
            name = "reset-factor",
            mixinStandardHelpOptions = true,
            description = "Take away someone's second factor: a phone was lost. Sessions end.")
    static final class Factor implements Callable<Integer> {
        @Mixin private WatchCommand.CityOptions options = new WatchCommand.CityOptions();

        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Option(names = "--by", paramLabel = "NAME", description = "Who does it, for the log.")
        private String by = "operator";

        @Override
        public Integer call() {
            WatchCommand.CityOptions.checkName(by);
            try (Database database = options.database(options.city())) {
                if (!new AccountStore(database.jdbc()).resetFactor(name, Instant.now())) {
                    throw new FailedException(
                            "there must be someone of that name with a second factor, got " + name);
                }
                new AuditLog(database.jdbc())
                        .add(by, AuditLog.Act.REMOVED_SECOND_FACTOR, Optional.empty(), name);
            }
            System.out.println("second factor taken away, sessions ended: " + name);
            return 0;
        }
    }

    /** A new password, as it was typed or piped in; refused unless it may be one. */
    static String password() {
        String password = typed();
        if (password.length() < Passwords.SHORTEST || password.length() > Passwords.LONGEST) {
            throw new FailedException(
                    "a password must have at least %d and at most %d characters, got %d"
                            .formatted(Passwords.SHORTEST, Passwords.LONGEST, password.length()));
        }
        return password;
    }

    private static String typed() {
        Console console = Boolean.getBoolean("pukar.terminal") ? System.console() : null;
        if (console != null) {
            return new String(console.readPassword("Password: "));
        }
        try {
            String line =
                    new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))
                            .readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            return "";
        }
    }
}
