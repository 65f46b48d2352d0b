package org.pukar.vision.face;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pukar.camera.Frame;
import org.pukar.cue.Box;
import org.pukar.cue.Face;
import org.pukar.cue.Point;
import org.pukar.vision.gpu.Gpu;
import org.pukar.vision.net.Batches;
import org.pukar.vision.net.ModelException;
import org.pukar.vision.net.Net;

/**
 * Puts the points of found faces right: the detector sees a whole frame and errs by some pixels,
 * most of all on dark skin beside light cloth; this net looks at one face (models/points/card.md,
 * docs/decisions/022-points.md). Thread-safe.
 */
public final class FacePoints implements AutoCloseable {
    /** Of models/points/model.onnx. */
    static final Net.Card CARD =
            new Net.Card(
                    "e3592ca01a5c3f0eff74a5615487b17e3733292bb912d708e6a72f2fc86a4ffa",
                    List.of("points"));

    static final int SIDE = 48;

    /** The net sees the face's surroundings too (training/points/cropping.py). */
    static final double WIDER = 1.6;

    /**
     * A square as wide as so many heads is none of one face: half of them are under 1.1 heads wide.
     */
    private static final double MOST_HEADS = 2;

    /** A face's points: right eye, left eye, nose tip, mouth, right ear, left ear. */
    private static final int POINTS = 6;

    private final Net net;
    private final Batches batches;

    private FacePoints(Net net) {
        this.net = net;
        this.batches = new Batches(net, net::onGpu, Batches.MOST, 255, Net::buffer, 1, SIDE, SIDE);
        batches.warmUp();
    }

    /**
     * Opens the net.
     *
     * @param models the folder of models
     * @param gpu where it runs if it can
     */
    public static FacePoints open(Path models, Gpu gpu) throws ModelException {
        return new FacePoints(Net.open(models.resolve("points/model.onnx"), CARD, gpu));
    }

    /**
     * The same faces in the same order; those that are large enough to be read have better points.
     * Where the points were nowhere near a face, or are so now, they stay as they were found.
     */
    List<Face> putRight(Frame frame, List<Face> faces) {
        List<Integer> large = new ArrayList<>();
        List<FaceCrop> crops = new ArrayList<>();
        for (int i = 0; i < faces.size(); i++) {
            Face face = faces.get(i);
            FaceCrop crop = FaceCrop.of(face.points());
            if (face.headWidth() >= FaceFinder.SMALLEST_HEAD && isOn(face.box(), crop)) {
                large.add(i);
                crops.add(crop.wider(WIDER));
            }
        }
        if (large.isEmpty()) {
            return faces;
        }
        float[] told = run(FaceCrop.grey(crops, frame, SIDE), crops.size());
        List<Face> result = new ArrayList<>(faces);
        for (int k = 0; k < large.size(); k++) {
            Face face = faces.get(large.get(k));
            Face.Points points = points(crops.get(k), told, k);
            if (isOn(face.box(), FaceCrop.of(points))) {
                result.set(large.get(k), new Face(face.box(), points, face.confidence()));
            }
        }
        return result;
    }

    /** Whether the square that a face's points give lies on its head. */
    private static boolean isOn(Box head, FaceCrop crop) {
        Point middle = crop.point(.5, .5);
        return crop.side() <= MOST_HEADS * head.width()
                && middle.x() >= head.left()
                && middle.x() <= head.right()
                && middle.y() >= head.top()
                && middle.y() <= head.bottom(); // none of it where a number is none
    }

    private static Face.Points points(FaceCrop crop, float[] told, int face) {
        Point[] points = new Point[POINTS];
        for (int p = 0; p < POINTS; p++) {
            int at = 2 * (face * POINTS + p);
            points[p] = crop.point(told[at], told[at + 1]);
        }
        return Face.Points.of(points);
    }

    /**
     * The net's answer.
     *
     * @param squares shape {count, 1, 48, 48}: face, grey, row, column; each in [0, 255]
     * @return shape {count, 6, 2}: each point's place along and down its square, in shares of its
     *     side
     */
    public float[] run(FloatBuffer squares, int count) {
        return batches.run(squares, count).get(0);
    }

    /**
     * The net alone, on black squares.
     *
     * @param count how many at once, as those of a frame are
     */
    public Bare bare(int count) {
        return new Bare(this, FloatBuffer.allocate(count * SIDE * SIDE), count);
    }

    /** The net without what comes before and after it, to measure what it costs. */
    public record Bare(FacePoints net, FloatBuffer squares, int count) {
        /** Runs it once. */
        public void run() {
            var unused = net.run(squares, count);
        }
    }

    /** Of every model that it runs. */
    public static List<Net.Card> cards() {
        return List.of(CARD);
    }

    @Override
    public void close() {
        net.close();
    }
}
