package org.pukar.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.pukar.server.alarms.AlarmsPage;
import org.pukar.server.alarms.Films;
import org.pukar.server.alarms.FilmsException;
import org.pukar.vision.net.ModelException;
import org.pukar.vision.pipeline.Reader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code pukar evaluate quiet} and {@code signs}: films of which only the folder says what they
 * show.
 */
abstract class EvaluateFilms implements Callable<Integer> {
    @Option(names = "--json", description = "One JSON object instead of a summary.")
    private boolean json;

    @Option(
            names = "--report",
            paramLabel = "OUT.html",
            description = "Also write a page with every film, in one file.")
    private Optional<Path> report = Optional.empty();

    /** What was measured, in its three forms. */
    record Measured(
            boolean whole,
            Supplier<Map<String, Object>> json,
            Supplier<List<String>> lines,
            Supplier<String> page) {}

    /** Reads the films. */
    abstract Measured measure() throws FilmsException, ModelException, IOException;

    @Override
    public Integer call() {
        report.ifPresent(EvaluateCommand::mustBeWritable);
        try {
            Measured measured = measure();
            if (json) {
                System.out.println(JsonMapper.shared().writeValueAsString(measured.json().get()));
            } else {
                measured.lines().get().forEach(System.out::println);
            }
            if (report.isPresent()) {
                Files.writeString(report.get(), measured.page().get());
            }
            return measured.whole() ? 0 : 1;
        } catch (FilmsException e) {
            System.err.println("pukar: " + e.getMessage());
            return 2;
        } catch (ModelException e) {
            throw new FailedException(e);
        } catch (IOException e) {
            throw new FailedException(
                    "a file can't be read or written: " + e + ". Is its folder there?");
        }
    }

    static Films read(List<Path> films, Reader reader) {
        return Films.read(films, reader, System.err::println);
    }

    /** {@code pukar evaluate quiet}. */
    @Command(
            name = "quiet",
            mixinStandardHelpOptions = true,
            description =
                    "Read every film of a folder in which nobody asks for help, each as a camera of"
                        + " its own: false signals a camera and day, by cue, with the upper 95 %%"
                        + " bound.",
            footer = {
                "",
                "Exit code: 0 measured, 1 a film could not be read (the others are measured) or the"
                        + " report not",
                "written, 2 called wrongly or no film."
            })
    static final class Quiet extends EvaluateFilms {
        @Parameters(paramLabel = "DIR", description = "Folder of films.")
        private Path folder = Path.of("");

        @Override
        Measured measure() throws FilmsException, ModelException, IOException {
            List<Path> listed = Films.listed(folder);
            try (Reader reader = Reader.open(PukarCommand.models())) {
                Films quiet = read(listed, reader);
                return new Measured(
                        quiet.unreadable().isEmpty(),
                        () -> AlarmsPage.quietJson(quiet),
                        () -> AlarmsPage.quietLines(quiet),
                        () -> AlarmsPage.quiet(quiet));
            }
        }
    }

    /** {@code pukar evaluate signs}. */
    @Command(
            name = "signs",
            mixinStandardHelpOptions = true,
            description =
                    "Read DIR/sign, films in each of which someone makes the Signal for Help once,"
                            + " and DIR/other, films of other hand movements: signs told, and false"
                            + " ones with the upper 95 %% bound.",
            footer = {
                "",
                "Exit code: 0 measured, 1 a film could not be read (the others are measured) or the"
                        + " report not",
                "written, 2 called wrongly or no film."
            })
    static final class Signs extends EvaluateFilms {
        @Parameters(paramLabel = "DIR", description = "Folder of the folders sign and other.")
        private Path folder = Path.of("");

        @Override
        Measured measure() throws FilmsException, ModelException, IOException {
            List<Path> made = Films.listed(folder.resolve("sign"));
            List<Path> rest = Films.listed(folder.resolve("other"));
            try (Reader reader = Reader.open(PukarCommand.models())) {
                Films signs = read(made, reader);
                Films others = read(rest, reader);
                return new Measured(
                        signs.unreadable().isEmpty() && others.unreadable().isEmpty(),
                        () -> AlarmsPage.signsJson(signs, others),
                        () -> AlarmsPage.signsLines(signs, others),
                        () -> AlarmsPage.signs(signs, others));
            }
        }
    }
}
