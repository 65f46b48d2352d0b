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
import org.pukar.server.labelled.Answer;
import org.pukar.server.labelled.FaceFigures;
import org.pukar.server.labelled.FacesJson;
import org.pukar.server.labelled.FacesPage;
import org.pukar.server.labelled.LabelException;
import org.pukar.server.labelled.LabelledFolder;
import org.pukar.server.labelled.PictureReading;
import org.pukar.vision.net.ModelException;
import org.pukar.vision.pipeline.Reader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code pukar evaluate faces}: single pictures of faces, each in its label's folder. */
@Command(
        name = "faces",
        mixinStandardHelpOptions = true,
        description =
                "Read every DIR/LABEL/*.png and *.jpg and compare with the label: neutral,"
                    + " happiness, surprise, sadness, anger, disgust or fear. Accuracy, areas under"
                    + " curves, calibration, with 95 %% intervals.",
        footer = {
            "",
            "All folders are checked before any picture is read. A picture with a shorter side"
                    + " under 160 pixels",
            "and a longer one of 320 at most is one cut-out face: it gets a margin and is enlarged"
                    + " three times.",
            "Exit code: 0 measured, 1 a picture could not be read (the others are measured) or the"
                    + " report not",
            "written, 2 called wrongly or a folder does not fit."
        })
final class EvaluateFaces implements Callable<Integer> {
    private static final int PROGRESS = 250;

    @Parameters(paramLabel = "DIR", description = "Folder of a folder of pictures for each label.")
    private Path folder = Path.of("");

    @Option(names = "--json", description = "One JSON object instead of a summary.")
    private boolean json;

    @Option(
            names = "--report",
            paramLabel = "OUT.html",
            description = "Also write a page with plots and tables, in one file.")
    private Optional<Path> report = Optional.empty();

    @Override
    public Integer call() {
        report.ifPresent(EvaluateCommand::mustBeWritable);
        Map<String, String> unreadable = new LinkedHashMap<>();
        try {
            LabelledFolder labelled = LabelledFolder.of(folder);
            FaceFigures figures = FaceFigures.of(answers(labelled, unreadable));
            if (json) {
                System.out.println(
                        JsonMapper.shared()
                                .writeValueAsString(FacesJson.of(figures, labelled, unreadable)));
            } else {
                FacesPage.lines(figures, unreadable).forEach(System.out::println);
            }
            if (report.isPresent()) {
                Files.writeString(report.get(), FacesPage.of(figures, unreadable));
            }
            return unreadable.isEmpty() ? 0 : 1;
        } catch (LabelException e) {
            System.err.println("pukar: " + e.getMessage());
            return 2;
        } catch (ModelException e) {
            throw new FailedException(e);
        } catch (IOException e) {
            throw new FailedException(
                    "a file can't be read or written: " + e + ". Is its folder there?");
        }
    }

    private static List<Answer> answers(LabelledFolder labelled, Map<String, String> unreadable)
            throws ModelException {
        List<Answer> answers = new ArrayList<>();
        int looked = 0;
        try (Reader reader = Reader.open(PukarCommand.models())) {
            for (LabelledFolder.Picture picture : labelled.pictures()) {
                try {
                    answers.add(PictureReading.read(picture, reader));
                } catch (CaptureException e) {
                    unreadable.put(picture.file().toString(), String.valueOf(e.getMessage()));
                    System.err.println("pukar: " + e.getMessage());
                }
                if (++looked % PROGRESS == 0) {
                    System.err.printf("%d of %d pictures%n", looked, labelled.pictures().size());
                }
            }
        }
        return answers;
    }
}
