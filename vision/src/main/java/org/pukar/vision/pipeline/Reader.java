package org.pukar.vision.pipeline;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.pukar.vision.expression.FaceExpression;
import org.pukar.vision.face.FaceNet;
import org.pukar.vision.face.FacePoints;
import org.pukar.vision.gpu.Gpu;
import org.pukar.vision.hand.HandNets;
import org.pukar.vision.net.ModelException;
import org.pukar.vision.net.Net;

/**
 * The neural nets, opened once and shared by all cameras. Thread-safe.
 *
 * @param faces finds
 * @param points puts the points of found faces right
 * @param expressions reads
 * @param hands finds hands and reads their points
 * @param gpu where they run if they can
 */
public record Reader(
        FaceNet faces, FacePoints points, FaceExpression expressions, HandNets hands, Gpu gpu)
        implements AutoCloseable {
    /**
     * Opens all nets on the processor.
     *
     * @param models the folder of models
     */
    public static Reader open(Path models) throws ModelException {
        return open(models, Gpu.none());
    }

    /**
     * Opens all nets.
     *
     * @param models the folder of models
     * @param gpu where they run if they can
     */
    public static Reader open(Path models, Gpu gpu) throws ModelException {
        return new Reader(
                FaceNet.open(models, gpu),
                FacePoints.open(models, gpu),
                FaceExpression.open(models, gpu),
                HandNets.open(models, gpu),
                gpu);
    }

    /**
     * A mark of all models together, 16 hexadecimal digits: two machines with the same mark read
     * the same, but for roundings where one has a graphics card. Each file is held to its card's
     * hash when it is opened.
     */
    public static String models() {
        List<Net.Card> cards = new ArrayList<>(FaceNet.cards());
        cards.addAll(FacePoints.cards());
        cards.addAll(FaceExpression.cards());
        cards.addAll(HandNets.cards());
        String all = cards.stream().map(Net.Card::sha256).collect(Collectors.joining(" "));
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(all.getBytes(StandardCharsets.UTF_8)),
                            0,
                            8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        faces.close();
        points.close();
        expressions.close();
        hands.close();
    }
}
