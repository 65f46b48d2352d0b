package org.pukar.vision.net;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * One net for many who ask at once. Where asking together is cheaper, whoever comes first waits for
 * the card alone; those who come before it is free are run with them, as one batch. Such batches
 * come in {@link #SIZES} alone, for a card chooses its kernels by the shape; the places left over
 * hold old inputs, which nobody is answered. Thread-safe.
 */
public final class Batches {
    /** The faces of a crowd, or of some dozen cameras. Our choice, not measured. */
    public static final int MOST = 64;

    /** Of batches for many. Our choice, not measured. */
    private static final int[] SIZES = {1, 4, 16, MOST};

    /**
     * So many batches at once on the card, whatever the net; who waits longest is next. An H200 was
     * given 230,000 kernels a second by three threads, 130,000 by seven, for they wait for one
     * another in the driver (docs/gpu.md); and those who wait here are run together.
     */
    private static final Semaphore CARD = new Semaphore(3, true);

    /** One is run, one is read, one fills: a batch of four Full HD frames takes 20 MB. */
    private static final int MOST_OUT = 3;

    /**
     * By how much a card's answer may differ from the processor's: of the largest number in it, and
     * besides. A hundred times what sums in another order differ by. Our choice.
     */
    private static final float MOST_APART = .01f;

    private static final float BESIDES = 1e-4f;

    private final Net net;
    private final BooleanSupplier together;
    private final int most;
    private final float brightest;
    private final IntFunction<? extends Buffer> rooms;
    private final long[] shape;
    private final int[] sizes;
    private final int numbers;

    /** Over all below. */
    private final Lock lock = new ReentrantLock();

    private final Condition returned = lock.newCondition();
    private final Deque<Room> spare = new ArrayDeque<>();

    /** Those given back last are taken first, so that no more are kept than are needed. */
    private final Deque<List<Net.Output>> aloneSpare = new ConcurrentLinkedDeque<>();

    /** Rooms of batches that somebody waits for or reads. */
    private int out;

    /** One batch after the other: so a session takes the card's memory once, at the start. */
    private final Semaphore turn = new Semaphore(1, true);

    /** What those who come now are run with. */
    private Optional<Batch> next = Optional.empty();

    /** The shape of each of one input's answers, once something was run. */
    private List<List<Long>> answers = List.of();

    /**
     * @param together whether those who ask at the same time are run together: on a graphics card,
     *     but not on a processor, whose cores would wait for one
     * @param most of {@link #SIZES}, so many at once
     * @param brightest the largest number of an input; the least is 0
     * @param rooms makes room for so many numbers: {@link Net#buffer} or {@link Net#bytes}, as the
     *     net takes them
     * @param shape of one input, without the number of inputs before it
     */
    public Batches(
            Net net,
            BooleanSupplier together,
            int most,
            float brightest,
            IntFunction<? extends Buffer> rooms,
            long... shape) {
        this.net = net;
        this.together = together;
        this.most = most;
        this.brightest = brightest;
        this.rooms = rooms;
        this.sizes = IntStream.of(SIZES).filter(size -> size <= most).toArray();
        this.shape = shape.clone();
        this.numbers = Math.toIntExact(LongStream.of(shape).reduce(1, Math::multiplyExact));
    }

    /** Room for the inputs and the answers of one batch, used again. */
    private record Room(Buffer inputs, List<Net.Output> outputs) {}

    /** Inputs that are run at once. Who came first runs it. */
    private static final class Batch {
        private final Room room;

        /** How many have a place in it; final once it is no longer the next. */
        private int count;

        private final Semaphore copied = new Semaphore(0);
        private final CompletableFuture<Void> run = new CompletableFuture<>();
        private final AtomicInteger read = new AtomicInteger();

        Batch(Room room) {
            this.room = room;
        }
    }

    /**
     * Has the kernels for each size chosen, where they are run together: else everybody would wait
     * for them when the first crowd comes. Each must answer as the processor does, or the card is
     * given up: with one option of ONNX Runtime an H200 answered with numbers of 1e38, and said
     * nothing (docs/gpu.md).
     */
    public void warmUp() {
        if (!together.getAsBoolean()) {
            return;
        }
        Room room = room();
        fillAlike(room.inputs);
        List<float[]> expected = net.expectedOfCard(room.inputs.limit(numbers), shape(1));
        for (int size : sizes) {
            CARD.acquireUninterruptibly();
            try {
                net.run(room.outputs, room.inputs.limit(size * numbers), shape(size));
            } finally {
                CARD.release();
            }
            for (int output = 0; output < expected.size(); output++) {
                compare(room, output, size, expected.get(output));
            }
        }
        giveBack(room);
    }

    /** The same noise in each place. */
    private void fillAlike(Buffer inputs) {
        Random noise = new Random(7);
        for (int i = 0; i < numbers; i++) {
            float value = noise.nextFloat() * brightest;
            for (int at = i; at < most * numbers; at += numbers) {
                if (inputs instanceof ByteBuffer bytes) {
                    bytes.put(at, (byte) value);
                } else {
                    ((FloatBuffer) inputs).put(at, value);
                }
            }
        }
    }

    /** Gives the card up where any place's answer is another, or no number. */
    private void compare(Room room, int output, int size, float[] expected) {
        FloatBuffer answers = room.outputs.get(output).numbers();
        float largest = 0;
        for (float number : expected) {
            largest = Math.max(largest, Math.abs(number));
        }
        float limit = MOST_APART * largest + BESIDES;
        for (int i = 0; i < size * expected.length; i++) {
            float apart = Math.abs(answers.get(i) - expected[i % expected.length]);
            if (!(apart <= limit)) {
                net.giveUpCard(output, size, shape, apart, limit);
                return;
            }
        }
    }

    private List<List<Long>> answers() {
        lock.lock();
        try {
            if (answers.isEmpty()) {
                answers = net.shapes(rooms.apply(numbers), shape(1));
            }
            return answers;
        } finally {
            lock.unlock();
        }
    }

    private Room room() {
        lock.lock();
        try {
            Room room =
                    spare.isEmpty()
                            ? new Room(rooms.apply(most * numbers), outputs(most))
                            : spare.remove();
            out++; // there was memory for it
            return room;
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(Room room) {
        lock.lock();
        try {
            room.inputs.clear();
            spare.add(room);
            out--;
            returned.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs some inputs, perhaps with others' of the same time.
     *
     * @param inputs their numbers, one after the other, row by row
     * @param count how many inputs
     * @return the outputs' numbers for these inputs alone, in the model's order
     */
    public List<float[]> run(Buffer inputs, int count) {
        return run(inputs, count, answers -> answers.stream().map(Batches::copied).toList());
    }

    private static float[] copied(FloatBuffer answer) {
        if (answer.hasArray()) { // its own already
            return answer.array();
        }
        float[] copy = new float[answer.limit()];
        answer.get(0, copy);
        return copy;
    }

    /**
     * The same without a copy.
     *
     * @param reading what is done with the answers, which are gone after it
     */
    public <T> T run(Buffer inputs, int count, Function<List<FloatBuffer>, T> reading) {
        if (inputs.limit() != count * numbers) {
            throw new IllegalArgumentException(
                    "%d inputs must be %d numbers, got %d"
                            .formatted(count, count * numbers, inputs.limit()));
        }
        if (count < 1) {
            throw new IllegalArgumentException("inputs must be 1 or more, got " + count);
        }
        if (count > most) {
            return reading.apply(wrapped(inParts(inputs, count)));
        }
        return together.getAsBoolean()
                ? withOthers(inputs, count, reading)
                : alone(inputs, count, reading);
    }

    /** On a processor, with room for the answers that is kept for the next. */
    private <T> T alone(Buffer inputs, int count, Function<List<FloatBuffer>, T> reading) {
        List<Net.Output> room =
                Optional.ofNullable(aloneSpare.poll())
                        .filter(
                                kept ->
                                        kept.get(0).numbers().capacity()
                                                >= count * kept.get(0).size())
                        .orElseGet(() -> outputs(count));
        try {
            net.run(room, inputs, shape(count));
            return reading.apply(
                    room.stream().map(o -> o.numbers().slice(0, count * o.size())).toList());
        } finally {
            aloneSpare.push(room);
        }
    }

    private List<Net.Output> outputs(int count) {
        return answers().stream().map(each -> Net.Output.of(count, each)).toList();
    }

    private static List<FloatBuffer> wrapped(List<float[]> answers) {
        return answers.stream().map(FloatBuffer::wrap).toList();
    }

    /** A crowd: so many at a time, each part as if it had been asked for alone. */
    private List<float[]> inParts(Buffer inputs, int count) {
        List<float[]> whole = new ArrayList<>();
        for (int first = 0; first < count; first += most) {
            int some = Math.min(most, count - first);
            List<float[]> part = run(inputs.slice(first * numbers, some * numbers), some);
            for (int i = 0; i < part.size(); i++) {
                float[] answers = part.get(i);
                int each = answers.length / some;
                if (first == 0) {
                    whole.add(new float[count * each]);
                }
                System.arraycopy(answers, 0, whole.get(i), first * each, answers.length);
            }
        }
        return whole;
    }

    private <T> T withOthers(Buffer inputs, int count, Function<List<FloatBuffer>, T> reading) {
        Batch batch;
        int first;
        lock.lock();
        try {
            while (!hasRoom(count) && out >= MOST_OUT) {
                returned.awaitUninterruptibly();
            }
            batch = hasRoom(count) ? next.orElseThrow() : new Batch(room());
            next = Optional.of(batch);
            first = batch.count;
            batch.count += count;
        } finally {
            lock.unlock();
        }
        put(batch.room.inputs, first * numbers, inputs, count * numbers);
        batch.copied.release(count);
        if (first == 0) {
            runOnCard(batch);
        }
        try {
            batch.run.join();
            return reading.apply(
                    batch.room.outputs.stream()
                            .map(o -> o.numbers().slice(first * o.size(), count * o.size()))
                            .toList());
        } catch (CompletionException e) {
            throw new IllegalStateException("the model failed on a batch", e.getCause());
        } finally {
            if (batch.read.addAndGet(count) == batch.count) { // all have
                giveBack(batch.room);
            }
        }
    }

    private boolean hasRoom(int count) {
        return next.isPresent() && next.get().count + count <= most;
    }

    private void runOnCard(Batch batch) {
        turn.acquireUninterruptibly();
        CARD.acquireUninterruptibly();
        try {
            lock.lock();
            try {
                next = next.filter(b -> b != batch); // nobody comes any more
            } finally {
                lock.unlock();
            }
            batch.copied.acquireUninterruptibly(batch.count);
            int size = size(batch.count);
            net.run(batch.room.outputs, batch.room.inputs.limit(size * numbers), shape(size));
            batch.run.complete(null);
        } catch (RuntimeException | Error e) { // theirs as much as ours
            batch.run.completeExceptionally(e);
        } finally {
            CARD.release();
            turn.release();
        }
    }

    private static void put(Buffer room, int at, Buffer inputs, int length) {
        if (room instanceof ByteBuffer bytes) {
            bytes.put(at, (ByteBuffer) inputs, 0, length);
        } else {
            ((FloatBuffer) room).put(at, (FloatBuffer) inputs, 0, length);
        }
    }

    /** The smallest that holds so many. */
    private int size(int count) {
        return IntStream.of(sizes).filter(size -> size >= count).findFirst().orElseThrow();
    }

    private long[] shape(int count) {
        return LongStream.concat(LongStream.of(count), LongStream.of(shape)).toArray();
    }
}
