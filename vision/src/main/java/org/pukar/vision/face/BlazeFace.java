package org.pukar.vision.face;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pukar.camera.Frame;
import org.pukar.cue.Box;
import org.pukar.cue.Face;
import org.pukar.cue.Point;
import org.pukar.vision.net.ModelException;
import org.pukar.vision.net.Net;

/**
 * The face detector: BlazeFace back 256 (models/blazeface-back-256/card.md has the layout of what
 * goes in and comes out). Thread-safe; about 6 ms a tile on one core.
 */
public final class BlazeFace implements AutoCloseable {
    /** Of models/blazeface-back-256/model.onnx. */
    static final String SHA256 = "427cbbe0fc41448d09e1dc9cfabe2423d997cf2faaeab91fadd09a510b63b8e2";

    static final int SIDE = 256;

    /** Below it a detection is none; measured in the model's card. */
    private static final double LOWEST_CONFIDENCE = .5;

    /**
     * A head is wider than the detector's box, and goes on above and below it: medians over 808
     * faces of the sample clips against their truth, whose 5th and 95th percentiles are 1.14 and
     * 1.29 (width), .46 and .60 (above), .01 and .15 (below), in widths and heights of the
     * detector's box.
     */
    private static final double HEAD_WIDTH = 1.22;

    private static final double HEAD_ABOVE = .53;
    private static final double HEAD_BELOW = .07;

    private final Net net;

    private BlazeFace(Net net) {
        this.net = net;
    }

    /**
     * Opens the detector.
     *
     * @param models the folder of models
     */
    public static BlazeFace open(Path models) throws ModelException {
        return new BlazeFace(Net.open(models.resolve("blazeface-back-256/model.onnx"), SHA256));
    }

    /** A buffer that {@link #find} can use again and again, by one thread at a time. */
    static FloatBuffer buffer() {
        return ByteBuffer.allocateDirect(SIDE * SIDE * 3 * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** All detections in one tile, several a face, in pixels of the frame. */
    List<Face> find(Frame frame, Tile tile, FloatBuffer buffer) {
        Sampler.fill(frame, tile, SIDE, buffer);
        return decode(run(buffer), tile);
    }

    /** The model's four outputs: scores of both grids, then boxes of both grids. */
    public List<float[]> run(FloatBuffer input) {
        return net.run(input, 1, SIDE, SIDE, 3);
    }

    /** The net alone, on a grey tile. */
    public Bare bare() {
        return new Bare(this, buffer());
    }

    /** The net without what comes before and after it, to measure what it costs. */
    public record Bare(BlazeFace net, FloatBuffer tile) {
        /** Runs it once. */
        public void run() {
            var unused = net.run(tile);
        }
    }

    private static List<Face> decode(List<float[]> outputs, Tile tile) {
        List<Face> faces = new ArrayList<>();
        decode(outputs.get(0), outputs.get(2), 16, 2, tile, faces);
        decode(outputs.get(1), outputs.get(3), 8, 6, tile, faces);
        return faces;
    }

    /**
     * One grid of anchors: {@code perCell} at the middle of each of {@code cells} x {@code cells}
     * cells.
     */
    private static void decode(
            float[] logits, float[] boxes, int cells, int perCell, Tile tile, List<Face> faces) {
        for (int a = 0; a < logits.length; a++) {
            double confidence = 1 / (1 + Math.exp(-logits[a]));
            if (confidence < LOWEST_CONFIDENCE) {
                continue;
            }
            int cell = a / perCell;
            int row = cell / cells;
            double anchorX = (cell % cells + .5) / cells * SIDE;
            double anchorY = (row + .5) / cells * SIDE;
            double scale = (double) tile.side() / SIDE;
            Point[] points = new Point[8];
            for (int p = 0; p < 8; p++) { // centre, size, six points
                double x = boxes[a * 16 + 2 * p];
                double y = boxes[a * 16 + 2 * p + 1];
                points[p] =
                        p == 1
                                ? new Point(x * scale, y * scale)
                                : new Point(
                                        tile.left() + (anchorX + x) * scale,
                                        tile.top() + (anchorY + y) * scale);
            }
            double width = points[1].x();
            double height = points[1].y();
            if (width > 0 && height > 0) {
                faces.add(
                        new Face(
                                new Box(
                                        points[0].x() - HEAD_WIDTH * width / 2,
                                        points[0].y() - (.5 + HEAD_ABOVE) * height,
                                        HEAD_WIDTH * width,
                                        (1 + HEAD_ABOVE + HEAD_BELOW) * height),
                                new Face.Points(
                                        points[2], points[3], points[4], points[5], points[6],
                                        points[7]),
                                confidence));
            }
        }
    }

    @Override
    public void close() {
        net.close();
    }
}
