package org.pukar.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pukar.camera.CaptureException;
import org.pukar.camera.Frame;
import org.pukar.camera.PictureFault;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.vision.capture.FileSource;
import org.pukar.vision.net.ModelException;
import org.pukar.vision.pipeline.Pipeline;
import org.pukar.vision.pipeline.Reader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pukar read}: what Pukar reads in files, frame by frame, as fast as it can. */
@Command(
        name = "read",
        mixinStandardHelpOptions = true,
        description =
                "Read videos, pictures or folders of pictures: the faces found, what they look like"
                        + " or why they were not read, and the signals. Nothing is kept; --annotate"
                        + " writes a masked video.",
        footer = {
            "",
            "With --json, one JSON object a line: frame, signal, fault, error, and a summary for"
                    + " each file.",
            "Exit code: 0 all read, 1 a file could not be read (whole), 2 called wrongly."
        })
final class ReadCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Videos, pictures, folders of pictures.")
    private List<String> files = List.of();

    @Option(names = "--json", description = "One JSON object a line instead of a summary.")
    private boolean json;

    @Option(
            names = "--annotate",
            paramLabel = "OUT.mp4",
            description =
                    "Write the masked picture with boxes, tracks, readings and the evidence; for"
                            + " one FILE.")
    private Optional<Path> annotate = Optional.empty();

    @Override
    public Integer call() {
        if (annotate.isPresent() && files.size() > 1) {
            throw new FailedException(
                    "--annotate writes one video and takes one FILE, got " + files.size());
        }
        annotate.ifPresent(out -> mustBeAnother(out, files.get(0)));
        try (Reader reader = Reader.open(PukarCommand.models())) {
            boolean whole = true;
            for (String file : files) {
                whole &= read(file, reader);
            }
            return whole ? 0 : 1;
        } catch (ModelException e) {
            throw new FailedException(e);
        }
    }

    /** A film is not written over while it is read. */
    private static void mustBeAnother(Path out, String file) {
        try {
            if (Files.exists(out) && Files.isSameFile(out, Path.of(file))) {
                throw new FailedException(
                        "--annotate must name another file than FILE, got " + out + " twice");
            }
        } catch (IOException | InvalidPathException e) {
            return; // what can't be found is said when it is read
        }
    }

    private boolean read(String file, Reader reader) {
        ReadPrinter printer =
                json ? new JsonPrinter(System.out) : new SummaryPrinter(System.out, System.err);
        ReadTotals totals = new ReadTotals(file);
        try (FileSource source = new FileSource(file, Pipeline.INTERVAL)) {
            Pipeline pipeline = new Pipeline(reader, EvidenceSettings.standard());
            try (Annotation annotation = new Annotation(annotate, pipeline.settings())) {
                Optional<PictureFault> last = Optional.empty();
                for (Optional<Frame> frame = source.next();
                        frame.isPresent();
                        frame = source.next()) {
                    Pipeline.Report report = pipeline.read(frame.get());
                    totals.add(report);
                    printer.frame(
                            report,
                            source.seconds()
                                    / Math.max(source.seconds(), source.declaredSeconds()));
                    annotation.add(report);
                    if (report.fault().isPresent() && !report.fault().equals(last)) {
                        printer.fault(ReadTotals.seconds(report), report.fault().get());
                    }
                    last = report.fault();
                }
            }
            totals.frames(source.decoded(), source.seconds());
            if (source.truncated()) {
                printer.fault(source.seconds(), PictureFault.TRUNCATED);
            }
            printer.summary(totals);
            if (source.truncated()) {
                printer.error(
                        file,
                        "TRUNCATED",
                        source.cutShort() + "; what was there has been read (" + file + ")");
            }
            return !source.truncated();
        } catch (CaptureException e) {
            printer.error(file, e.code().name(), String.valueOf(e.getMessage()));
            return false;
        } catch (IOException e) {
            throw new FailedException(e);
        }
    }
}
