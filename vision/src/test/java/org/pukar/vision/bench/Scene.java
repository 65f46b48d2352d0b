package org.pukar.vision.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.pukar.camera.CaptureException;
import org.pukar.camera.Frame;
import org.pukar.cue.Face;
import org.pukar.cue.FaceReading;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.vision.capture.FileSource;
import org.pukar.vision.face.FaceCrop;
import org.pukar.vision.mask.MaskQueue;
import org.pukar.vision.mask.Picture;
import org.pukar.vision.net.ModelException;
import org.pukar.vision.pipeline.Pipeline;
import org.pukar.vision.pipeline.Reader;

/** The sample film's frames, five a second, 1080p with four people, and what was read of each. */
@State(Scope.Benchmark)
public class Scene {
    static final Path HOME = Path.of(System.getProperty("pukar.home", "."));
    static final Path FILM = HOME.resolve("scenes/samples/crossing-1080p25.mp4");

    /** A quarter of the film: as many as fit into the memory, each after the one before it. */
    private static final int FRAMES = 12;

    /** A hand's square, and the one around a face in which palms are looked for, in head widths. */
    private static final double HAND = 1.5;

    private static final double AROUND = 4.2;

    private final List<Pipeline.Report> reports = new ArrayList<>();
    private Optional<Reader> opened = Optional.empty();
    private Optional<Picture> masked = Optional.empty();
    private int next;

    @Setup(Level.Trial)
    public void open() throws ModelException, CaptureException, IOException {
        Reader reader = Reader.open(HOME.resolve("models"));
        opened = Optional.of(reader);
        Pipeline pipeline = new Pipeline(reader, EvidenceSettings.standard());
        MaskQueue<Boolean> masks = new MaskQueue<>(640);
        try (FileSource film = new FileSource(FILM.toString(), Pipeline.INTERVAL)) {
            while (reports.size() < FRAMES) {
                reports.add(pipeline.read(film.next().orElseThrow()));
            }
        }
        Pipeline.Report last = reports.get(FRAMES - 1);
        var unused = masks.add(last.frame(), last.masks(), last.watch().tracks(), true);
        masked = Optional.of(masks.finish(last.watch().tracks()).get(0).picture());
    }

    @TearDown(Level.Trial)
    public void close() {
        opened.ifPresent(Reader::close);
    }

    Reader reader() {
        return opened.orElseThrow();
    }

    Picture masked() {
        return masked.orElseThrow();
    }

    /** The frames one after the other, and again from the first. */
    Pipeline.Report next() {
        next = (next + 1) % reports.size();
        return reports.get(next);
    }

    /** The frame's first face: a head 93 pixels wide. */
    static Face face(Pipeline.Report report) {
        return report.readings().stream().map(FaceReading::face).findFirst().orElseThrow();
    }

    /** Where a hand could be. */
    static FaceCrop hand(Pipeline.Report report) {
        Face face = face(report);
        return FaceCrop.around(face.points().mouth(), .3, HAND * face.headWidth());
    }

    /** Where palms are looked for. */
    static FaceCrop around(Pipeline.Report report) {
        Face face = face(report);
        return FaceCrop.around(face.points().mouth(), 0, AROUND * face.headWidth());
    }

    /** The same frame at another time. */
    static Frame at(Frame frame, Instant at) {
        return new Frame(frame.cameraId(), at, frame.pixels());
    }
}
