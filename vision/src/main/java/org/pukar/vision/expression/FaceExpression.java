package org.pukar.vision.expression;

import java.nio.FloatBuffer;
import java.nio.file.Path;
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
import org.pukar.vision.net.ModelException;
import org.pukar.vision.net.Net;

/**
 * The expression reader: {@code face_expression} of face-api behind the quality gate
 * (models/face-expression/card.md). Its probabilities are a model's, not a fact about what someone
 * feels. Thread-safe.
 */
public final class FaceExpression implements CueReader, AutoCloseable {
    /** Of models/face-expression/model.onnx. */
    static final Net.Card CARD =
            new Net.Card(
                    "2b88a9fa35a61ad3740cddcf32a14737541a9719ba99cec79037162881e9d494",
                    List.of("probabilities"));

    static final int SIDE = 112;

    private final Net net;

    private FaceExpression(Net net) {
        this.net = net;
    }

    /**
     * Opens the reader.
     *
     * @param models the folder of models
     */
    public static FaceExpression open(Path models) throws ModelException {
        return new FaceExpression(Net.open(models.resolve("face-expression/model.onnx"), CARD));
    }

    @Override
    public FaceReading read(Frame frame, Face face) {
        Optional<Abstention> why = FaceQuality.check(frame, face);
        if (why.isPresent()) {
            return FaceReading.abstained(face, why.get());
        }
        float[] pixels = FaceCrop.of(face.points()).pixels(frame, SIDE);
        return FaceReading.read(face, expression(run(FloatBuffer.wrap(pixels), 1), 0));
    }

    /**
     * The model's answer.
     *
     * @param faces shape {count, 3, 112, 112}: face, channel (R, G, B), row, column; each in [0,
     *     255]
     * @return shape {count, 7}, in the model's order of classes
     */
    public float[] run(FloatBuffer faces, int count) {
        return net.run(faces, count, 3, SIDE, SIDE).get(0);
    }

    /** The net alone, on a black face. */
    public Bare bare() {
        return new Bare(this, FloatBuffer.allocate(3 * SIDE * SIDE));
    }

    /** The net without what comes before and after it, to measure what it costs. */
    public record Bare(FaceExpression net, FloatBuffer face) {
        /** Runs it once. */
        public void run() {
            var unused = net.run(face, 1);
        }
    }

    /** The model's order: neutral, happy, sad, angry, fearful, disgusted, surprised. */
    private static Expression expression(float[] p, int from) {
        return new Expression(
                p[from],
                p[from + 1],
                p[from + 6],
                p[from + 2],
                p[from + 3],
                p[from + 5],
                p[from + 4]);
    }

    @Override
    public void close() {
        net.close();
    }
}
