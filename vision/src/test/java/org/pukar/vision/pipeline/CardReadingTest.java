package org.pukar.vision.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pukar.camera.Frame;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.vision.capture.FileSource;
import org.pukar.vision.expression.FaceExpression;
import org.pukar.vision.gpu.Gpu;
import org.pukar.vision.hand.HandNets;
import org.pukar.vision.net.Net;

/** The nets on a graphics card beside the same nets on the processor. */
@EnabledIf("org.pukar.vision.gpu.Gpu#present")
class CardReadingTest {
    private static final Path HOME = Path.of(System.getProperty("pukar.home", ".."));
    private static final int FACE = 48;

    private static FloatBuffer grey(int numbers) {
        Random random = new Random(numbers);
        FloatBuffer grey = Net.buffer(numbers);
        for (int i = 0; i < numbers; i++) {
            grey.put(i, (float) (127 + 100 * Math.sin(i * .01) + 20 * random.nextDouble()));
        }
        return grey;
    }

    private static ByteBuffer bytes(int numbers) {
        FloatBuffer grey = grey(numbers);
        ByteBuffer bytes = Net.bytes(numbers);
        for (int i = 0; i < numbers; i++) {
            bytes.put(i, (byte) Math.max(0, Math.min(255, grey.get(i))));
        }
        return bytes;
    }

    /** The detector and points, by turns, as frames come. */
    private static List<float[]> answers(Gpu gpu) throws Exception {
        List<float[]> all = new ArrayList<>();
        try (Reader reader = Reader.open(HOME.resolve("models"), gpu)) {
            for (int turn = 0; turn < 2; turn++) {
                for (int[] size : new int[][] {{320, 320}, {1088, 1920}, {288, 480}, {640, 640}}) {
                    all.addAll(
                            reader.faces()
                                    .run(
                                            bytes(size[0] * size[1]),
                                            size[0],
                                            size[1],
                                            grids ->
                                                    grids.stream()
                                                            .map(CardReadingTest::copied)
                                                            .toList()));
                }
                for (int faces : new int[] {1, 3, 20, 70}) {
                    FloatBuffer crops = grey(faces * FACE * FACE);
                    all.add(reader.points().run(crops, faces));
                }
            }
        }
        return all;
    }

    private static List<float[]> hands(String file, int card, int side, Gpu gpu) throws Exception {
        FloatBuffer squares = grey(4 * 3 * side * side);
        for (int i = 0; i < squares.limit(); i++) {
            squares.put(i, squares.get(i) / 255);
        }
        return answers(file, HandNets.cards().get(card), gpu, squares, 4, 3, side, side);
    }

    private static List<float[]> answers(
            String file, Net.Card card, Gpu gpu, FloatBuffer input, long... shape)
            throws Exception {
        try (Net net = Net.open(HOME.resolve("models").resolve(file), card, gpu)) {
            return net.run(input, shape);
        }
    }

    /** By the file that is made for a card: the processor's own is in 8 bits. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 20, 70})
    void expressionsAnswerAsTheirFileDoesOnTheProcessor(int faces) throws Exception {
        String file = "expression/card.onnx";
        Net.Card described = FaceExpression.cards().get(1);
        FloatBuffer crops = grey(faces * FACE * FACE);
        Gpu gpu = Gpu.alone();
        List<float[]> card = answers(file, described, gpu, crops, faces, 1, FACE, FACE);
        assertThat(gpu.usable()).as("the card was used").isTrue();
        List<float[]> processor = answers(file, described, Gpu.none(), crops, faces, 1, FACE, FACE);
        for (int i = 0; i < card.size(); i++) {
            assertThat(apart(card.get(i), processor.get(i))).as("answer %d", i).isLessThan(2e-3f);
        }
    }

    @Test
    void palmsAndHandsAnswerAsOnTheProcessor() throws Exception {
        Gpu gpu = Gpu.alone();
        List<float[]> card = new ArrayList<>(hands("palm-192/card.onnx", 1, 192, gpu));
        card.addAll(hands("hand-224/model.onnx", 2, 224, gpu));
        assertThat(gpu.usable()).isTrue();
        List<float[]> processor = new ArrayList<>(hands("palm-192/model.onnx", 0, 192, Gpu.none()));
        processor.addAll(hands("hand-224/model.onnx", 2, 224, Gpu.none()));
        for (int i = 0; i < card.size(); i++) {
            assertThat(apart(card.get(i), processor.get(i))).as("answer %d", i).isLessThan(2e-2f);
        }
    }

    @Test
    void eachNetAnswersAsOnTheProcessor() throws Exception {
        Gpu gpu = Gpu.alone();
        List<float[]> card = answers(gpu); // first, as a program that is told to use it does
        assertThat(gpu.usable()).as("the card was used to the end").isTrue();
        List<float[]> processor = answers(Gpu.none());
        assertThat(card).hasSameSizeAs(processor);
        for (int i = 0; i < card.size(); i++) {
            assertThat(apart(card.get(i), processor.get(i))).as("answer %d", i).isLessThan(2e-3f);
        }
    }

    private static float[] copied(FloatBuffer grid) {
        float[] copy = new float[grid.limit()];
        grid.get(0, copy);
        return copy;
    }

    private static float apart(float[] a, float[] b) {
        assertThat(a).hasSameSizeAs(b);
        float most = 0;
        for (int i = 0; i < a.length; i++) {
            most = Math.max(most, Math.abs(a[i] - b[i])); // no number stays none
        }
        return most;
    }

    /**
     * What a film says.
     *
     * @param read faces in all its frames
     */
    private record Film(long read, List<String> signals) {}

    /**
     * @param fails the frame at which the card is given up, none if below 0
     */
    private static Film film(String clip, Gpu gpu, int fails) throws Exception {
        long faces = 0;
        List<String> signals = new ArrayList<>();
        try (Reader reader = Reader.open(HOME.resolve("models"), gpu);
                FileSource source =
                        new FileSource(
                                HOME.resolve("scenes/samples/" + clip + ".mp4").toString(),
                                Pipeline.INTERVAL)) {
            Pipeline pipeline = new Pipeline(reader, EvidenceSettings.standard());
            int frame = 0;
            for (Optional<Frame> next = source.next(); next.isPresent(); next = source.next()) {
                if (frame++ == fails) {
                    assertThat(gpu.usable()).as("the card was used until now").isTrue();
                    gpu.fail("told so by a test", "none");
                }
                Pipeline.Report report = pipeline.read(next.get());
                faces += report.readings().stream().filter(r -> r.expression().isPresent()).count();
                report.signals().forEach(s -> signals.add(s.rank() + " at " + s.at()));
            }
        }
        return new Film(faces, signals);
    }

    /** Windows are others there, so a face at one's edge may be found in another frame. */
    private static void same(Film card, Film processor) {
        System.out.println("on a card " + card + ", on the processor " + processor);
        assertThat(card.signals()).isEqualTo(processor.signals());
        assertThat(card.read()).isCloseTo(processor.read(), within(processor.read() / 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"crossing-1080p25", "bus-stop", "lane", "bench/wave"})
    void aFilmIsReadAsOnTheProcessor(String clip) throws Exception {
        Gpu gpu = Gpu.alone();
        same(film(clip, gpu, -1), film(clip, Gpu.none(), -1));
        assertThat(gpu.usable()).as("the card was used to the end").isTrue();
    }

    @Test
    void whatTheCardLeavesTheProcessorGoesOnWith() throws Exception {
        Gpu gpu = Gpu.alone();
        same(film("crossing-1080p25", gpu, 8), film("crossing-1080p25", Gpu.none(), -1));
        assertThat(gpu.usable()).isFalse();
    }
}
