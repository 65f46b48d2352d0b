package org.pukar.server.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.server.alarms.CalibrationPage;
import org.pukar.server.alarms.Films;
import org.pukar.server.alarms.FilmsException;
import org.pukar.vision.net.ModelException;
import org.pukar.vision.pipeline.Reader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pukar calibrate}: the threshold that keeps the budget, from continuous quiet footage. */
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        description =
                "Read footage in which nobody is in distress, and say how high the threshold must"
                        + " be for the promised rate of false signals. A misread face goes on being"
                        + " misread: blocks of looks stay together.",
        footer = {
            "",
            "Exit code: 0 measured, 1 a film could not be read (the others are measured) or the"
                    + " report not",
            "written, 2 called wrongly, no film, or too few faces in them."
        })
final class CalibrateCommand extends EvaluateFilms {
    @Parameters(paramLabel = "DIR", description = "Folder of films.")
    private Path folder = Path.of("");

    @Option(
            names = "--budget",
            paramLabel = "RATE",
            description = "False signals a camera and day; ${DEFAULT-VALUE} unless told.")
    private double budget = EvidenceSettings.standard().falseAlarmsPerCameraDay();

    @Override
    Measured measure() throws FilmsException, ModelException, IOException {
        EvidenceSettings before = before();
        List<Path> listed = Films.listed(folder);
        try (Reader reader = Reader.open(PukarCommand.models())) {
            Films quiet = read(listed, reader);
            CalibrationPage page = CalibrationPage.of(quiet, before);
            return new Measured(quiet.unreadable().isEmpty(), page::json, page::lines, page::page);
        } catch (IllegalArgumentException e) {
            throw new FilmsException(
                    "the films must show faces for long enough",
                    String.valueOf(e.getMessage()),
                    folder,
                    "add hours of quiet footage");
        }
    }

    private EvidenceSettings before() throws FilmsException {
        try {
            return new EvidenceSettings(EvidenceSettings.standard().lookLength(), budget);
        } catch (IllegalArgumentException e) {
            throw new FilmsException(
                    "--budget must be in [0.001, 100]",
                    String.valueOf(budget),
                    folder,
                    "give a rate such as 0.1");
        }
    }
}
