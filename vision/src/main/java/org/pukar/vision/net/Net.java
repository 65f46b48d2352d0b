package org.pukar.vision.net;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** One model, ready to run on one core a call. Thread-safe: cameras share it. */
public final class Net implements AutoCloseable {
    /** Warnings of the runtime say nothing to the operator at 3 a.m. */
    private static final OrtEnvironment ENVIRONMENT =
            OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "pukar");

    private static final long STACK_BYTES = 16L << 20;

    private final OrtSession session;
    private final ReadWriteLock closing = new ReentrantReadWriteLock();
    private final String input;
    private final List<String> outputs;

    private Net(OrtSession session) {
        this.session = session;
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
     * @throws ModelException when the file is missing, of another hash, of other inputs or outputs,
     *     or not a model that can run
     */
    public static Net open(Path file, Card card) throws ModelException {
        return open(file, card, true);
    }

    /**
     * Opens a model whose inner pictures are large: it gives their memory back after each run,
     * which costs a little time in each.
     */
    public static Net openLean(Path file, Card card) throws ModelException {
        return open(file, card, false);
    }

    private static Net open(Path file, Card card, boolean keepsMemory) throws ModelException {
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
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setCPUArenaAllocator(keepsMemory);
            options.setMemoryPatternOptimization(keepsMemory);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            return checked(session(model, options), file, card);
        } catch (OrtException e) {
            throw new ModelException(
                    "ONNX Runtime can't open the model " + file + ": " + e.getMessage());
        }
    }

    /**
     * Opens the model on a thread with room: ONNX Runtime goes deep when it does, and a stack that
     * is too small for it ends the whole process without a word.
     */
    private static OrtSession session(byte[] model, OrtSession.SessionOptions options)
            throws OrtException {
        FutureTask<OrtSession> opened =
                new FutureTask<>(() -> ENVIRONMENT.createSession(model, options));
        new Thread(null, opened, "open-model", STACK_BYTES).start();
        try {
            return opened.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OrtException cause) {
                throw cause;
            }
            throw new IllegalStateException("the model can't be opened", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a model was opened", e);
        }
    }

    private static Net checked(OrtSession session, Path file, Card card) throws ModelException {
        Net net = new Net(session);
        if (session.getInputNames().size() != 1 || !net.outputs.equals(card.outputs())) {
            int inputs = session.getInputNames().size();
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

    /**
     * Runs the net once.
     *
     * @param values the input's numbers, row by row; a direct buffer is not copied
     * @param shape the input's shape
     * @return the outputs' numbers, row by row, in the model's order
     */
    public List<float[]> run(FloatBuffer values, long... shape) {
        closing.readLock().lock();
        try (OnnxTensor tensor = OnnxTensor.createTensor(ENVIRONMENT, values.rewind(), shape);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            return outputs.stream().map(name -> numbers(result, name)).toList();
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "the model failed on an input of the shape it was given", e);
        } finally {
            closing.readLock().unlock();
        }
    }

    private static float[] numbers(OrtSession.Result result, String name) {
        OnnxTensor tensor = (OnnxTensor) result.get(name).orElseThrow();
        FloatBuffer buffer = tensor.getFloatBuffer();
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
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the model can't be closed", e);
        } finally {
            closing.writeLock().unlock();
        }
    }
}
