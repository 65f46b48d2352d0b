package org.pukar.server.safeguard;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.DoubleStream;
import javax.imageio.ImageIO;
import org.pukar.cue.Expression;
import org.pukar.vision.expression.FaceExpression;
import org.pukar.vision.gpu.Gpu;

/**
 * Rendered people on two days, from a folder of {@link #FOLDERS}: 400 of them, of each a look of
 * every expression on each day, in another light and with other things worn. Nobody real is in it;
 * training/expression/two_days.py makes them, the same people in two ways of drawing, since what
 * one way hides another may show. {@code -Dpukar.people=FOLDER,FOLDER} takes others.
 *
 * @param way the folder, which tells how they are drawn
 * @param looks person by person, day by day, in the order of {@link #EXPRESSIONS}
 * @param outputs all that is said of each look outside the net, shape {looks, 8}: logarithms of the
 *     seven probabilities, and whether nothing was said. More than is kept: a signal keeps those of
 *     some.
 */
@SuppressWarnings("ArrayRecordComponent") // lives as long as a test
record TwoDays(String way, List<Shown> looks, double[][] outputs) {
    static final List<String> EXPRESSIONS = List.of("neutral", "fear", "happiness");

    private static final List<String> FOLDERS =
            List.of(
                    System.getProperty(
                                    "pukar.people",
                                    "server/src/test/people/lifelike,server/src/test/people/simple")
                            .split(","));

    private static final Path HOME = Path.of(System.getProperty("pukar.home", ".."));
    private static final int SIDE = 48;
    private static final int COLUMNS = 40;

    /** The net gives at least about this much of everything; a logarithm needs more than 0. */
    static final double LEAST = 1e-4;

    TwoDays {
        looks = List.copyOf(looks);
    }

    /**
     * One crop, with what is true of it.
     *
     * @param skin Monk's step, 1 (lightest) to 10
     * @param crop shape {48, 48}: row, column; grey, in [0, 255]
     */
    @SuppressWarnings("ArrayRecordComponent") // lives as long as a test
    record Shown(int person, int day, int skin, boolean male, String expression, float[] crop) {}

    private static List<TwoDays> all = List.of();

    /** Of each folder; read once for all tests. */
    static synchronized List<TwoDays> all() throws Exception {
        if (all.isEmpty()) {
            List<TwoDays> read = new ArrayList<>();
            try (FaceExpression net = FaceExpression.open(HOME.resolve("models"), Gpu.none())) {
                for (String folder : FOLDERS) {
                    read.add(read(folder, net));
                }
            }
            all = read;
        }
        return all;
    }

    private static TwoDays read(String way, FaceExpression net) throws IOException {
        Path folder = HOME.resolve(way);
        BufferedImage sheet =
                Objects.requireNonNull(ImageIO.read(folder.resolve("people.png").toFile()));
        List<String> lines = Files.readAllLines(folder.resolve("people.tsv"));
        List<Shown> looks = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] told = line.split("\t", -1);
            float[] crop = new float[SIDE * SIDE];
            sheet.getRaster()
                    .getSamples(
                            looks.size() % COLUMNS * SIDE,
                            looks.size() / COLUMNS * SIDE,
                            SIDE,
                            SIDE,
                            0,
                            crop);
            looks.add(
                    new Shown(
                            Integer.parseInt(told[0]),
                            Integer.parseInt(told[1]),
                            Integer.parseInt(told[2]),
                            told[3].equals("male"),
                            told[4],
                            crop));
        }
        return new TwoDays(
                way,
                looks,
                looks.stream()
                        .map(look -> row(net.told(FloatBuffer.wrap(look.crop()))))
                        .toArray(double[][]::new));
    }

    /** For the tests' names. */
    @Override
    public String toString() {
        return way;
    }

    int people() {
        return looks.size() / (2 * EXPRESSIONS.size());
    }

    private static double[] row(Optional<Expression> told) {
        if (told.isEmpty()) {
            double[] nothing = new double[8];
            Arrays.fill(nothing, Math.log(LEAST));
            return nothing;
        }
        Expression e = told.get();
        return DoubleStream.of(
                        e.neutral(),
                        e.happiness(),
                        e.surprise(),
                        e.sadness(),
                        e.anger(),
                        e.disgust(),
                        e.fear(),
                        1)
                .map(p -> Math.log(p + LEAST))
                .toArray();
    }

    /**
     * The face itself, coarsely, shape {looks, 80}: mean brightness of 3 x 4 pixels from brows to
     * chin, its own mean and contrast taken out. Pukar keeps no such thing.
     */
    double[][] blocks() {
        return looks.stream().map(TwoDays::blocks).toArray(double[][]::new);
    }

    private static double[] blocks(Shown look) {
        double[] row = new double[80];
        for (int y = 0; y < 30; y++) {
            for (int x = 0; x < 32; x++) {
                row[y / 3 * 8 + x / 4] += look.crop()[(y + 10) * SIDE + x + 8] / 12;
            }
        }
        double mean = 0;
        for (double value : row) {
            mean += value / row.length;
        }
        double square = 0;
        for (double value : row) {
            square += (value - mean) * (value - mean) / row.length;
        }
        for (int i = 0; i < row.length; i++) {
            row[i] = (row[i] - mean) / (Math.sqrt(square) + 1);
        }
        return row;
    }

    /**
     * What is known of each person on one day from one expression, shape {people, values}.
     *
     * @param rows shape {looks, values}
     * @param day 1 or 2
     */
    double[][] on(int day, String expression, double[][] rows) {
        int each = EXPRESSIONS.size();
        double[][] of = new double[people()][];
        for (int i = 0; i < of.length; i++) {
            of[i] = rows[(i * 2 + day - 1) * each + EXPRESSIONS.indexOf(expression)];
        }
        return of;
    }

    /** The same from all expressions of that day, one after the other. */
    double[][] on(int day, double[][] rows) {
        int each = EXPRESSIONS.size();
        double[][] of = new double[people()][];
        for (int i = 0; i < of.length; i++) {
            List<Double> all = new ArrayList<>();
            for (int e = 0; e < each; e++) {
                for (double value : rows[(i * 2 + day - 1) * each + e]) {
                    all.add(value);
                }
            }
            of[i] = all.stream().mapToDouble(v -> v).toArray();
        }
        return of;
    }
}
