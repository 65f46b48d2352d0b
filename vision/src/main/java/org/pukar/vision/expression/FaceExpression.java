package org.pukar.vision.expression;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pukar.camera.Frame;
import org.pukar.cue.Abstention;
import org.pukar.cue.CueReader;
import org.pukar.cue.Expression;
import org.pukar.cue.Face;
import org.pukar.cue.FaceReading;
import org.pukar.vision.face.FaceCrop;
import org.pukar.vision.face.FaceQuality;
import org.pukar.vision.gpu.Gpu;
import org.pukar.vision.net.Batches;
import org.pukar.vision.net.ModelException;
import org.pukar.vision.net.Net;

/**
 * The expression reader: our own net (models/expression/card.md) behind the quality gate. Its
 * probabilities are a model's, not a fact about what someone feels; where it doubts that it can
 * tell at all, it abstains. Thread-safe.
 */
public final class FaceExpression implements CueReader, AutoCloseable {
    /** Of models/expression/model.onnx: in 8 bits. */
    static final Net.Card CARD =
            new Net.Card(
                    "facf0b5de3baa00208ffd604963bc65d3a0f9328bf8c06b138683cb01b6a11fa",
                    List.of("probabilities", "doubt"));

    /** Of models/expression/card.onnx: the same in floats, for a graphics card. */
    static final Net.Card ON_CARD =
            new Net.Card(
                    "73d223236c42ef58e09ff2a8162d2e51ef0858565b85e82753b9aa3096ccaa85",
                    CARD.outputs());

    static final int SIDE = 48;

    /**
     * The net sees a little more than the crop in which quality is judged
     * (training/expression/crops.py).
     */
    static final double WIDER = 1.15;

    /** From this doubt on nothing is read: chosen on rendered validation heads (the card). */
    static final float MOST_DOUBT = .3f;

    private static final int CLASSES = 7;

    private final Net net;
    private final Batches batches;

    private FaceExpression(Net net) {
        this.net = net;
        this.batches = new Batches(net, net::onGpu, Batches.MOST, 255, Net::buffer, 1, SIDE, SIDE);
        batches.warmUp();
    }

    /**
     * Opens the reader.
     *
     * @param models the folder of models
     * @param gpu where it runs if it can
     */
    public static FaceExpression open(Path models, Gpu gpu) throws ModelException {
        return new FaceExpression(Net.open(models.resolve("expression"), CARD, ON_CARD, gpu));
    }

    /**
     * What the net says of some faces.
     *
     * @param probabilities shape {count, 7}, in the net's order of classes
     * @param doubts shape {count}, in [0, 1]: how surely it can't tell
     */
    @SuppressWarnings("ArrayRecordComponent") // lives as long as one reading
    public record Answers(float[] probabilities, float[] doubts) {}

    @Override
    public FaceReading read(Frame frame, Face face) {
        return read(frame, List.of(face)).get(0);
    }

    @Override
    public List<FaceReading> read(Frame frame, List<Face> faces) {
        FaceReading[] readings = new FaceReading[faces.size()];
        List<Integer> read = new ArrayList<>();
        for (int i = 0; i < readings.length; i++) {
            Optional<Abstention> why = FaceQuality.check(frame, faces.get(i));
            if (why.isPresent()) {
                readings[i] = FaceReading.abstained(faces.get(i), why.get());
            } else {
                read.add(i);
            }
        }
        if (read.isEmpty()) {
            return List.of(readings);
        }
        List<FaceCrop> crops =
                read.stream().map(i -> FaceCrop.of(faces.get(i).points()).wider(WIDER)).toList();
        List<Optional<Expression>> told = told(FaceCrop.grey(crops, frame, SIDE), read.size());
        for (int i = 0; i < read.size(); i++) {
            Face face = faces.get(read.get(i));
            readings[read.get(i)] =
                    told.get(i)
                            .map(expression -> FaceReading.read(face, expression))
                            .orElse(FaceReading.abstained(face, Abstention.UNSURE));
        }
        return List.of(readings);
    }

    /**
     * All that is said of a face: its expression in steps, or nothing where the net doubts.
     *
     * @param face shape {48, 48}, grey in [0, 255]
     */
    public Optional<Expression> told(FloatBuffer face) {
        return told(face, 1).get(0);
    }

    private List<Optional<Expression>> told(FloatBuffer faces, int count) {
        Answers answers = run(faces, count);
        List<Optional<Expression>> told = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            told.add(
                    answers.doubts()[i] > MOST_DOUBT
                            ? Optional.empty()
                            : Optional.of(
                                    expression(answers.probabilities(), i * CLASSES).inSteps()));
        }
        return told;
    }

    /**
     * The model's answers.
     *
     * @param faces shape {count, 1, 48, 48}: face, grey, row, column; each in [0, 255]
     */
    public Answers run(FloatBuffer faces, int count) {
        List<float[]> outputs = batches.run(faces, count);
        return new Answers(outputs.get(0), outputs.get(1));
    }

    /**
     * The net alone, on black faces.
     *
     * @param count how many at once, as those of a frame are
     */
    public Bare bare(int count) {
        return new Bare(this, FloatBuffer.allocate(count * SIDE * SIDE), count);
    }

    /** The net without what comes before and after it, to measure what it costs. */
    public record Bare(FaceExpression net, FloatBuffer faces, int count) {
        /** Runs it once. */
        public void run() {
            var unused = net.run(faces, count);
        }
    }

    /** The model's order: neutral, happiness, sadness, anger, fear, disgust, surprise. */
    private static Expression expression(float[] p, int at) {
        return new Expression(
                p[at], p[at + 1], p[at + 6], p[at + 2], p[at + 3], p[at + 5], p[at + 4]);
    }

    /** Of every model that it runs. */
    public static List<Net.Card> cards() {
        return List.of(CARD, ON_CARD);
    }

    @Override
    public void close() {
        net.close();
    }
}
