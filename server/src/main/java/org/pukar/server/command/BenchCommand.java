package org.pukar.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pukar.camera.CaptureException;
import org.pukar.vision.net.ModelException;
import org.pukar.vision.pipeline.BenchFilms;
import org.pukar.vision.pipeline.BenchFilms.People;
import org.pukar.vision.pipeline.Reader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code pukar bench}: what Pukar costs on this machine, measured now. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measure what Pukar costs here, each figure against its limit: processor per camera"
                + " while nobody, four and sixteen people are in view, against decoding and"
                + " inference alone; memory; growth with more cameras; time from signal to desk."
                + " Takes about ten minutes.",
            "./pukar plan turns its JSON into machines for a city."
        })
final class BenchCommand implements Callable<Integer> {
    private static final int FULL_HD = 1920;

    private static final Path SAMPLE =
            PukarCommand.home().resolve("scenes/samples/crossing-1080p25.mp4");

    /** What a city engineer would use for a second, small stream. */
    private static final int SMALL = 640;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Option(
            names = "--seconds",
            defaultValue = "30",
            description =
                    "How long each measurement watches, ${DEFAULT-VALUE} unless told; 3600 shows"
                            + " whether memory stays flat (the processor is measured for 60 at"
                            + " most).")
    private int seconds;

    @Option(
            names = "--cameras",
            defaultValue = "64",
            description =
                    "Most cameras for the growth, ${DEFAULT-VALUE} unless told; fewer where this"
                            + " machine is full.")
    private int most;

    @Option(names = "--sizes", description = "Also 720p and 4K.")
    private boolean sizes;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "Also write a page with plots.")
    private Optional<Path> report = Optional.empty();

    private final List<BenchFigure> figures = new ArrayList<>();

    @Override
    public Integer call() {
        if (seconds < 10 || seconds > 86_400) {
            throw new FailedException("--seconds must be in [10, 86400], got " + seconds);
        }
        if (most < 2 || most > 1024) {
            throw new FailedException("--cameras must be in [2, 1024], got " + most);
        }
        try {
            Path folder = Files.createTempDirectory("pukar-bench-");
            try (Reader reader = Reader.open(PukarCommand.models())) {
                measure(new BenchFilms(SAMPLE, folder), reader);
            } finally {
                BenchDesk.erase(folder);
            }
        } catch (IOException | ModelException | CaptureException e) {
            throw new FailedException(e);
        }
        return 0;
    }

    private void measure(BenchFilms films, Reader reader)
            throws IOException, CaptureException, ModelException {
        int span = Math.min(60, seconds);
        say("four cameras, then signals to the desk ...");
        BenchDesk.Result desk = BenchDesk.measure(SAMPLE, seconds); // before others fill the memory
        say("one camera, 1080p, four people, read 5 times a second ...");
        active(BenchCamera.measure(SAMPLE, 1, FULL_HD, reader, span));
        List<Integer> widths = sizes ? List.of(1280, FULL_HD, 3840) : List.of(FULL_HD);
        for (int width : widths) {
            for (People people : People.values()) {
                if (width != FULL_HD || people != People.FOUR) {
                    size(films, people, width, reader, span);
                }
            }
        }
        Path quiet = films.write(People.NONE, SMALL);
        List<BenchCamera.Cost> growth =
                BenchGrowth.measure(quiet, most, SMALL, reader, span, n -> tell(n, "empty, 360p"));
        List<BenchCamera.Cost> busy =
                BenchGrowth.measure(SAMPLE, most, FULL_HD, reader, span, n -> tell(n, "1080p"));
        growth(growth, busy);
        desk(desk);
        say("the graphics card, if there is one ...");
        figures.addAll(BenchGpu.measure(SAMPLE, span));
        print(growth, busy, desk);
    }

    private static void tell(int cameras, String what) {
        say(cameras + " cameras, " + what + " ...");
    }

    private static void say(String what) {
        System.err.println("pukar: " + what);
    }

    private void active(BenchCamera.Cost cost) {
        add("activeCores", "1080p, 4 people: all of it", cost.cores(), "cores", .35);
        add("activeDecode", "  decoding every frame alone", cost.decodeAlone(), "cores");
        add("activeInference", "  the same inference alone", cost.inferenceAlone(), "cores");
        add("activeRatio", "  all of it over these two", cost.ratio(), "", 1.15);
        add("activeDropped", "  frames dropped", cost.dropped(), "frames");
        add("activeDelay", "  camera to evidence, half", cost.delayMillis(), "ms");
        add(
                "activeLongDelay",
                "  camera to evidence, 99 of 100",
                cost.longDelayMillis(),
                "ms",
                300);
    }

    private void size(BenchFilms films, People people, int width, Reader reader, int span)
            throws IOException, CaptureException {
        String size = width == 3840 ? "4K" : width * 9 / 16 + "p";
        String who = people.name().toLowerCase(Locale.ROOT);
        say("one camera, " + size + ", people in view: " + who + " ...");
        BenchCamera.Cost cost =
                BenchCamera.measure(films.write(people, width), 1, width, reader, span);
        String name =
                "cores" + size + who.substring(0, 1).toUpperCase(Locale.ROOT) + who.substring(1);
        String words = size + ", people in view: " + who;
        if (people == People.NONE && width == FULL_HD) {
            add(name, words, cost.cores(), "cores", .05);
        } else {
            add(name, words, cost.cores(), "cores");
        }
        if (people == People.NONE) {
            add(name + "Resting", "  cameras that rest", cost.idle(), "of 1");
        } else {
            add(name + "Ratio", "  over decoding and inference alone", cost.ratio(), "");
        }
        add(name + "Dropped", "  frames dropped of " + cost.read(), cost.dropped(), "frames");
    }

    private void growth(List<BenchCamera.Cost> quiet, List<BenchCamera.Cost> busy) {
        int cameras = quiet.get(quiet.size() - 1).cameras();
        add("growthCameras", "most cameras in the growth", cameras, "cameras");
        if (quiet.size() > 1) {
            add(
                    "growthExponent",
                    "  cost over cameras, exponent",
                    BenchGrowth.exponent(quiet),
                    "",
                    1.05);
            add(
                    "megabytesPerQuietCamera",
                    "  memory a further camera, 360p, empty",
                    BenchGrowth.megabytesPerCamera(quiet),
                    "MB");
        }
        if (busy.size() > 1) {
            add(
                    "megabytesPerCamera",
                    "memory a further camera, 1080p, 4 people",
                    BenchGrowth.megabytesPerCamera(busy),
                    "MB",
                    60);
        }
    }

    private void desk(BenchDesk.Result desk) {
        add(
                "memoryMegabytes",
                "whole Pukar, 4 cameras: process",
                desk.memoryMegabytes(),
                "MB",
                1000);
        add("databaseMegabytes", "  database", desk.databaseMegabytes(), "MB");
        add("signalToDesk", "  signal to the desk's page, half", desk.p50Milliseconds(), "ms");
        add("signalToDeskLong", "  the same, 95 of 100", desk.p95Milliseconds(), "ms", 2000);
    }

    private void add(String name, String words, Number value, String unit) {
        figures.add(BenchFigure.of(name, words, value.doubleValue(), unit));
    }

    private void add(String name, String words, Number value, String unit, double most) {
        figures.add(BenchFigure.of(name, words, value.doubleValue(), unit).atMost(most));
    }

    private void print(
            List<BenchCamera.Cost> quiet, List<BenchCamera.Cost> busy, BenchDesk.Result desk)
            throws IOException {
        if (json) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("cores", Runtime.getRuntime().availableProcessors());
            all.put("secondsEach", Math.min(60, seconds));
            all.put("figures", figures.stream().map(BenchFigure::json).toList());
            all.put("growthQuiet360p", quiet.stream().map(BenchCommand::step).toList());
            all.put("growthBusy1080p", busy.stream().map(BenchCommand::step).toList());
            all.put("memoryByMinuteMegabytes", desk.memoryByMinuteMegabytes());
            System.out.println(JsonMapper.shared().writeValueAsString(all));
        } else {
            for (BenchFigure figure : figures) {
                System.out.printf(
                        "%-44s %10s %-7s %s%n",
                        figure.words(), figure.number(), figure.unit(), figure.verdict());
            }
        }
        if (report.isPresent()) {
            Files.writeString(report.get(), BenchReport.page(figures, quiet, busy));
        }
    }

    private static Map<String, Object> step(BenchCamera.Cost cost) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("cameras", cost.cameras());
        map.put("cores", Math.round(cost.cores() * 1000) / 1000.0);
        map.put("megabytes", cost.megabytes());
        map.put("read", cost.read());
        map.put("dropped", cost.dropped());
        map.put("longDelayMilliseconds", cost.longDelayMillis());
        return map;
    }
}
