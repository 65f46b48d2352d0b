package org.pukar.vision.bench;

import java.nio.FloatBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.pukar.cue.Abstention;
import org.pukar.cue.Expression;
import org.pukar.cue.Face;
import org.pukar.cue.HandReading;
import org.pukar.evidence.CameraWatch;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.vision.expression.FaceExpression;
import org.pukar.vision.face.FaceCrop;
import org.pukar.vision.face.FaceFinder;
import org.pukar.vision.face.FaceNet;
import org.pukar.vision.face.FacePoints;
import org.pukar.vision.face.FaceQuality;
import org.pukar.vision.face.GreyStep;
import org.pukar.vision.hand.HandFinder;
import org.pukar.vision.hand.HandNets;
import org.pukar.vision.hand.PalmCutStep;
import org.pukar.vision.mask.Jpeg;
import org.pukar.vision.mask.MaskQueue;
import org.pukar.vision.pipeline.Pipeline;

/** Each hot step of a frame by itself. What an operation is, is in {@link Step}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Steps {
    private static final int FACE_SIDE = 48;
    private static final int HAND_SIDE = 224;
    private static final double WIDER = 1.15;

    private Optional<Nets> nets = Optional.empty();
    private final FaceCrop.Room handRoom = FaceCrop.Room.of(HAND_SIDE);
    private final MaskQueue<Boolean> masks = new MaskQueue<>(640);
    private final Jpeg jpeg = new Jpeg();
    private CameraWatch watch = CameraWatch.start();
    private Instant at = Instant.EPOCH;

    private record Nets(
            FaceFinder finder,
            GreyStep grey,
            FaceNet.Bare detector,
            FacePoints.Bare points,
            FaceExpression.Bare expressions,
            HandFinder handFinder,
            PalmCutStep palmCut,
            HandNets.Bare hands) {}

    @Setup(Level.Trial)
    public void open(Scene scene) {
        nets =
                Optional.of(
                        new Nets(
                                new FaceFinder(scene.reader().faces(), scene.reader().points()),
                                new GreyStep(1920, 1080),
                                scene.reader().faces().bare(1920, 1080),
                                scene.reader().points().bare(1),
                                scene.reader().expressions().bare(1),
                                new HandFinder(scene.reader().hands()),
                                new PalmCutStep(),
                                scene.reader().hands().bare()));
    }

    @TearDown(Level.Trial)
    public void close() {
        jpeg.close();
    }

    private Instant later() {
        at = at.plus(Pipeline.INTERVAL);
        return at;
    }

    @Benchmark
    public List<Face> findFaces(Scene scene) {
        return nets.orElseThrow().finder.find(scene.next().frame(), List.of());
    }

    @Benchmark
    public void grey(Scene scene) {
        nets.orElseThrow().grey.run(scene.next().frame());
    }

    @Benchmark
    public void detector() {
        nets.orElseThrow().detector.run();
    }

    @Benchmark
    public void points() {
        nets.orElseThrow().points.run();
    }

    @Benchmark
    public Optional<Abstention> judgeFace(Scene scene) {
        Pipeline.Report report = scene.next();
        return FaceQuality.check(report.frame(), Scene.face(report));
    }

    @Benchmark
    public float[] cutFace(Scene scene) {
        Pipeline.Report report = scene.next();
        return FaceCrop.of(Scene.face(report).points())
                .wider(WIDER)
                .grey(report.frame(), FACE_SIDE);
    }

    @Benchmark
    public Optional<Expression> expression(Scene scene) {
        return scene.reader().expressions().told(FloatBuffer.allocate(FACE_SIDE * FACE_SIDE));
    }

    /** The frames' times go round, so no look for palms is ever due: what is left is motion. */
    @Benchmark
    public List<HandReading> motion(Scene scene) {
        Pipeline.Report report = scene.next();
        return nets.orElseThrow().handFinder.find(report.frame(), report.watch().tracks().list());
    }

    @Benchmark
    public void cutPalm(Scene scene) {
        Pipeline.Report report = scene.next();
        nets.orElseThrow().palmCut.run(report.frame(), Scene.around(report));
    }

    @Benchmark
    public void palms() {
        nets.orElseThrow().hands.findPalms();
    }

    @Benchmark
    public float[] cutHand(Scene scene) {
        Pipeline.Report report = scene.next();
        return Scene.hand(report).pixels(report.frame(), handRoom);
    }

    @Benchmark
    public void hand() {
        nets.orElseThrow().hands.readHand();
    }

    @Benchmark
    public CameraWatch.Step evidence(Scene scene) {
        Pipeline.Report report = scene.next();
        CameraWatch.Step step =
                watch.add(
                        "bench",
                        later(),
                        report.readings(),
                        report.hands(),
                        EvidenceSettings.standard(),
                        true);
        watch = step.watch();
        return step;
    }

    @Benchmark
    public List<MaskQueue.Ready<Boolean>> masks(Scene scene) {
        Pipeline.Report report = scene.next();
        return masks.add(
                Scene.at(report.frame(), later()), report.masks(), report.watch().tracks(), true);
    }

    @Benchmark
    public byte[] jpeg(Scene scene) {
        return jpeg.of(scene.masked());
    }
}
