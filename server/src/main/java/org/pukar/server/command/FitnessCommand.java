package org.pukar.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pukar.base.GeoPoint;
import org.pukar.base.NearestName;
import org.pukar.camera.Authorisation;
import org.pukar.camera.Camera;
import org.pukar.camera.CaptureException;
import org.pukar.camera.Frame;
import org.pukar.camera.Permission;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.server.authorisation.AuthorisationException;
import org.pukar.server.authorisation.Authorisations;
import org.pukar.server.authorisation.Signed;
import org.pukar.server.installer.FitnessPage;
import org.pukar.server.settings.City;
import org.pukar.server.settings.SettingsException;
import org.pukar.server.settings.SettingsFile;
import org.pukar.vision.capture.FileSource;
import org.pukar.vision.capture.LiveSource;
import org.pukar.vision.fitness.FitnessMeter;
import org.pukar.vision.mask.Jpeg;
import org.pukar.vision.mask.MaskQueue;
import org.pukar.vision.net.ModelException;
import org.pukar.vision.pipeline.Pipeline;
import org.pukar.vision.pipeline.Reader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code pukar fitness}: what a camera can read, where, and which cues to switch on. */
@Command(
        name = "fitness",
        mixinStandardHelpOptions = true,
        description =
                "Watch a camera for a while, or read a file, and say what can be read there and"
                        + " where, and which cues to switch on.",
        footer = {
            "",
            "Exit code: 0 measured, 1 the camera gave no picture, the file could not be read whole"
                    + " or the report not",
            "written, 2 called wrongly."
        })
final class FitnessCommand implements Callable<Integer> {
    private static final int PICTURE_WIDTH = 960;
    private static final Duration TELL = Duration.ofSeconds(10);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    @Parameters(
            paramLabel = "CAMERA|FILE",
            description = "A camera's id in the settings, or a file.")
    private String what = "";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The settings in which the camera is.")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--authorisation",
            paramLabel = "FILE",
            description = "The signed record that allows a camera to be opened; a film needs none.")
    private Optional<Path> authorisation = Optional.empty();

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "How long a camera is watched; ${DEFAULT-VALUE} unless told.")
    private double minutes = 10;

    @Option(names = "--json", description = "One JSON object instead of a summary.")
    private boolean json;

    @Option(
            names = "--report",
            paramLabel = "OUT.html",
            description = "Also write a page with the masked picture, in one file.")
    private Optional<Path> report = Optional.empty();

    private final MaskQueue<Boolean> queue = new MaskQueue<>(PICTURE_WIDTH);
    private String picture = "";

    @Override
    public Integer call() {
        report.ifPresent(EvaluateCommand::mustBeWritable);
        if (!(minutes > 0 && minutes <= 24 * 60)) {
            System.err.println("pukar: --minutes must be in (0, 1440], got " + minutes);
            return 2;
        }
        Optional<Camera> camera = camera();
        ZoneId zone = config.map(FitnessCommand::city).map(City::zone).orElse(ZoneId.of("UTC"));
        try (Reader reader = Reader.open(PukarCommand.models());
                Jpeg jpeg = new Jpeg()) {
            boolean file = camera.isEmpty() || isFile(camera.get().source());
            FitnessMeter meter = new FitnessMeter(file ? ZoneOffset.UTC : zone);
            Pipeline pipeline = new Pipeline(reader, EvidenceSettings.standard());
            boolean whole = true;
            if (file) {
                whole = readFile(camera.map(Camera::source).orElse(what), pipeline, meter, jpeg);
            } else {
                watch(camera.get(), allowed(camera.get()), pipeline, meter, jpeg);
            }
            tell(new FitnessPage(camera.map(Camera::name).orElse(what), !file, meter.fitness()));
            return whole ? 0 : 1;
        } catch (ModelException | CaptureException | IOException e) {
            throw new FailedException(e);
        }
    }

    /** What may be read, by the signed record: without one no camera is opened, here neither. */
    private Permission.Allowed allowed(Camera camera) {
        if (config.isEmpty() || authorisation.isEmpty()) {
            throw new FailedException(
                    "a camera is opened only with an authorisation: name it by its id, with"
                            + " --config FILE and --authorisation FILE; a film needs none");
        }
        try {
            City city = city(config.get());
            Authorisation signed =
                    Signed.read(Files.readString(authorisation.get()), city.safeguards().signers())
                            .authorisation();
            Permission now =
                    Permission.of(
                            signed,
                            camera,
                            Authorisations.source(camera),
                            city.site(camera.siteId()).kind(),
                            Instant.now(),
                            city.zone());
            if (now instanceof Permission.Allowed allowed) {
                return allowed;
            }
            throw new FailedException(((Permission.Refused) now).why());
        } catch (AuthorisationException e) {
            throw new FailedException(e.why());
        } catch (IOException e) {
            throw new FailedException(
                    "the authorisation must be a file that can be read, got "
                            + authorisation.get());
        }
    }

    private static boolean isFile(String source) {
        return !source.contains("://") && !source.startsWith("/dev/");
    }

    /** The camera that is meant; empty for a file. */
    private Optional<Camera> camera() {
        if (config.isPresent() && isFile(what) && !Files.exists(Path.of(what))) {
            List<Camera> known = city(config.get()).cameras();
            return Optional.of(
                    known.stream()
                            .filter(c -> c.id().equals(what))
                            .findFirst()
                            .orElseThrow(() -> new FailedException(unknown(known))));
        }
        if (isFile(what)) {
            if (!Files.exists(Path.of(what))) {
                throw new FailedException(
                        "CAMERA|FILE must be a file, an address, or with --config FILE a camera's"
                                + " id, got "
                                + what);
            }
            return Optional.empty();
        }
        return Optional.of(new Camera("camera", "", what, new GeoPoint(0, 0), what, false));
    }

    private String unknown(List<Camera> known) {
        List<String> ids = known.stream().map(Camera::id).toList();
        return "CAMERA must be a camera's id in %s, got %s; %s"
                .formatted(
                        config.orElseThrow(),
                        what,
                        NearestName.of(what, ids)
                                .map(near -> "did you mean " + near + "?")
                                .orElse("there are " + String.join(", ", ids)));
    }

    private static City city(Path file) {
        try {
            return SettingsFile.read(file);
        } catch (SettingsException e) {
            throw new FailedException(e);
        }
    }

    /** Whether it was as long as its header says. */
    private boolean readFile(String file, Pipeline pipeline, FitnessMeter meter, Jpeg jpeg)
            throws CaptureException {
        Instant told = Instant.EPOCH;
        boolean cutShort;
        try (FileSource source = new FileSource(file, Pipeline.INTERVAL)) {
            for (Optional<Frame> frame = source.next(); frame.isPresent(); frame = source.next()) {
                Pipeline.Report read = pipeline.read(frame.get());
                add(read, meter, jpeg);
                if (!frame.get().at().isBefore(told.plus(TELL))) {
                    told = frame.get().at();
                    System.err.printf("%.0f s read%n", source.seconds());
                }
            }
            cutShort = source.truncated();
            if (cutShort) {
                System.err.printf(
                        "pukar: %s; what was there has been read (%s)%n", source.cutShort(), file);
            }
        }
        queue.finish(pipeline.tracks()).forEach(ready -> keep(ready, jpeg));
        return !cutShort;
    }

    private void watch(
            Camera camera,
            Permission.Allowed allowed,
            Pipeline pipeline,
            FitnessMeter meter,
            Jpeg jpeg) {
        Clock clock = Clock.systemUTC();
        Instant end = clock.instant().plusMillis(Math.round(minutes * 60_000));
        Instant told = clock.instant();
        Instant last = clock.instant();
        boolean any = false;
        try (LiveSource source = new LiveSource(camera, allowed.zones(), clock).start()) {
            while (clock.instant().isBefore(end)) {
                Optional<Frame> frame = source.next(Duration.ofMillis(500));
                if (frame.isPresent()) {
                    any = true;
                    last = clock.instant();
                    add(pipeline.read(frame.get(), allowed.cues()), meter, jpeg);
                } else if (!clock.instant().isBefore(last.plus(LONGEST_SILENCE))) {
                    break;
                }
                if (!clock.instant().isBefore(told.plus(TELL))) {
                    told = clock.instant();
                    System.err.printf(
                            "%d s to go, %d faces so far%n",
                            Duration.between(told, end).toSeconds(), meter.fitness().heads());
                }
            }
            if (!any) {
                throw new FailedException(
                        "a camera must give a picture, got none for 30 s: "
                                + source.trouble().orElse("no answer"));
            }
        }
    }

    private void add(Pipeline.Report read, FitnessMeter meter, Jpeg jpeg) {
        meter.add(read);
        queue.add(read.frame(), read.masks(), read.watch().tracks(), true)
                .forEach(ready -> keep(ready, jpeg));
    }

    /** The latest masked picture is the page's. */
    private void keep(MaskQueue.Ready<Boolean> ready, Jpeg jpeg) {
        if (report.isPresent()) {
            picture =
                    "data:image/jpeg;base64,"
                            + Base64.getEncoder().encodeToString(jpeg.of(ready.picture()));
        }
    }

    private void tell(FitnessPage page) throws IOException {
        if (json) {
            System.out.println(JsonMapper.shared().writeValueAsString(page.json()));
        } else {
            page.lines().forEach(System.out::println);
        }
        if (report.isPresent()) {
            Files.writeString(report.get(), page.page(picture));
        }
    }
}
