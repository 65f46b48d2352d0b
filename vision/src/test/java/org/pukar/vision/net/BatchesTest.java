package org.pukar.vision.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
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
import org.pukar.vision.expression.FaceExpression;
import org.pukar.vision.gpu.Gpu;

/** The expression net, asked by many threads at once. */
class BatchesTest {
    private static final Path MODEL =
            Path.of(System.getProperty("pukar.home", ".."), "models/expression/model.onnx");
    private static final int SIDE = 48;
    private static final int THREADS = 16;

    /** As the FaceExpression of a camera asks: one face, four, sometimes a crowd. */
    private static final int[] COUNTS = {1, 4, 2, 1, 20, 3, 1, 65};

    private Net net;

    @BeforeEach
    void open() throws Exception {
        net = Net.open(MODEL, FaceExpression.cards().get(0), Gpu.none());
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
        Batches batches = new Batches(net, () -> true, 1, SIDE, SIDE);
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

    @Test
    void whoAsksAloneGetsAnAnswerAtOnce() {
        Batches batches = new Batches(net, () -> true, 1, SIDE, SIDE);
        batches.warmUp();
        assertSame(batches.run(faces(1, 3), 3), alone(faces(1, 3), 3));
    }

    @Test
    void aNetThatFailsFailsForAllWhoAskedAndForNoneOfThemForEver() throws Exception {
        Batches wrong = new Batches(net, () -> true, 1, SIDE + 1, SIDE);
        FloatBuffer input = FloatBuffer.allocate((SIDE + 1) * SIDE);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < 4 * THREADS; t++) {
                all.add(threads.submit(() -> wrong.run(input, 1)));
            }
            for (Future<?> one : all) {
                assertThatThrownBy(() -> one.get(1, TimeUnit.MINUTES))
                        .hasRootCauseInstanceOf(OrtException.class);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void inputsOfAnotherSizeAreRefused() {
        Batches batches = new Batches(net, () -> true, 1, SIDE, SIDE);
        assertThatThrownBy(() -> batches.run(FloatBuffer.allocate(100), 1))
                .hasMessage("1 inputs must be 2304 numbers, got 100");
    }
}
