package org.pukar.vision.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pukar.vision.gpu.Gpu;

/** The expression net, asked by many threads at once. */
class BatchesTest {
    private static final Path MODEL =
            Path.of(System.getProperty("pukar.home", ".."), "models/expression/model.onnx");
    private static final int SIDE = 48;
    private static final int THREADS = 16;

    /** As the FaceExpression of a camera asks: one face, four, sometimes a crowd. */
    private static final int[] COUNTS = {1, 4, 20, 65};

    private Net net;

    @BeforeEach
    void open() throws Exception {
        net = new Net(new AsCard(Files.readAllBytes(MODEL)), Gpu.alone());
    }

    /** The processor, asked as a card is. */
    private static final class AsCard extends Sessions {
        private final Sessions card;
        private int opened;

        AsCard(byte[] model) {
            this(model, model, model);
        }

        /**
         * @param runs what it runs, whatever it was given
         */
        AsCard(byte[] model, byte[] forCards, byte[] runs) {
            super(model, forCards);
            this.card = new Sessions(runs);
        }

        @Override
        OrtSession onCard() throws OrtException {
            opened++;
            return card.onProcessor();
        }
    }

    @AfterEach
    void close() {
        net.close();
    }

    private static FloatBuffer faces(int seed, int count) {
        Random random = new Random(seed);
        FloatBuffer faces = FloatBuffer.allocate(count * SIDE * SIDE);
        IntStream.range(0, faces.capacity()).forEach(i -> faces.put(i, random.nextFloat() * 255));
        return faces;
    }

    /** Each face by itself, one after the other. */
    private List<float[]> alone(FloatBuffer faces, int count) {
        float[] probabilities = new float[count * 7];
        float[] doubts = new float[count];
        for (int i = 0; i < count; i++) {
            FloatBuffer one = FloatBuffer.allocate(SIDE * SIDE);
            one.put(0, faces, i * SIDE * SIDE, SIDE * SIDE);
            List<float[]> answers = net.run(one, 1, 1, SIDE, SIDE);
            System.arraycopy(answers.get(0), 0, probabilities, i * 7, 7);
            doubts[i] = answers.get(1)[0];
        }
        return List.of(probabilities, doubts);
    }

    private static void assertSame(List<float[]> answers, List<float[]> expected) {
        assertThat(answers).hasSameSizeAs(expected);
        for (int o = 0; o < expected.size(); o++) {
            assertThat(answers.get(o)).containsExactly(expected.get(o), within(1e-5f));
        }
    }

    @Test
    void eachThreadGetsTheAnswersToItsOwnFaces() throws Exception {
        Batches batches =
                new Batches(net, () -> true, Batches.MOST, 255, Net::buffer, 1, SIDE, SIDE);
        CountDownLatch begin = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int thread = t;
                all.add(
                        threads.submit(
                                () -> {
                                    begin.await();
                                    for (int i = 0; i < COUNTS.length; i++) {
                                        int count = COUNTS[(thread + i) % COUNTS.length];
                                        FloatBuffer faces = faces(thread * 100 + i, count);
                                        assertSame(batches.run(faces, count), alone(faces, count));
                                    }
                                    return null;
                                }));
            }
            begin.countDown();
            for (Future<?> one : all) {
                one.get(2, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** As the detector of a card is asked: bytes, and the answers are read where they lie. */
    @Test
    void picturesInBytesAreAnsweredAsEachByItself() throws Exception {
        Path detector = MODEL.resolveSibling("../faces/model.onnx").normalize();
        int side = 64;
        try (Net faces = new Net(new AsCard(Files.readAllBytes(detector)), Gpu.alone())) {
            Batches batches = new Batches(faces, faces::onGpu, 4, 255, Net::bytes, 1, side, side);
            List<ByteBuffer> pictures = new ArrayList<>();
            List<List<float[]>> alone = new ArrayList<>();
            for (int p = 0; p < THREADS; p++) {
                byte[] picture = new byte[side * side];
                new Random(p).nextBytes(picture);
                pictures.add(Net.bytes(picture.length).put(picture).clear());
                alone.add(faces.run(pictures.get(p), 1, 1, side, side));
            }
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try {
                List<Future<List<float[]>>> all = new ArrayList<>();
                for (ByteBuffer picture : pictures) {
                    all.add(threads.submit(() -> batches.run(picture, 1)));
                }
                for (int p = 0; p < THREADS; p++) {
                    assertSame(all.get(p).get(1, TimeUnit.MINUTES), alone.get(p));
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @Test
    void eachSizeIsRunOnceAtTheStart() throws Exception {
        AsCard sessions = new AsCard(Files.readAllBytes(MODEL));
        try (Net fresh = new Net(sessions, Gpu.alone())) {
            new Batches(fresh, fresh::onGpu, 16, 255, Net::buffer, 1, SIDE, SIDE).warmUp();
            assertThat(sessions.opened).isEqualTo(3); // 1, 4 and 16
            new Batches(fresh, () -> false, 64, 255, Net::buffer, 1, SIDE, SIDE).warmUp();
            assertThat(sessions.opened).isEqualTo(3);
        }
    }

    /** A card that is well says so by its answers alone. */
    @Test
    void aCardThatAnswersOtherwiseThanTheProcessorIsGivenUp() throws Exception {
        byte[] model = Files.readAllBytes(MODEL);
        byte[] wrong = model.clone();
        for (int i = wrong.length / 3; i < wrong.length / 3 + 20_000; i++) {
            wrong[i] ^= 0x40; // within its weights
        }
        Gpu gpu = Gpu.alone();
        try (Net broken = new Net(new AsCard(model, model, wrong), gpu)) {
            Batches batches =
                    new Batches(broken, broken::onGpu, 4, 255, Net::buffer, 1, SIDE, SIDE);
            assertThat(gpu.usable()).isTrue();
            batches.warmUp();
            assertThat(gpu.usable()).isFalse();
            assertSame(batches.run(faces(1, 3), 3), alone(faces(1, 3), 3));
            assertThat(broken.onGpu()).isFalse();
        }
        Gpu well = Gpu.alone();
        try (Net fresh = new Net(new AsCard(model), well)) {
            new Batches(fresh, fresh::onGpu, 64, 255, Net::buffer, 1, SIDE, SIDE).warmUp();
            assertThat(well.usable()).isTrue();
        }
    }

    /** It runs a file of its own and is held against that; what is left without it is the other. */
    @Test
    void aCardIsHeldAgainstItsOwnFileAndGivenUpForTheProcessors() throws Exception {
        byte[] eight = Files.readAllBytes(MODEL);
        byte[] floats = Files.readAllBytes(MODEL.resolveSibling("card.onnx"));
        FloatBuffer asked = faces(1, 3);
        Gpu gpu = Gpu.alone();
        try (Net both = new Net(new AsCard(eight, floats, floats), gpu);
                Net card = new Net(new AsCard(floats), Gpu.alone())) {
            Batches batches = new Batches(both, both::onGpu, 4, 255, Net::buffer, 1, SIDE, SIDE);
            batches.warmUp();
            assertThat(gpu.usable()).isTrue();
            List<float[]> onCard = batches.run(asked, 3);
            assertSame(onCard, card.run(asked, 3, 1, SIDE, SIDE));
            gpu.fail("it was pulled out", "a test");
            List<float[]> onProcessor = batches.run(asked, 3);
            assertSame(onProcessor, net.run(asked, 3, 1, SIDE, SIDE));
            assertThat(onProcessor.get(0)).isNotEqualTo(onCard.get(0));
        }
    }

    @Test
    void palmsGoOnWithTheProcessorsFileToo() throws Exception {
        Path folder = MODEL.resolveSibling("../palm-192").normalize();
        byte[] model = Files.readAllBytes(folder.resolve("model.onnx"));
        byte[] card = Files.readAllBytes(folder.resolve("card.onnx"));
        Gpu gpu = Gpu.alone();
        FloatBuffer square = FloatBuffer.allocate(3 * 192 * 192);
        Random random = new Random(3);
        IntStream.range(0, square.capacity()).forEach(i -> square.put(i, random.nextFloat()));
        try (Net palms = new Net(new AsCard(model, card, card), gpu);
                Net processor = new Net(new AsCard(model), Gpu.alone())) {
            Batches batches = new Batches(palms, palms::onGpu, 4, 1, Net::buffer, 3, 192, 192);
            batches.warmUp();
            assertThat(gpu.usable()).isTrue();
            gpu.fail("it was pulled out", "a test");
            List<float[]> expected = processor.run(square, 1, 3, 192, 192);
            assertSame(batches.run(square, 1), expected);
            assertThat(palms.onGpu()).isFalse();
        }
    }

    @Test
    void whoAsksAloneGetsAnAnswerAtOnce() {
        Batches batches =
                new Batches(net, () -> true, Batches.MOST, 255, Net::buffer, 1, SIDE, SIDE);
        batches.warmUp();
        assertSame(batches.run(faces(1, 3), 3), alone(faces(1, 3), 3));
    }

    @Test
    void aNetThatFailsFailsForAllWhoAskedAndForNoneOfThemForEver() throws Exception {
        Net closed = new Net(new AsCard(Files.readAllBytes(MODEL)), Gpu.alone());
        Batches batches = new Batches(closed, () -> true, 4, 255, Net::buffer, 1, SIDE, SIDE);
        batches.warmUp();
        closed.close();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < 4 * THREADS; t++) {
                all.add(threads.submit(() -> batches.run(faces(1, 1), 1)));
            }
            for (Future<?> one : all) {
                assertThatThrownBy(() -> one.get(1, TimeUnit.MINUTES))
                        .hasMessageContaining("the model failed on a batch");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** With its very first run: nobody is left without an answer. */
    @Test
    void aCardThatCannotRunAtAllIsGivenUpAndTheProcessorAnswers() throws Exception {
        byte[] model = Files.readAllBytes(MODEL);
        Gpu gpu = Gpu.alone();
        try (Net failing = new Net(new AsCard(model), gpu)) {
            assertThat(failing.onGpu()).isTrue();
            Batches wrong = new Batches(failing, failing::onGpu, 4, 255, Net::buffer, 1, 1, 1);
            assertThatThrownBy(() -> wrong.run(FloatBuffer.allocate(1), 1))
                    .hasRootCauseInstanceOf(OrtException.class); // the processor can't, too
            assertThat(gpu.usable()).isFalse();
            Batches right =
                    new Batches(failing, failing::onGpu, 4, 255, Net::buffer, 1, SIDE, SIDE);
            right.warmUp();
            assertSame(right.run(faces(1, 3), 3), alone(faces(1, 3), 3));
        }
    }

    @Test
    void inputsOfAnotherSizeAndNoneAreRefused() {
        Batches batches =
                new Batches(net, () -> true, Batches.MOST, 255, Net::buffer, 1, SIDE, SIDE);
        assertThatThrownBy(() -> batches.run(FloatBuffer.allocate(100), 1))
                .hasMessage("1 inputs must be 2304 numbers, got 100");
        assertThatThrownBy(() -> batches.run(FloatBuffer.allocate(0), 0))
                .hasMessage("inputs must be 1 or more, got 0");
    }
}
