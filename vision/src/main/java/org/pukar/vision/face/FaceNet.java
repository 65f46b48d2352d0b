package org.pukar.vision.face;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.pukar.camera.Frame;
import org.pukar.cue.Box;
import org.pukar.cue.Face;
import org.pukar.cue.Point;
import org.pukar.vision.gpu.Gpu;
import org.pukar.vision.net.ModelException;
import org.pukar.vision.net.Net;

/**
 * The face detector: one pass over a grey picture of any size (models/faces/card.md has the layout
 * of what comes out). Thread-safe; figures in the card.
 */
public final class FaceNet implements AutoCloseable {
    /** Of models/faces/model.onnx. */
    static final Net.Card CARD =
            new Net.Card(
                    "60fb1c1a139570ba82912a7d4543080a73ff2048aaeb0ab2aa3c8b4eb24dde27",
                    List.of("cells8", "cells16", "cells32"));

    /** Pixels a cell of each grid. */
    private static final int[] STRIDES = {8, 16, 32};

    /** Numbers a cell: how sure, the box's sides, six points. */
    private static final int VALUES = 17;

    /** Of the smaller box: two that share so much are one face, as in training/faces/found.py. */
    private static final double SAME = .4;

    private final Net net;

    /**
     * A run at Full HD takes some 50 MB, which are kept for the next: half of the cores run it at
     * once, the others decode. Who waits longest is next.
     */
    private final Semaphore cores;

    private final Queue<Room> rooms = new ConcurrentLinkedQueue<>();

    private FaceNet(Net net) {
        this.net = net;
        int count = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        cores = new Semaphore(count, true);
        for (int i = 0; i < count; i++) {
            rooms.add(new Room());
        }
        for (int side : net.onGpu() ? Window.SIDES : List.<Integer>of()) { // as Batches warm up
            var unused = run(Net.buffer(side * side), side, side);
        }
    }

    /** Room for what one run looks at, by the frame's size: a city has few. */
    private static final class Room {
        private static final int MOST_SIZES = 4;

        private final Map<Long, Looked> bySize = new LinkedHashMap<>(8, .75f, true);

        Looked of(Frame frame) {
            long size = (long) frame.width() << 32 | frame.height();
            if (bySize.size() >= MOST_SIZES && !bySize.containsKey(size)) {
                bySize.remove(bySize.keySet().iterator().next());
            }
            return bySize.computeIfAbsent(size, s -> Looked.at(frame.width(), frame.height()));
        }
    }

    /**
     * Opens the detector.
     *
     * @param models the folder of models
     * @param gpu where it runs if it can
     */
    public static FaceNet open(Path models, Gpu gpu) throws ModelException {
        return new FaceNet(Net.open(models.resolve("faces/model.onnx"), CARD, gpu));
    }

    /**
     * All faces of what a frame has new and where heads are known, some of them more than once.
     *
     * @param lowest how sure it has to be, in [0, 1]
     * @param changes of the frame's camera
     * @param known where heads should be
     */
    Found find(Frame frame, double lowest, Changes changes, List<Box> known) {
        cores.acquireUninterruptibly();
        Room room = rooms.remove(); // one for each that may run
        try {
            Looked looked = room.of(frame);
            looked.smaller().fill(frame);
            List<Face> faces = new ArrayList<>();
            long pixels = 0;
            for (Window window : changes.windows(looked, frame.at(), known, net.onGpu())) {
                find(looked.part(frame, window), lowest, faces);
                pixels += window.pixels();
            }
            find(looked.smaller(), lowest, faces);
            return new Found(faces, (double) pixels / (looked.width() * looked.height()));
        } finally {
            rooms.add(room);
            cores.release();
        }
    }

    /**
     * What one look found.
     *
     * @param faces some of them more than once
     * @param share of the frame that was looked at; windows may lie over one another
     */
    record Found(List<Face> faces, double share) {
        Found {
            faces = List.copyOf(faces);
        }
    }

    private void find(Grey picture, double lowest, List<Face> faces) {
        List<float[]> grids = run(picture.values(), picture.height(), picture.width());
        for (int i = 0; i < STRIDES.length; i++) {
            decode(grids.get(i), STRIDES[i], picture, lowest, faces);
        }
    }

    /**
     * The net's three grids, each of shape {17, rows, columns}.
     *
     * @param grey shape {height, width}, both multiples of 32; each in [0, 255]
     */
    public List<float[]> run(FloatBuffer grey, int height, int width) {
        return net.run(grey, 1, 1, height, width);
    }

    private static void decode(
            float[] grid, int stride, Grey picture, double lowest, List<Face> faces) {
        int rows = picture.height() / stride;
        int columns = picture.width() / stride;
        float least = (float) Math.log(lowest / (1 - lowest));
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                float logit = grid[row * columns + column];
                if (logit >= least && isPeak(grid, rows, columns, row, column)) {
                    faces.add(face(grid, rows, columns, row, column, stride, picture));
                }
            }
        }
    }

    /** Whether no neighbour is surer. */
    private static boolean isPeak(float[] grid, int rows, int columns, int row, int column) {
        float own = grid[row * columns + column];
        for (int y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
            for (int x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
                if (grid[y * columns + x] > own) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Face face(
            float[] grid, int rows, int columns, int row, int column, int stride, Grey picture) {
        int cell = row * columns + column;
        double[] values = new double[VALUES - 1];
        for (int v = 0; v < values.length; v++) {
            double middle =
                    v % 2 == 0
                            ? (column + .5) * stride + picture.window().left()
                            : (row + .5) * stride + picture.window().top();
            values[v] =
                    (grid[(v + 1) * rows * columns + cell] * stride + middle) * picture.shrink();
        }
        Point[] points = new Point[6];
        for (int p = 0; p < points.length; p++) {
            points[p] = new Point(values[4 + 2 * p], values[5 + 2 * p]);
        }
        return new Face(
                new Box(
                        values[0],
                        values[1],
                        Math.max(1, values[2] - values[0]),
                        Math.max(1, values[3] - values[1])),
                Face.Points.of(points),
                1 / (1 + Math.exp(-grid[cell])));
    }

    /** Of all that say one face, the first. */
    static List<Face> one(List<Face> all) {
        List<Face> kept = new ArrayList<>();
        for (Face face : all) {
            if (kept.stream().noneMatch(other -> same(face.box(), other.box()))) {
                kept.add(face);
            }
        }
        return kept;
    }

    private static boolean same(Box a, Box b) {
        return a.containment(b) >= SAME;
    }

    /** The net alone, on black frames. */
    public Bare bare(int width, int height) {
        return new Bare(this, Looked.at(width, height));
    }

    /** The net without what comes before and after it, to measure what it costs. */
    public record Bare(FaceNet net, Looked looked) {
        /** Runs it as for one frame that is looked at whole. */
        public void run() {
            whole();
            smaller();
        }

        /** As for the pixels of one frame. */
        public void whole() {
            var unused = net.run(looked.values(), looked.height(), looked.width());
        }

        /** As for the smaller picture, which every frame has. */
        public void smaller() {
            Grey picture = looked.smaller();
            var unused = net.run(picture.values(), picture.height(), picture.width());
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
