package org.pukar.server.command;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.pukar.evidence.Rank;
import org.pukar.incident.State;
import org.pukar.routing.Roads;
import org.pukar.server.desk.Desk;
import org.pukar.server.drill.DrillRefusedException;
import org.pukar.server.drill.Drills;
import org.pukar.server.settings.City;
import org.pukar.server.settings.PresentCameras;
import org.pukar.server.store.Database;
import org.pukar.server.store.DrillStore.Drill;
import org.pukar.server.store.EvidenceStore;
import org.pukar.server.store.MasterKey;
import org.pukar.server.store.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code pukar drill}: a marked exercise through everything. Works beside a running Pukar. */
@Command(
        name = "drill",
        mixinStandardHelpOptions = true,
        description =
                "Send a marked exercise through everything, and tell how soon each step came. It"
                        + " works beside a running Pukar.",
        footer = {"", "Exit code: 0 somebody took it, 1 nobody did, 2 called wrongly."})
final class DrillCommand implements Callable<Integer> {
    private static final long LOOK_MILLIS = 250;

    /** Open pages are told within a second where a Pukar runs. */
    private static final Duration NOBODY_HEARS = Duration.ofSeconds(10);

    @Mixin private WatchCommand.CityOptions options = new WatchCommand.CityOptions();

    @Option(
            names = "--site",
            paramLabel = "ID",
            description = "Where; the settings' first site unless told.")
    private Optional<String> site = Optional.empty();

    @Option(
            names = "--rank",
            defaultValue = "expression",
            description = "One of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} unless told.")
    private Rank rank = Rank.EXPRESSION;

    @Option(names = "--json", description = "One JSON object at the end, nothing before.")
    private boolean json;

    @Option(names = "--no-wait", description = "Start it and don't wait for what happens.")
    private boolean noWait;

    @Option(
            names = "--wait-minutes",
            defaultValue = "30",
            description = "Wait no longer than this; ${DEFAULT-VALUE} unless told.")
    private int waitMinutes;

    @Override
    public Integer call() {
        City city = options.city();
        try (Database database = options.database(city)) {
            MasterKey master = MasterKey.open(city.data(), city.keeping().keys());
            EvidenceStore evidence = new EvidenceStore(database.jdbc(), master);
            InstantSource clock = InstantSource.system();
            Desk desk = new Desk(city, database, evidence, Roads.unknown(), clock);
            Drills drills = new Drills(city, PresentCameras.of(city), database, desk, clock);
            UUID id =
                    drills.start(site.orElseGet(() -> city.sites().get(0).id()), rank, "operator");
            if (!json) {
                System.out.println("a drill has begun: incident " + id);
            }
            Drill drill = noWait ? drills.find(id).orElseThrow() : follow(city, drills, id);
            if (json) {
                System.out.println(JsonMapper.shared().writeValueAsString(told(drill)));
            } else if (!noWait) {
                table(drill);
            }
            return drill.missed(drills.now()) ? 1 : 0;
        } catch (StoreException e) {
            throw new FailedException(e);
        } catch (DrillRefusedException e) {
            throw new FailedException(e.why());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedException("the wait was interrupted; the drill goes on");
        }
    }

    /** Prints each step as it comes, until the drill has ended or its time is up. */
    private Drill follow(City city, Drills drills, UUID id) throws InterruptedException {
        Instant until = drills.now().plus(Duration.ofMinutes(waitMinutes));
        Map<String, Optional<Duration>> said = new LinkedHashMap<>();
        boolean warned = false;
        while (true) {
            Drill drill = drills.find(id).orElseThrow();
            steps(city, drill)
                    .forEach(
                            (what, at) -> {
                                if (at.isPresent() && said.putIfAbsent(what, at) == null && !json) {
                                    System.out.printf(
                                            Locale.ROOT, "  %7.1f s  %s%n", seconds(at), what);
                                }
                            });
            boolean unheard =
                    drill.times().listed().isEmpty()
                            && drills.now().isAfter(drill.startedAt().plus(NOBODY_HEARS));
            if (unheard && !warned) {
                warned = true;
                System.err.println(
                        "pukar: a drill needs a running Pukar on this database, and none hears of"
                                + " it: start one with ./pukar watch --config "
                                + options.file());
            }
            if (drill.state().ended() || drills.now().isAfter(until)) {
                return drill;
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private static Map<String, Optional<Duration>> steps(City city, Drill drill) {
        Map<String, Optional<Duration>> steps = new LinkedHashMap<>();
        steps.put(
                "stands in the list of " + city.targetName(drill.stationId()),
                drill.times().listed());
        steps.put("taken by " + drill.claimedBy().orElse("somebody"), drill.times().claimed());
        steps.put("decided", drill.times().decided());
        steps.put("told to go", drill.times().sent());
        steps.put("on the way", drill.times().acknowledged());
        steps.put("outcome reported", drill.times().reported());
        return steps;
    }

    /** A drill as JSON: times in seconds from the signal on, null while a step has not come. */
    record Told(
            UUID incident,
            String place,
            String station,
            Rank rank,
            State state,
            boolean missed,
            Map<String, Optional<Double>> seconds) {}

    private static Told told(Drill drill) {
        Map<String, Optional<Double>> seconds = new LinkedHashMap<>();
        seconds.put("listed", drill.times().listed().map(DrillCommand::seconds));
        seconds.put("claimed", drill.times().claimed().map(DrillCommand::seconds));
        seconds.put("decided", drill.times().decided().map(DrillCommand::seconds));
        seconds.put("sent", drill.times().sent().map(DrillCommand::seconds));
        seconds.put("acknowledged", drill.times().acknowledged().map(DrillCommand::seconds));
        seconds.put("reported", drill.times().reported().map(DrillCommand::seconds));
        return new Told(
                drill.incident(),
                drill.place(),
                drill.stationId(),
                drill.rank(),
                drill.state(),
                drill.missed(Instant.now()),
                seconds);
    }

    private static void table(Drill drill) {
        System.out.println();
        System.out.printf(
                "%s at %s: %s%s%n",
                drill.rank().name().toLowerCase(Locale.ROOT),
                drill.place(),
                drill.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                drill.missed(Instant.now()) ? ", MISSED: nobody took it" : "");
        told(drill)
                .seconds()
                .forEach(
                        (step, seconds) ->
                                System.out.printf(
                                        "  %-14s %s%n",
                                        step,
                                        seconds.map(s -> String.format(Locale.ROOT, "%8.1f s", s))
                                                .orElse("       –")));
    }

    private static double seconds(Optional<Duration> time) {
        return time.map(DrillCommand::seconds).orElse(0.0);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }
}
