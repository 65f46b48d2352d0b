package org.pukar.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pukar.camera.CaptureException;
import org.pukar.server.evaluate.ClipReading;
import org.pukar.server.evaluate.ClipResult;
import org.pukar.server.evaluate.Other;
import org.pukar.server.evaluate.ReportPage;
import org.pukar.server.evaluate.Results;
import org.pukar.server.evaluate.ResultsJson;
import org.pukar.server.evaluate.Summary;
import org.pukar.server.evaluate.Truth;
import org.pukar.server.evaluate.TruthException;
import org.pukar.server.evaluate.Truths;
import org.pukar.vision.net.ModelException;
import org.pukar.vision.pipeline.Reader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code pukar evaluate}: how well Pukar reads what is known exactly. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description =
                "Measure how well Pukar reads, against clips and pictures whose truth is known.",
        subcommands = {
            EvaluateCommand.Scenes.class,
            EvaluateFaces.class,
            EvaluateFilms.Quiet.class,
            EvaluateFilms.Signs.class
        })
final class EvaluateCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        System.err.println(
                "pukar: say what to evaluate: pukar evaluate scenes, faces, quiet or signs DIR");
        return 2;
    }

    /** Asked first, for reading may take hours; and no film or picture is written over. */
    static void mustBeWritable(Path page) {
        String name = String.valueOf(page.getFileName()).toLowerCase(Locale.ROOT);
        if (!name.endsWith(".html") && !name.endsWith(".htm")) {
            throw new FailedException(
                    "--report must name a page, so a file that ends in .html, got " + page);
        }
        if (Files.isDirectory(page)) {
            throw new FailedException(
                    "--report must name a file, got a folder: " + page + "; name a file in it");
        }
        try {
            if (Files.exists(page)) {
                Files.newByteChannel(page, StandardOpenOption.WRITE).close();
            } else {
                Files.delete(Files.createFile(page));
            }
        } catch (IOException e) {
            throw new FailedException(
                    "--report must name a file that can be written, got "
                            + page
                            + "; name one in a folder that is there and that you may write to");
        }
    }

    /** {@code pukar evaluate scenes}: rendered clips, each with its truth. */
    @Command(
            name = "scenes",
            mixinStandardHelpOptions = true,
            description =
                    "Read every NAME.mp4 of a folder and compare with NAME.truth.jsonl: heads"
                            + " found, expressions read, signals, masks; by group, with 95"
                            + " %% intervals.",
            footer = {
                "",
                "All truths are checked before any clip is read.",
                "Exit code: 0 measured, 1 a clip could not be read or the report not written, 2"
                        + " called wrongly or a truth does not fit."
            })
    static final class Scenes implements Callable<Integer> {
        @Parameters(paramLabel = "DIR", description = "Folder of NAME.mp4 and NAME.truth.jsonl.")
        private Path folder = Path.of("");

        @Option(names = "--json", description = "One JSON object instead of a summary.")
        private boolean json;

        @Option(
                names = "--report",
                paramLabel = "OUT.html",
                description = "Also write a page with plots and tables, in one file.")
        private Optional<Path> report = Optional.empty();

        @Option(
                names = "--other",
                paramLabel = "NAME=FILE.jsonl",
                description =
                        "Count what another program found in the same clips beside it; may be"
                                + " given again. docs/manual/commands.md has the file's form.")
        private Map<String, Path> others = new LinkedHashMap<>();

        @Override
        public Integer call() {
            report.ifPresent(EvaluateCommand::mustBeWritable);
            try {
                Truths truths = Truths.of(folder);
                if (!truths.problems().isEmpty()) {
                    truths.problems().forEach(problem -> System.err.println("pukar: " + problem));
                    return 2;
                }
                List<Other> programs = new ArrayList<>();
                for (Map.Entry<String, Path> other : others.entrySet()) {
                    programs.add(Other.read(other.getKey(), other.getValue(), truths.sound()));
                }
                Results results = Results.of(read(truths.sound())).beside(programs, truths.sound());
                if (json) {
                    System.out.println(
                            JsonMapper.shared().writeValueAsString(ResultsJson.of(results)));
                } else {
                    Summary.lines(results).forEach(System.out::println);
                }
                if (report.isPresent()) {
                    Files.writeString(report.get(), ReportPage.of(results));
                }
                return 0;
            } catch (TruthException e) {
                System.err.println("pukar: " + e.getMessage());
                return 2;
            } catch (ModelException | CaptureException e) {
                throw new FailedException(e);
            } catch (IOException e) {
                throw new FailedException(
                        "a file can't be read or written: " + e + ". Is its folder there?");
            }
        }

        private static List<ClipResult> read(List<Truth> truths)
                throws ModelException, CaptureException {
            List<ClipResult> clips = new ArrayList<>();
            try (Reader reader = Reader.open(PukarCommand.models())) {
                for (Truth truth : truths) {
                    System.err.printf(
                            "%d of %d: %s%n", clips.size() + 1, truths.size(), truth.name());
                    clips.add(ClipReading.read(truth, reader));
                }
            }
            return clips;
        }
    }
}
