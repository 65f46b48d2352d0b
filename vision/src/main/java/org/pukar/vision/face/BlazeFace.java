package org.pukar.vision.face;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pukar.camera.Frame;
import org.pukar.cue.Box;
import org.pukar.cue.Face;
import org.pukar.cue.Point;
import org.pukar.vision.net.ModelException;
import org.pukar.vision.net.Net;

/**
 * The face detector: BlazeFace back 256 (models/blazeface-back-256/card.md has the layout of what
 * goes in and comes out). Thread-safe; figures in the card.
 */
public final class BlazeFace implements AutoCloseable {
    /** Of models/blazeface-back-256/model.onnx. */
    static final Net.Card CARD =
            new Net.Card(
                    "2b404cbcc4b22d0c37ce92a86af36b0be66ab5451a9e7c5888db7b0c4753aa3e",
                    List.of("scores16", "boxes16", "scores32", "boxes32"));

    /** Sides of the squares that it reads, in pixels: a part of the street, and around one head. */
    static final int STREET = 256;

    static final int HEAD = 96;

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

    private final Net street;
    private final Net head;

    private BlazeFace(Net street, Net head) {
        this.street = street;
        this.head = head;
    }

    /**
     * Opens the detector.
     *
     * @param models the folder of models
     */
    public static BlazeFace open(Path models) throws ModelException {
        Path file = models.resolve("blazeface-back-256/model.onnx");
        return new BlazeFace(open(file, STREET), open(file, HEAD));
    }

    /** The size is fixed at the start: ONNX Runtime joins more steps into one when it knows it. */
    private static Net open(Path file, int side) throws ModelException {
        return Net.open(file, CARD, Map.of("height", side, "width", side));
    }

    /** A buffer that {@link #find} can use again and again, by one thread at a time. */
    static FloatBuffer buffer() {
        return Net.buffer(STREET * STREET * 3);
    }

    /** All detections in one tile, several a face, in pixels of the frame. */
    List<Face> find(Frame frame, Tile tile, FloatBuffer buffer) {
        Sampler.fill(frame, tile, buffer);
        return decode(run(buffer, tile.pixels()), tile);
    }

    /**
     * The model's four outputs: scores and boxes of the cells of 16 pixels, then of 32.
     *
     * @param input shape {3, side, side}: channel (R, G, B), row, column; each in [-1, 1]
     * @param side {@link #STREET} or {@link #HEAD}
     */
    public List<float[]> run(FloatBuffer input, int side) {
        return (side == STREET ? street : head).run(input, 1, 3, side, side);
    }

    /** The net alone, on grey tiles. */
    public Bare bare() {
        return new Bare(this, buffer(), buffer().limit(3 * HEAD * HEAD));
    }

    /** The net without what comes before and after it, to measure what it costs. */
    public record Bare(BlazeFace net, FloatBuffer street, FloatBuffer head) {
        /** Runs it once on a part of the street. */
        public void readStreet() {
            var unused = net.run(street, STREET);
        }

        /** Runs it once around a head. */
        public void readHead() {
            var unused = net.run(head, HEAD);
        }
    }

    private static List<Face> decode(List<float[]> outputs, Tile tile) {
        List<Face> faces = new ArrayList<>();
        decode(outputs.get(0), outputs.get(1), tile.pixels() / 16, 2, tile, faces);
        decode(outputs.get(2), outputs.get(3), tile.pixels() / 32, 6, tile, faces);
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
            double anchorX = (cell % cells + .5) / cells * tile.pixels();
            double anchorY = (row + .5) / cells * tile.pixels();
            double scale = (double) tile.side() / tile.pixels();
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
        street.close();
        head.close();
    }
}
