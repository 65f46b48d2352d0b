package org.pukar.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
                    + " while nobody, four and twenty people are in view, against decoding and"
                    + " inference alone; memory; growth with more cameras, and how many until one"
                    + " skips; time from signal to desk. Takes about half an hour.",
            "./pukar bench --steps measures each step by itself instead; ./pukar cluster bench"
                    + " Flink beside one machine.",
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

    @Option(names = "--sizes", description = "Also 720p and 4K, so each crowd in each size.")
    private boolean sizes;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "Also write a page with plots.")
    private Optional<Path> report = Optional.empty();

    @Option(
            names = "--gpu",
            description =
                    "Only the graphics card, if there is one: less than three times --seconds.")
    private boolean gpu;

    @Option(
            names = "--active",
            description =
                    "Only the Full HD camera with four people in view, and what other programs tell"
                            + " of its film (bench/peers): a few times --seconds, and until Java's"
                            + " compiler rests.")
    private boolean active;

    @Option(
            names = "--cluster",
            description =
                    "Before it, what ./pukar cluster bench measures: some ten minutes more, from a"
                            + " checkout. Ends with 1 where that failed.")
    private boolean cluster;

    @Option(
            names = "--only-check",
            hidden = true,
            description = "Refuse what has to be refused, and measure nothing.")
    private boolean onlyCheck;

    private final List<BenchFigure> figures = new ArrayList<>();

    @Override
    public Integer call() {
        if (seconds < 10 || seconds > 86_400) {
            throw new FailedException("--seconds must be in [10, 86400], got " + seconds);
        }
        if (most < 2 || most > 1024) {
            throw new FailedException("--cameras must be in [2, 1024], got " + most);
        }
        if (gpu && active) {
            throw new FailedException("--gpu and --active are a part each; leave one of them out");
        }
        if ((gpu || active) && report.isPresent()) {
            throw new FailedException(
                    "--report needs what all of the bench measures; leave it out, or "
                            + (gpu ? "--gpu" : "--active"));
        }
        if (cluster && (gpu || active)) {
            throw new FailedException(
                    "--cluster goes with all of the bench; leave it out, or "
                            + (gpu ? "--gpu" : "--active"));
        }
        report.ifPresent(EvaluateCommand::mustBeWritable);
        if (onlyCheck) {
            return 0;
        }
        List<BenchFigure> ofCluster =
                cluster
                        ? BenchCluster.figures(
                                Optional.ofNullable(System.getenv(BenchCluster.VARIABLE))
                                        .map(Path::of))
                        : List.of();
        try {
            if (gpu) {
                figures.addAll(BenchGpu.measure(SAMPLE, span()));
                print(new LinkedHashMap<>());
                return 0;
            }
            if (active) {
                try (Reader reader = Reader.open(PukarCommand.models())) {
                    figures.addAll(BenchActive.measure(SAMPLE, FULL_HD, reader, span()));
                }
                print(new LinkedHashMap<>());
                return 0;
            }
            Path folder = Files.createTempDirectory("pukar-bench-");
            try (Reader reader = Reader.open(PukarCommand.models())) {
                measure(new BenchFilms(SAMPLE, folder), folder, reader, ofCluster);
            } finally {
                BenchDesk.erase(folder);
            }
        } catch (IOException | ModelException | CaptureException e) {
            throw new FailedException(e);
        }
        return ofCluster.stream().anyMatch(BenchFigure::isMissing) ? 1 : 0;
    }

    private void measure(BenchFilms films, Path folder, Reader reader, List<BenchFigure> ofCluster)
            throws IOException, CaptureException, ModelException {
        int span = span();
        say("four cameras, then signals to the desk ...");
        BenchDesk.Result desk = BenchDesk.measure(SAMPLE, seconds); // before others fill the memory
        BenchCrowd crowd = new BenchCrowd(films, SAMPLE, reader, span, BenchCommand::say);
        List<BenchCrowd.Cell> cells = crowd.measure(sizes ? BenchCrowd.SIZES : List.of(FULL_HD));
        BenchCamera.Cost four = BenchCrowd.cost(cells, People.FOUR, FULL_HD);
        figures.addAll(BenchActive.of(four));
        figures.addAll(BenchActive.beside(four, SAMPLE, FULL_HD, reader, span));
        cells.forEach(this::cell);
        Growths growths = grow(films, folder, reader, span);
        growth(growths);
        desk(desk);
        say("the graphics card, if there is one ...");
        figures.addAll(BenchGpu.measure(SAMPLE, span));
        figures.addAll(ofCluster);
        print(cells, growths, desk);
    }

    /** For how long each measurement of the processor watches, in seconds. */
    private int span() {
        return Math.min(60, seconds);
    }

    /**
     * What more cameras cost.
     *
     * @param rtsp whether they came from an RTSP server
     * @param quiet empty streets, 360p
     * @param one one person in each, 360p
     * @param busy four people in each, 1080p
     * @param full the same, one more at a time until a frame is dropped
     */
    record Growths(
            boolean rtsp,
            List<BenchCamera.Cost> quiet,
            List<BenchCamera.Cost> one,
            List<BenchCamera.Cost> busy,
            List<BenchCapacity.Step> full) {}

    private Growths grow(BenchFilms films, Path folder, Reader reader, int span)
            throws IOException, CaptureException {
        List<BenchCamera.Cost> busy;
        List<BenchCapacity.Step> full;
        // First, before the others have filled the memory that they would share.
        try (BenchStreams streams =
                BenchStreams.start(films.write(People.FOUR, FULL_HD), folder, most)) {
            busy =
                    BenchGrowth.measure(
                            streams, most, FULL_HD, reader, span, n -> tell(n, "1080p, 4 people"));
            int from =
                    busy.stream()
                            .filter(c -> c.dropped() == 0)
                            .mapToInt(BenchCamera.Cost::cameras)
                            .max()
                            .orElse(1);
            full =
                    BenchCapacity.measure(
                            streams,
                            from,
                            most,
                            reader,
                            span,
                            n -> tell(n, "1080p, 4 people, until one skips"));
        }
        List<BenchCamera.Cost> quiet;
        try (BenchStreams streams =
                BenchStreams.start(films.write(People.NONE, SMALL), folder, most)) {
            quiet =
                    BenchGrowth.measure(
                            streams, most, SMALL, reader, span, n -> tell(n, "360p, empty"));
        }
        try (BenchStreams streams =
                BenchStreams.start(films.write(People.ONE, SMALL), folder, most)) {
            List<BenchCamera.Cost> one =
                    BenchGrowth.measure(
                            streams, most, SMALL, reader, span, n -> tell(n, "360p, one person"));
            return new Growths(streams.rtsp(), quiet, one, busy, full);
        }
    }

    private static void tell(int cameras, String what) {
        say(cameras + " cameras, " + what + " ...");
    }

    static void say(String what) {
        System.err.println("pukar: " + what);
    }

    private void cell(BenchCrowd.Cell cell) {
        BenchCamera.Cost cost = cell.cost();
        boolean nobody = cell.people() == People.NONE;
        String words = "%s, people in view: %d".formatted(cell.size(), cell.people().count());
        if (cost.dropped() > 0) {
            words += ", more if none were dropped";
        }
        BenchFigure figure = BenchFigure.of(cell.name(), words, cost.cores(), "cores");
        figures.add(nobody && cell.width() == FULL_HD ? figure.atMost(.05) : figure);
        if (nobody) {
            add(cell.name() + "Resting", "  cameras that rest", cost.idle(), "of 1");
        } else {
            add(cell.name() + "Faces", "  faces read a frame", cell.faces(), "");
            add(cell.name() + "Ratio", "  over decoding and inference alone", cost.ratio(), "");
        }
        String of = "  frames dropped of " + cost.read();
        add(cell.name() + "Dropped", of, cost.dropped(), "frames");
    }

    private void growth(Growths growths) {
        String from =
                growths.rtsp()
                        ? "from a local RTSP server"
                        : "from files: no RTSP server here, apt install " + BenchStreams.PACKAGES;
        grown("growth", "360p, empty", from, growths.quiet());
        grown("growthOne", "360p, one person", from, growths.one());
        if (growths.quiet().size() > 1) {
            double megabytes = BenchGrowth.megabytesPerCamera(growths.quiet());
            add("megabytesPerQuietCamera", "memory a further camera, 360p, empty", megabytes, "MB");
        }
        int most = BenchCapacity.withoutSkip(growths.full());
        add("camerasWithoutSkip", "1080p, 4 people: most cameras, none dropped", most, "cameras");
        double load = BenchCapacity.loadWithoutSkip(growths.full());
        add("loadWithoutSkip", "  how full the machine was then", load, "");
        BenchCapacity.Step last = growths.full().get(growths.full().size() - 1);
        if (!last.carried()) {
            String words = "  dropped of %d with %d cameras".formatted(last.read(), last.cameras());
            add("firstSkipDropped", words, last.dropped(), "frames");
            add("firstSkipRead", "  read of what the slowest sent then", last.leastRead(), "");
        }
        List<BenchCamera.Cost> busy = growths.busy();
        if (busy.size() > 1) {
            double megabytes = BenchGrowth.megabytesPerCamera(busy);
            add(
                    "megabytesPerCamera",
                    "memory a further camera, 1080p, 4 people",
                    megabytes,
                    "MB",
                    60);
        }
    }

    private void grown(String name, String what, String from, List<BenchCamera.Cost> steps) {
        if (steps.isEmpty()) {
            throw new FailedException("not even one camera gave a picture, " + from);
        }
        BenchCamera.Cost last = steps.get(steps.size() - 1);
        add(name + "Cameras", "growth, " + what + ", " + from, last.cameras(), "cameras");
        add(name + "Cores", "  cores a camera at the most", last.coresPerCamera(), "cores");
        if (steps.size() > 1) {
            double exponent = BenchGrowth.exponent(steps);
            add(name + "Exponent", "  cost over cameras, exponent", exponent, "", 1.05);
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

    private void print(List<BenchCrowd.Cell> cells, Growths growths, BenchDesk.Result desk)
            throws IOException {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("growthFrom", growths.rtsp() ? "rtsp" : "files");
        more.put("growthQuiet360p", growths.quiet().stream().map(BenchCommand::step).toList());
        more.put("growthOne360p", growths.one().stream().map(BenchCommand::step).toList());
        more.put("growthBusy1080p", growths.busy().stream().map(BenchCommand::step).toList());
        more.put("untilSkip1080p", growths.full());
        more.put("memoryByMinuteMegabytes", desk.memoryByMinuteMegabytes());
        print(more);
        if (report.isPresent()) {
            Files.writeString(report.get(), BenchReport.page(figures, cells, growths));
        }
    }

    /**
     * The figures.
     *
     * @param more that only JSON has
     */
    private void print(Map<String, Object> more) {
        if (json) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("cores", Runtime.getRuntime().availableProcessors());
            all.put("secondsEach", span());
            all.put("figures", figures.stream().map(BenchFigure::json).toList());
            all.putAll(more);
            System.out.println(JsonMapper.shared().writeValueAsString(all));
            return;
        }
        for (BenchFigure figure : figures) {
            System.out.printf(
                    "%-52s %10s %-7s %s%n",
                    figure.words(), figure.number(), figure.unit(), figure.verdict());
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
