package org.pukar.vision.face;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.pukar.camera.Frame;
import org.pukar.cue.Box;
import org.pukar.cue.Face;
import org.pukar.cue.Point;
import org.pukar.vision.gpu.Gpu;
import org.pukar.vision.net.Batches;
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
                    "c8a3dce75a76876c1f61b895298dd378167e462d6c751fac3fb9c42ea3092977",
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
    private final Semaphore onCores;

    /** Most of those wait for the card. Our choice. */
    private final Semaphore onCard;

    /** Those given back last are taken first, so that no more are kept than are needed. */
    private final Deque<Room> rooms = new ConcurrentLinkedDeque<>();

    private final Deque<Grids> grids = new ConcurrentLinkedDeque<>();

    /** By height and width; as many as there are sizes of frames, which a city has few of. */
    private final Map<List<Integer>, Batches> batches = new ConcurrentHashMap<>();

    private FaceNet(Net net) {
        this.net = net;
        int all = Runtime.getRuntime().availableProcessors();
        onCores = new Semaphore(Math.max(1, all / 2), true);
        onCard = new Semaphore(4 * all, true);
        for (int side : net.onGpu() ? Window.SIDES : List.<Integer>of()) {
            var unused = together(side, side);
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
        Semaphore places = net.onGpu() ? onCard : onCores;
        places.acquireUninterruptibly();
        Room room = Optional.ofNullable(rooms.poll()).orElseGet(Room::new);
        try {
            Looked looked = room.of(frame);
            looked.smaller().fill(frame);
            List<Face> faces = new ArrayList<>();
            Looks looks = Looks.none();
            for (Window window : changes.windows(looked, frame.at(), known, net.onGpu())) {
                faces.addAll(find(looked.part(frame, window), lowest));
                looks = looks.and(Looks.of(window, looked, net.onGpu()));
            }
            faces.addAll(find(looked.smaller(), lowest));
            return new Found(faces, looks);
        } finally {
            rooms.push(room);
            places.release();
        }
    }

    /**
     * What one look found.
     *
     * @param faces some of them more than once
     * @param looks what was looked at; windows may lie over one another
     */
    record Found(List<Face> faces, Looks looks) {
        Found {
            faces = List.copyOf(faces);
        }
    }

    /**
     * What was looked at, besides the smaller picture of each frame.
     *
     * @param frames in whole frames
     * @param small squares of the smaller of {@link Window#SIDES}, on a card
     * @param large of the larger
     */
    public record Looks(double frames, long small, long large) {
        public static Looks none() {
            return new Looks(0, 0, 0);
        }

        static Looks of(Window window, Looked looked, boolean onGpu) {
            if (onGpu && window.isSquare(0)) {
                return new Looks(0, 1, 0);
            }
            if (onGpu && window.isSquare(1)) {
                return new Looks(0, 0, 1);
            }
            return new Looks((double) window.pixels() / (looked.width() * looked.height()), 0, 0);
        }

        /** Both together. */
        public Looks and(Looks more) {
            return new Looks(frames + more.frames, small + more.small, large + more.large);
        }

        /** What was looked at since another count. */
        public Looks since(Looks before) {
            return new Looks(frames - before.frames, small - before.small, large - before.large);
        }
    }

    private List<Face> find(Grey picture, double lowest) {
        return run(
                picture.values(),
                picture.height(),
                picture.width(),
                grids -> {
                    List<Face> faces = new ArrayList<>();
                    for (int i = 0; i < STRIDES.length; i++) {
                        decode(grids.get(i), STRIDES[i], picture, lowest, faces);
                    }
                    return faces;
                });
    }

    /**
     * What is read from the net's three grids, each of shape {17, rows, columns}.
     *
     * @param grey shape {height, width}, both multiples of 32; each in [0, 255]
     * @param reading of the grids, which are gone after it
     */
    public <T> T run(
            ByteBuffer grey, int height, int width, Function<List<FloatBuffer>, T> reading) {
        if (net.onGpu()) {
            return together(height, width).run(grey, 1, reading);
        }
        Grids kept = Optional.ofNullable(grids.poll()).orElseGet(Grids::new);
        try {
            return reading.apply(kept.run(net, grey, height, width));
        } finally {
            grids.push(kept);
        }
    }

    /** Room for what one run on the processor answers, as large as the largest picture so far. */
    private static final class Grids {
        private final List<FloatBuffer> rooms = new ArrayList<>();

        Grids() {
            for (int i = 0; i < STRIDES.length; i++) {
                rooms.add(Net.buffer(0));
            }
        }

        /** The grids, until the next run. */
        List<FloatBuffer> run(Net net, ByteBuffer grey, int height, int width) {
            List<Net.Output> into = new ArrayList<>();
            for (int i = 0; i < STRIDES.length; i++) {
                int rows = height / STRIDES[i];
                int columns = width / STRIDES[i];
                int numbers = VALUES * rows * columns;
                if (rooms.get(i).capacity() < numbers) {
                    rooms.set(i, Net.buffer(numbers));
                }
                into.add(
                        new Net.Output(
                                rooms.get(i).slice(0, numbers),
                                List.of((long) VALUES, (long) rows, (long) columns)));
            }
            net.run(into, grey, 1, 1, height, width);
            return into.stream().map(Net.Output::numbers).toList();
        }
    }

    /** Those who ask for pictures of one size; the first of them waits for the kernels. */
    private Batches together(int height, int width) {
        List<Integer> size = List.of(height, width);
        Batches known = batches.get(size); // not held up while another size is made ready
        return known == null ? batches.computeIfAbsent(size, s -> warm(height, width)) : known;
    }

    /** So many at once that a batch of them takes some 10 MB to the card. */
    private Batches warm(int height, int width) {
        int most = height * width <= 400 * 400 ? 64 : height * width <= 700 * 700 ? 16 : 4;
        Batches warm = new Batches(net, net::onGpu, most, 255, Net::bytes, 1, height, width);
        warm.warmUp();
        return warm;
    }

    private static void decode(
            FloatBuffer grid, int stride, Grey picture, double lowest, List<Face> faces) {
        int rows = picture.height() / stride;
        int columns = picture.width() / stride;
        float least = (float) Math.log(lowest / (1 - lowest));
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                float logit = grid.get(row * columns + column);
                if (logit >= least && isPeak(grid, rows, columns, row, column)) {
                    faces.add(face(grid, rows, columns, row, column, stride, picture));
                }
            }
        }
    }

    /** Whether no neighbour is surer. */
    private static boolean isPeak(FloatBuffer grid, int rows, int columns, int row, int column) {
        float own = grid.get(row * columns + column);
        for (int y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
            for (int x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
                if (grid.get(y * columns + x) > own) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Face face(
            FloatBuffer grid,
            int rows,
            int columns,
            int row,
            int column,
            int stride,
            Grey picture) {
        int cell = row * columns + column;
        double[] values = new double[VALUES - 1];
        for (int v = 0; v < values.length; v++) {
            double middle =
                    v % 2 == 0
                            ? (column + .5) * stride + picture.window().left()
                            : (row + .5) * stride + picture.window().top();
            values[v] =
                    (grid.get((v + 1) * rows * columns + cell) * stride + middle)
                            * picture.shrink();
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
                1 / (1 + Math.exp(-grid.get(cell))));
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
            run(looked.values(), looked.height(), looked.width());
        }

        /** As for the smaller square that a card is given. */
        public void small() {
            square(Window.SIDES.get(0));
        }

        /** As for the larger one. */
        public void large() {
            square(Window.SIDES.get(1));
        }

        private void run(ByteBuffer grey, int height, int width) {
            var unused = net.run(grey, height, width, grids -> grids.get(0).get(0));
        }

        private void square(int side) {
            run(looked.values().duplicate().limit(side * side), side, side);
        }

        /** As for the smaller picture, which every frame has. */
        public void smaller() {
            Grey picture = looked.smaller();
            run(picture.values(), picture.height(), picture.width());
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
