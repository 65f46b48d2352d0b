package org.pukar.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code pukar plan}: from what one machine measured to the machines of a city. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Say what so many cameras need: machines, memory, network, power. From figures that"
                    + " ./pukar bench --json measured, and from assumptions that are printed with"
                    + " the answer; change them with the options."
        })
final class PlanCommand implements Callable<Integer> {
    /** Our choice: a third more than at the worst hour that was thought of. */
    private static final double MOST_LOAD = .7;

    /** Cores or megabytes. */
    private static final double MOST_MEASURED = 1e6;

    @Option(names = "--cameras", required = true, description = "How many cameras, 1080p.")
    private int cameras;

    @Option(
            names = "--bench",
            required = true,
            paramLabel = "FILE.json",
            description = "What ./pukar bench --json wrote, on a machine like those to be bought.")
    private Path bench = Path.of("");

    @Option(
            names = "--busy",
            defaultValue = "0.3",
            description =
                    "Share of cameras with people in view at the worst hour, ${DEFAULT-VALUE}.")
    private double busy;

    @Option(
            names = "--crowded",
            defaultValue = "0.1",
            description = "Share of cameras with twenty people in view then, ${DEFAULT-VALUE}.")
    private double crowded;

    @Option(
            names = "--cores",
            defaultValue = "32",
            description = "Cores a machine, ${DEFAULT-VALUE}.")
    private int cores;

    @Option(
            names = "--load",
            description =
                    "How full a machine may be; as full as the measured one was before it skipped"
                            + " a frame, at most 0.7, unless told: the rest is for a bad hour.")
    private Optional<Double> asked = Optional.empty();

    @Option(
            names = "--megabits",
            defaultValue = "4",
            description = "Megabits a second of a camera's stream, ${DEFAULT-VALUE}.")
    private double megabits;

    @Option(
            names = "--watts",
            defaultValue = "8",
            description =
                    "Watts a busy core takes, with its share of the machine, ${DEFAULT-VALUE}.")
    private double watts;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        check("--cameras", cameras, 1, 1_000_000);
        check("--busy", busy, 0, 1);
        check("--crowded", crowded, 0, 1 - busy);
        check("--cores", cores, 1, 1024);
        asked.ifPresent(load -> check("--load", load, .1, 1));
        check("--megabits", megabits, .1, 100);
        check("--watts", watts, .1, 100);
        Map<String, Double> measured = figures();
        double idleCores = of(measured, "cores1080pNone");
        double busyCores = of(measured, "activeCores");
        double crowdedCores = of(measured, "cores1080pTwenty");
        double load = asked.orElseGet(() -> measuredLoad(measured));
        double each = idleCores * (1 - busy - crowded) + busyCores * busy + crowdedCores * crowded;
        double needed = cameras * each / load;
        long machines = (long) Math.ceil(needed / cores) + 1; // one may be away
        long perMachine = (long) Math.ceil((double) cameras / Math.max(1, machines - 1));
        double gigabytes =
                (of(measured, "memoryMegabytes")
                                + Math.max(0, perMachine - 4.0)
                                        * of(measured, "megabytesPerCamera"))
                        / 1000;
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("cameras", cameras);
        plan.put("coresPerCamera", rounded(each));
        plan.put("coresInAll", rounded(needed));
        plan.put("machines", machines);
        plan.put("camerasPerMachine", perMachine);
        plan.put("gigabytesPerMachine", rounded(gigabytes));
        plan.put("megabitsPerMachine", rounded(perMachine * megabits));
        plan.put("kilowatts", rounded(needed * load * watts / 1000));
        boolean skipped =
                of(measured, "activeDropped", 0) > 0
                        || of(measured, "cores1080pTwentyDropped", 0) > 0;
        if (json) {
            plan.put("megabitsInAll", rounded(cameras * megabits));
            plan.put("measuredCameraSkipped", skipped);
            plan.put("assumed", assumed(load));
            System.out.println(JsonMapper.shared().writeValueAsString(plan));
        } else {
            print(plan, load, skipped, new double[] {idleCores, busyCores, crowdedCores});
        }
        return 0;
    }

    private Map<String, Object> assumed(double load) {
        Map<String, Object> assumed = new LinkedHashMap<>();
        assumed.put("busy", busy);
        assumed.put("crowded", crowded);
        assumed.put("coresPerMachine", cores);
        assumed.put("load", rounded(load));
        assumed.put("megabitsPerCamera", megabits);
        assumed.put("wattsPerBusyCore", watts);
        return assumed;
    }

    /** A machine that skipped at less is planned for less. */
    private double measuredLoad(Map<String, Double> measured) {
        double load = of(measured, "loadWithoutSkip", MOST_LOAD);
        if (load <= 0) {
            throw new FailedException(
                    "the measured machine must carry one camera without skipping a frame, it did"
                            + " not (loadWithoutSkip 0 in "
                            + bench
                            + "); measure where nothing else runs, or say how full a machine may"
                            + " be with --load");
        }
        return Math.min(MOST_LOAD, load);
    }

    private void print(
            Map<String, Object> plan, double load, boolean skipped, double[] idleBusyCrowded) {
        System.out.printf(
                Locale.ROOT,
                """
                %d cameras, 1080p
                  machines       %s of %d cores, one of them to spare
                  each           %s cameras, %s GB of memory, %s Mbit/s in
                  power          %s kW at the worst hour
                Measured (%s): a camera takes %.3f cores with nobody in view, %.3f with four people, %.3f with twenty.
                Assumed: %.0f %% of cameras see people at the worst hour and %.0f %% twenty; machines are %.0f %% full, %s;
                %.1f Mbit/s a camera; %.1f W a core. A core there is like one of the machine that was measured.
                Not counted: disks, the desk's and the database's machine, the network between them, cooling; on many
                machines Flink's share, .3 GB a worker and some tenth of the processor (docs/cluster.md).
                %s\
                """,
                cameras,
                plan.get("machines"),
                cores,
                plan.get("camerasPerMachine"),
                plan.get("gigabytesPerMachine"),
                plan.get("megabitsPerMachine"),
                plan.get("kilowatts"),
                bench.getFileName(),
                idleBusyCrowded[0],
                idleBusyCrowded[1],
                idleBusyCrowded[2],
                100 * busy,
                100 * crowded,
                100 * load,
                asked.isPresent()
                        ? "as told"
                        : load < MOST_LOAD ? "then the measured one skipped" : "our choice",
                megabits,
                watts,
                skipped
                        ? "The measured camera dropped frames: it takes more, so measure on a machine that has time.%n"
                                .formatted()
                        : "");
    }

    private Map<String, Double> figures() {
        try {
            Map<String, Double> found = new LinkedHashMap<>();
            JsonNode all = JsonMapper.shared().readTree(Files.readString(bench));
            for (JsonNode figure : all.path("figures")) {
                JsonNode value = figure.path("value");
                double number = value.isNumber() ? value.asDouble() : Double.NaN;
                found.put(figure.path("name").asString(""), number);
            }
            return found;
        } catch (IOException | JacksonException e) {
            throw new FailedException(
                    "--bench must be a file that ./pukar bench --json wrote, "
                            + bench
                            + " can't be read as one");
        }
    }

    /** A figure that a machine can have: whatever else stands there is planned with by nobody. */
    private double of(Map<String, Double> measured, String name) {
        if (!measured.containsKey(name)) {
            throw new FailedException(
                    "--bench must hold the figure "
                            + name
                            + ", it is not in "
                            + bench
                            + "; write it with: ./pukar bench --json > "
                            + bench);
        }
        double value = measured.get(name);
        if (!(value >= 0 && value <= MOST_MEASURED)) {
            throw new FailedException(
                    String.format(
                            Locale.ROOT,
                            "the figure %s must be a number in [0, %.0f], it is not in %s; measure"
                                    + " it again with: ./pukar bench --json > FILE.json",
                            name,
                            MOST_MEASURED,
                            bench));
        }
        return value;
    }

    private double of(Map<String, Double> measured, String name, double unlessMeasured) {
        return measured.containsKey(name) ? of(measured, name) : unlessMeasured;
    }

    private static void check(String option, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new FailedException(
                    String.format(
                            Locale.ROOT,
                            "%s must be in [%s, %s], got %s",
                            option,
                            least,
                            most,
                            value));
        }
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
