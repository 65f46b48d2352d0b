package org.pukar.vision.pipeline;

import java.nio.file.Path;
import org.pukar.vision.expression.FaceExpression;
import org.pukar.vision.face.FaceNet;
import org.pukar.vision.hand.HandNets;
import org.pukar.vision.net.ModelException;

/**
 * The neural nets, opened once and shared by all cameras. Thread-safe.
 *
 * @param faces finds
 * @param expressions reads
 * @param hands finds hands and reads their points
 */
public record Reader(FaceNet faces, FaceExpression expressions, HandNets hands)
        implements AutoCloseable {
    /**
     * Opens all nets.
     *
     * @param models the folder of models
     */
    public static Reader open(Path models) throws ModelException {
        return new Reader(FaceNet.open(models), FaceExpression.open(models), HandNets.open(models));
    }

    @Override
    public void close() {
        faces.close();
        expressions.close();
        hands.close();
    }
}
