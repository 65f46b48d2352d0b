package org.pukar.vision.net;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.LongStream;
import org.pukar.vision.gpu.Gpu;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One model, ready to run on one core a call, or on the graphics card. Thread-safe: cameras share
 * it.
 */
public final class Net implements AutoCloseable {
    /**
     * On the processor no more runs at once than there are cores, whatever the net: each keeps its
     * memory for the next. Who waits longest is next.
     */
    private static final Semaphore CORES =
            new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    private static final Logger log = LoggerFactory.getLogger(Net.class);

    private final Sessions sessions;
    private final Gpu gpu;
    private OrtSession session;
    private final CardSessions onCard;
    private volatile boolean onGpu;
    private final ReadWriteLock closing = new ReentrantReadWriteLock();
    private final String input;
    private final List<String> outputs;

    Net(Sessions sessions, Gpu gpu) throws OrtException {
        this.sessions = sessions;
        this.gpu = gpu;
        Sessions.Opened opened = sessions.open(gpu);
        this.session = opened.session();
        this.onGpu = opened.onGpu();
        this.onCard = new CardSessions(gpu, session, sessions::onCard);
        this.input = session.getInputNames().iterator().next();
        this.outputs = List.copyOf(session.getOutputNames());
    }

    /**
     * What a model's card says of its file, kept in the code that runs it.
     *
     * @param sha256 what the file must hash to, in lower-case hex
     * @param outputs the outputs' names, in the order in which {@link #run} answers
     */
    public record Card(String sha256, List<String> outputs) {
        public Card {
            outputs = List.copyOf(outputs);
        }
    }

    /**
     * Opens a model.
     *
     * @param file the ONNX file
     * @param gpu where it runs if it can
     * @throws ModelException when the file is missing, of another hash, of other inputs or outputs,
     *     or not a model that can run
     */
    public static Net open(Path file, Card card, Gpu gpu) throws ModelException {
        return opened(new Sessions(read(file, card)), file, card, gpu);
    }

    /**
     * Opens a model that is kept twice: model.onnx in steps that suit processors, card.onnx in
     * those that suit a graphics card. A card that is given up leaves the former.
     *
     * @param folder where both lie
     * @param processors what its card says of model.onnx
     * @param cards the same of card.onnx, which has the same input and outputs
     * @param gpu where it runs if it can
     * @throws ModelException as of one file
     */
    public static Net open(Path folder, Card processors, Card cards, Gpu gpu)
            throws ModelException {
        Path model = folder.resolve("model.onnx");
        if (!gpu.usable()) {
            return open(model, processors, gpu);
        }
        Path forCards = folder.resolve("card.onnx");
        Sessions sessions = new Sessions(read(model, processors), read(forCards, cards));
        return opened(sessions, folder, cards, gpu);
    }

    private static byte[] read(Path file, Card card) throws ModelException {
        OnnxRuntime.checkSilence();
        byte[] model = read(file);
        String found = hash(model);
        if (!found.equals(card.sha256())) {
            throw new ModelException(
                    "a model must be the one its card describes: %s hashes to %s, expected %s; restore it with: git checkout %s"
                            .formatted(
                                    file,
                                    found.substring(0, 12),
                                    card.sha256().substring(0, 12),
                                    file));
        }
        return model;
    }

    private static Net opened(Sessions sessions, Path file, Card card, Gpu gpu)
            throws ModelException {
        try {
            return checked(new Net(sessions, gpu), file, card);
        } catch (OrtException e) {
            throw new ModelException(
                    "ONNX Runtime can't open the model " + file + ": " + e.getMessage());
        }
    }

    private static Net checked(Net net, Path file, Card card) throws ModelException {
        if (net.session.getInputNames().size() != 1 || !net.outputs.equals(card.outputs())) {
            int inputs = net.session.getInputNames().size();
            net.close();
            throw new ModelException(
                    "a model must have one input and its card's outputs %s, got %d and %s (%s); change the card and the code that reads it together with the file"
                            .formatted(card.outputs(), inputs, net.outputs, file));
        }
        return net;
    }

    private static byte[] read(Path file) throws ModelException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ModelException(
                    "a model file must be there: "
                            + file
                            + " can't be read; restore it with: git checkout "
                            + file);
        }
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Room for an input of so many numbers that {@link #run} does not copy. */
    public static FloatBuffer buffer(int numbers) {
        return ByteBuffer.allocateDirect(numbers * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** The same for a net that takes bytes. */
    public static ByteBuffer bytes(int numbers) {
        return ByteBuffer.allocateDirect(numbers);
    }

    /**
     * Runs the net once.
     *
     * @param values the input's numbers, row by row, floats or bytes as the net takes them; a
     *     direct buffer is not copied
     * @param shape the input's shape
     * @return the outputs' numbers, row by row, in the model's order
     */
    public List<float[]> run(Buffer values, long... shape) {
        return run(this::numbers, values, shape);
    }

    /**
     * The same into memory that is kept.
     *
     * @param into where the answers go, in the model's order
     */
    public void run(List<Output> into, Buffer values, long... shape) {
        var unused = run((one, input) -> answered(one, input, into, shape[0]), values, shape);
    }

    /** What a card must answer: the processor's answers by the same file. */
    List<float[]> expectedOfCard(Buffer values, long... shape) {
        try (OrtSession processor = sessions.cardsFileOnProcessor();
                OnnxTensor tensor = tensor(values, shape)) {
            return numbers(processor, tensor);
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    /** The shape of each output for one input, by running some. */
    List<List<Long>> shapes(Buffer values, long... shape) {
        return run(this::shapes, values, shape);
    }

    /** What is done with a session and an input. */
    private interface Run<T> {
        T with(OrtSession one, OnnxTensor input) throws OrtException;
    }

    /** On the card, or where it fails, which is said, on the processor. */
    private <T> T run(Run<T> work, Buffer values, long... shape) {
        boolean ranOnGpu = onGpu;
        if (ranOnGpu && !gpu.usable()) {
            toProcessor();
            ranOnGpu = false;
        }
        try {
            return runOnce(work, values, shape);
        } catch (OrtException e) {
            if (ranOnGpu) {
                gpu.fail("the card failed while a net ran", String.valueOf(e.getMessage()));
                return run(work, values, shape);
            }
            throw failed(e);
        }
    }

    private static IllegalStateException failed(OrtException e) {
        return new IllegalStateException(
                "the model failed on an input of the shape it was given", e);
    }

    private <T> T runOnce(Run<T> work, Buffer values, long... shape) throws OrtException {
        closing.readLock().lock();
        boolean onCores = !onGpu;
        if (onCores) {
            CORES.acquireUninterruptibly();
        }
        try (OnnxTensor tensor = tensor(values, shape)) {
            return onCores
                    ? work.with(session, tensor)
                    : onCard.of(shape).run(card -> work.with(card, tensor));
        } finally {
            if (onCores) {
                CORES.release();
            }
            closing.readLock().unlock();
        }
    }

    private List<float[]> numbers(OrtSession one, OnnxTensor tensor) throws OrtException {
        try (OrtSession.Result result = one.run(Map.of(input, tensor))) {
            return outputs.stream().map(name -> numbers(result, name)).toList();
        }
    }

    private List<List<Long>> shapes(OrtSession one, OnnxTensor tensor) throws OrtException {
        try (OrtSession.Result result = one.run(Map.of(input, tensor))) {
            List<List<Long>> shapes = new ArrayList<>();
            for (String name : outputs) {
                long[] all = ((OnnxTensor) result.get(name).orElseThrow()).getInfo().getShape();
                shapes.add(LongStream.of(all).skip(1).boxed().toList());
            }
            return shapes;
        }
    }

    private List<Output> answered(OrtSession one, OnnxTensor tensor, List<Output> into, long count)
            throws OrtException {
        Map<String, OnnxTensor> pinned = new LinkedHashMap<>();
        try {
            for (int i = 0; i < into.size(); i++) {
                pinned.put(outputs.get(i), into.get(i).tensor(count));
            }
            one.run(Map.of(input, tensor), pinned).close();
            return into;
        } finally {
            pinned.values().forEach(OnnxTensor::close);
        }
    }

    /**
     * Where the answers for some inputs at once go, so that nothing is taken for them.
     *
     * @param numbers direct, room for those of all inputs
     * @param each the shape of one input's answer
     */
    public record Output(FloatBuffer numbers, List<Long> each) {
        public Output {
            each = List.copyOf(each);
        }

        /** Room for so many answers of a shape. */
        static Output of(int most, List<Long> each) {
            return new Output(buffer(most * size(each)), each);
        }

        /** Numbers of one input's answer. */
        int size() {
            return size(each);
        }

        private static int size(List<Long> each) {
            return Math.toIntExact(each.stream().reduce(1L, Math::multiplyExact));
        }

        private OnnxTensor tensor(long count) throws OrtException {
            long[] shape =
                    LongStream.concat(
                                    LongStream.of(count), each.stream().mapToLong(Long::longValue))
                            .toArray();
            FloatBuffer part = numbers.duplicate().limit(Math.toIntExact(count * size()));
            return OnnxTensor.createTensor(OnnxRuntime.environment(), part, shape);
        }
    }

    /** The card has answered so many inputs of a shape otherwise than the processor does. */
    void giveUpCard(int output, int count, long[] shape, float apart, float most) {
        gpu.distrust(
                "%s of %d inputs of %s is off by %.2g, by %.2g at most"
                        .formatted(
                                outputs.get(output), count, Arrays.toString(shape), apart, most));
    }

    private static OnnxTensor tensor(Buffer values, long... shape) throws OrtException {
        return values.rewind() instanceof ByteBuffer bytes
                ? OnnxTensor.createTensor(
                        OnnxRuntime.environment(), bytes, shape, OnnxJavaType.UINT8)
                : OnnxTensor.createTensor(OnnxRuntime.environment(), (FloatBuffer) values, shape);
    }

    /** The card has failed, for this net or another: a session beside it takes over. */
    private void toProcessor() {
        closing.writeLock().lock();
        try {
            if (onGpu) {
                OrtSession left = session;
                session = sessions.onProcessor();
                onGpu = false;
                leave(left);
            }
        } catch (OrtException e) {
            throw new IllegalStateException("the model can't be opened on the processor", e);
        } finally {
            closing.writeLock().unlock();
        }
    }

    /** What a card that has failed says of closing is no news. */
    private void leave(OrtSession first) {
        try (first) {
            onCard.close();
        } catch (OrtException e) {
            log.debug("a session on the card could not be closed", e);
        }
    }

    /** Whether it runs on the graphics card. */
    public boolean onGpu() {
        return onGpu;
    }

    private static float[] numbers(OrtSession.Result result, String name) {
        OnnxTensor tensor = (OnnxTensor) result.get(name).orElseThrow();
        FloatBuffer buffer = tensor.getFloatBuffer(); // a copy already
        if (buffer.hasArray() && buffer.array().length == buffer.remaining()) {
            return buffer.array();
        }
        float[] numbers = new float[buffer.remaining()];
        buffer.get(numbers);
        return numbers;
    }

    /** The names of the outputs, in the order of {@link #run}'s answer. */
    public List<String> outputs() {
        return outputs;
    }

    @Override
    public void close() {
        closing.writeLock().lock(); // native memory goes only once nobody runs in it
        try (OrtSession last = session) {
            onCard.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the model can't be closed", e);
        } finally {
            closing.writeLock().unlock();
        }
    }
}
