package org.pukar.server.command;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.pukar.server.audit.AuditLog;
import org.pukar.server.settings.City;
import org.pukar.server.store.Database;
import org.pukar.server.store.RetentionStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pukar hold}: keeps an incident for a court after its time. */
@Command(
        name = "hold",
        mixinStandardHelpOptions = true,
        description =
                "Keep an incident's pictures and words after their time, for a court, until a day;"
                        + " logged with name and reason. Without an incident: list what is held.")
final class HoldCommand implements Callable<Integer> {
    @Mixin private WatchCommand.CityOptions options = new WatchCommand.CityOptions();

    @Parameters(arity = "0..1", paramLabel = "INCIDENT", description = "The incident's id.")
    private Optional<UUID> incident = Optional.empty();

    @Option(names = "--by", paramLabel = "NAME", description = "Who says so.")
    private String person = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, such as a case's number.")
    private String reason = "";

    @Option(
            names = "--until",
            paramLabel = "DAY",
            description = "The last day, such as 2026-12-31; at most a year from now.")
    private Optional<String> until = Optional.empty();

    @Option(names = "--lift", description = "End all holds on it now.")
    private boolean lift;

    @Override
    public Integer call() {
        City city = options.city();
        Instant now = Instant.now();
        try (Database database = options.database(city)) {
            RetentionStore store = new RetentionStore(database.jdbc());
            AuditLog audit = new AuditLog(database.jdbc());
            if (incident.isEmpty()) {
                store.holding(now)
                        .forEach(
                                h ->
                                        System.out.printf(
                                                "%s until %s by %s: %s%n",
                                                h.incident(), h.endsAt(), h.person(), h.reason()));
            } else if (lift) {
                lift(store, audit, now, incident.get());
            } else {
                hold(database, store, audit, city, now, incident.get());
            }
        }
        return 0;
    }

    private void lift(RetentionStore store, AuditLog audit, Instant now, UUID id) {
        WatchCommand.CityOptions.checkName(person);
        int lifted = store.lift(id, person, now);
        audit.add(person, AuditLog.Act.LIFTED_HOLD, incident, lifted + " holds");
        System.out.println(lifted + " holds lifted; what is due is erased within a minute");
    }

    private void hold(
            Database database,
            RetentionStore store,
            AuditLog audit,
            City city,
            Instant now,
            UUID id) {
        WatchCommand.CityOptions.checkName(person);
        Instant end = end(city);
        Optional<String> refusal =
                database.transactions()
                        .execute(
                                t -> {
                                    Optional<String> why = store.hold(id, person, reason, now, end);
                                    if (why.isEmpty()) {
                                        audit.add(
                                                person,
                                                AuditLog.Act.HELD_ERASURE,
                                                incident,
                                                "until %s: %s".formatted(end, reason));
                                    }
                                    return why;
                                });
        if (refusal != null && refusal.isPresent()) {
            throw new FailedException(refusal.get());
        }
        System.out.println("held until " + end);
    }

    /** The end of that day, by the city's time. */
    private Instant end(City city) {
        try {
            return LocalDate.parse(until.orElse(""))
                    .plusDays(1)
                    .atStartOfDay(city.zone())
                    .toInstant();
        } catch (DateTimeParseException e) {
            throw new FailedException(
                    "a hold must end: --until needs a day such as 2026-12-31, got "
                            + until.orElse("none"));
        }
    }
}
