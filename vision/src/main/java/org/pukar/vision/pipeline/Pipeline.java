package org.pukar.vision.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.pukar.camera.Camera;
import org.pukar.camera.Frame;
import org.pukar.camera.Gear;
import org.pukar.camera.PictureFault;
import org.pukar.camera.PictureHealth;
import org.pukar.cue.Abstention;
import org.pukar.cue.Box;
import org.pukar.cue.CueReader;
import org.pukar.cue.Face;
import org.pukar.cue.FaceReading;
import org.pukar.cue.HandReading;
import org.pukar.evidence.CameraWatch;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.evidence.Signal;
import org.pukar.evidence.Tracks;
import org.pukar.vision.face.FaceFinder;
import org.pukar.vision.hand.HandFinder;
import org.pukar.vision.mask.Masks;

/**
 * What is done with each frame of one camera, in order. For one thread; what it knows lies in two
 * immutable records that are replaced frame by frame.
 */
public final class Pipeline {
    /** Five frames a second are read of whoever is in view. */
    public static final Duration INTERVAL = Gear.ACTIVE.interval();

    private final FaceFinder finder;
    private final CueReader expressions;
    private final HandFinder hands;
    private final EvidenceSettings settings;
    private CameraWatch watch;
    private PictureHealth health = PictureHealth.unknown();

    public Pipeline(Reader reader, EvidenceSettings settings) {
        this(reader, settings, CameraWatch.start());
    }

    /**
     * @param from what was known when another pipeline of this camera ended
     */
    public Pipeline(Reader reader, EvidenceSettings settings, CameraWatch from) {
        this.watch = from;
        this.finder = new FaceFinder(reader.faces(), reader.points());
        this.expressions = reader.expressions();
        this.hands = new HandFinder(reader.hands());
        this.settings = settings;
    }

    /**
     * What one frame said.
     *
     * @param frame the frame itself, unmasked: it must not be kept, written or sent
     * @param readings every face
     * @param tracks the track of each reading, in the same order
     * @param hands near faces that were followed before this frame
     * @param masks what must be covered, in pixels of the frame
     * @param signals what passed its threshold with this frame
     * @param fault what is wrong with the picture, if anything is
     * @param stands for how long the picture has not changed
     * @param watch what is known after it
     */
    public record Report(
            Frame frame,
            List<FaceReading> readings,
            List<Long> tracks,
            List<HandReading> hands,
            List<Box> masks,
            List<Signal> signals,
            Optional<PictureFault> fault,
            Duration stands,
            CameraWatch watch) {
        /** Whether anybody is in view, or was a moment ago. */
        public boolean somebody() {
            return !watch.tracks().list().isEmpty();
        }
    }

    /** Reads everything in a frame; frames come in the order of time. */
    public Report read(Frame frame) {
        return read(frame, Camera.Cues.all());
    }

    /**
     * The same for some cues, which may change with every frame.
     *
     * @param cues what is read; faces are found and masked whatever it is
     */
    public Report read(Frame frame, Camera.Cues cues) {
        health = health.add(frame);
        Optional<PictureFault> fault = health.fault(frame.at());
        List<Box> known = watch.tracks().list().stream().map(t -> t.boxAt(frame.at())).toList();
        List<Face> faces = finder.find(frame, known);
        List<FaceReading> readings =
                cues.expression()
                        ? expressions.read(frame, faces)
                        : faces.stream()
                                .map(face -> FaceReading.abstained(face, Abstention.OFF))
                                .toList();
        List<HandReading> seen = cues.sign() ? hands.find(frame, watch.tracks().list()) : List.of();
        // A frozen or blind picture says nothing new: its faces are followed and masked, but add no
        // evidence.
        CameraWatch.Step step =
                watch.add(frame.cameraId(), frame.at(), readings, seen, settings, fault.isEmpty());
        watch = step.watch();
        return new Report(
                frame,
                readings,
                step.ids(),
                seen,
                Masks.of(watch.tracks(), frame.at()),
                step.signals(),
                fault,
                health.stands(frame.at()),
                watch);
    }

    /** Who is in view after the last frame. */
    public Tracks tracks() {
        return watch.tracks();
    }

    /** What the evidence has to pass with that many faces in view. */
    public EvidenceSettings settings() {
        return settings;
    }

    /** How often the nets have run so far; the expression's runs are the faces not abstained. */
    public Looks looks() {
        return new Looks(finder.looks(), hands.looks().palms(), hands.looks().hands());
    }
}
