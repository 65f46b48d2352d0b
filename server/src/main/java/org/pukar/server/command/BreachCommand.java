package org.pukar.server.command;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.pukar.server.audit.AuditLog;
import org.pukar.server.breach.Breach;
import org.pukar.server.breach.BreachRefusedException;
import org.pukar.server.breach.Breaches;
import org.pukar.server.breach.Draft;
import org.pukar.server.breach.Notice;
import org.pukar.server.settings.City;
import org.pukar.server.store.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pukar breach}: the page /breach for when the console does not run. */
@Command(
        name = "breach",
        mixinStandardHelpOptions = true,
        description = "Data may have got out, or a drill of that: what is due by when, and drafts.",
        subcommands = {
            BreachCommand.Start.class,
            BreachCommand.Status.class,
            BreachCommand.DraftOf.class
        })
final class BreachCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new FailedException(
                "say what to do: breach start, status or draft; see ./pukar breach --help");
    }

    /** {@code pukar breach start}. */
    @Command(
            name = "start",
            mixinStandardHelpOptions = true,
            description = "Begin one: the hours count from when it became known.")
    static final class Start implements Callable<Integer> {
        @Mixin private WatchCommand.CityOptions options = new WatchCommand.CityOptions();

        @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who says so.")
        private String by = "";

        @Option(names = "--drill", description = "It is an exercise.")
        private boolean drill;

        @Option(
                names = "--known",
                paramLabel = "TIME",
                description = "Such as 2026-11-25T14:30, in the city's time; now unless given.")
        private Optional<String> known = Optional.empty();

        @Override
        public Integer call() {
            WatchCommand.CityOptions.checkName(by);
            City city = options.city();
            Instant now = Instant.now();
            Instant at = known.map(text -> moment(city, text)).orElse(now);
            try (Database database = options.database(city)) {
                Breaches breaches = new Breaches(database.jdbc(), InstantSource.system());
                Breach breach = breaches.start(by, drill, at);
                print(city, breach, Instant.now());
            } catch (BreachRefusedException e) {
                throw new FailedException(String.valueOf(e.getMessage()));
            }
            return 0;
        }

        private static Instant moment(City city, String text) {
            try {
                return LocalDateTime.parse(text).atZone(city.zone()).toInstant();
            } catch (DateTimeParseException e) {
                throw new FailedException(
                        "--known must be a time such as 2026-11-25T14:30, got " + text);
            }
        }
    }

    /** {@code pukar breach status}. */
    @Command(name = "status", mixinStandardHelpOptions = true, description = "List all.")
    static final class Status implements Callable<Integer> {
        @Mixin private WatchCommand.CityOptions options = new WatchCommand.CityOptions();

        @Override
        public Integer call() {
            City city = options.city();
            Instant now = Instant.now();
            try (Database database = options.database(city)) {
                new Breaches(database.jdbc(), InstantSource.system())
                        .list()
                        .forEach(b -> print(city, b, now));
            }
            return 0;
        }
    }

    /** {@code pukar breach draft}. */
    @Command(
            name = "draft",
            mixinStandardHelpOptions = true,
            description = "Print a notice to complete and send.")
    static final class DraftOf implements Callable<Integer> {
        @Mixin private WatchCommand.CityOptions options = new WatchCommand.CityOptions();

        @Parameters(index = "0", paramLabel = "BREACH", description = "Its id, as status says it.")
        private UUID breach = new UUID(0, 0);

        @Parameters(
                index = "1",
                paramLabel = "NOTICE",
                description = "One of ${COMPLETION-CANDIDATES}.")
        private Notice notice = Notice.CERT_IN;

        @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who asks.")
        private String by = "";

        @Override
        public Integer call() {
            WatchCommand.CityOptions.checkName(by);
            City city = options.city();
            try (Database database = options.database(city)) {
                Breaches breaches = new Breaches(database.jdbc(), InstantSource.system());
                Breach found = breaches.breach(breach);
                new AuditLog(database.jdbc())
                        .add(by, AuditLog.Act.EXPORTED, Optional.empty(), "breach/" + notice);
                System.out.print(Draft.of(notice, found, breaches.held(), city, Instant.now()));
            } catch (BreachRefusedException e) {
                throw new FailedException(e.getMessage() + ", got " + breach);
            }
            return 0;
        }
    }

    private static void print(City city, Breach breach, Instant now) {
        System.out.printf(
                "%s %s known since %s, by %s%s%n",
                breach.id(),
                breach.drill() ? "DRILL" : "BREACH",
                breach.knownAt().atZone(city.zone()).toLocalDateTime().withNano(0),
                breach.startedBy(),
                breach.endedAt().isPresent() ? ", ended" : "");
        for (Breach.Due due : breach.due(now)) {
            String state = due.sentAt().isPresent() ? "sent, " : "";
            String late = due.left().compareTo(Duration.ZERO) < 0 ? "late" : "left";
            System.out.printf(
                    "  %-14s due %s  %s%s h %s%n",
                    due.notice(),
                    due.at().atZone(city.zone()).toLocalDateTime().withNano(0),
                    state,
                    due.hours(),
                    late);
        }
    }
}
