package org.pukar.vision.net;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * One net for many who ask at once. Where asking together is cheaper, whoever comes first runs it
 * at once and waits for nobody; those who come meanwhile are then run as one batch, by the first of
 * them. Such batches come in {@link #SIZES} alone, for a card chooses its kernels by the shape; the
 * places left over hold old inputs, which nobody is answered. Thread-safe.
 */
public final class Batches {
    /** The faces of a crowd, or of some dozen cameras. Our choice, not measured. */
    public static final int MOST = 64;

    /** Of batches for many. Our choice, not measured. */
    private static final int[] SIZES = {1, 4, 16, MOST};

    private final Net net;
    private final BooleanSupplier together;
    private final long[] shape;
    private final int numbers;
    private final FloatBuffer room;
    private final Lock running = new ReentrantLock();
    private final Queue<Asked> queue = new ConcurrentLinkedQueue<>();

    /**
     * @param together whether those who ask at the same time are run together: on a graphics card,
     *     but not on a processor, whose cores would wait for one
     * @param shape of one input, without the number of inputs before it
     */
    public Batches(Net net, BooleanSupplier together, long... shape) {
        this.net = net;
        this.together = together;
        this.shape = shape.clone();
        this.numbers = Math.toIntExact(LongStream.of(shape).reduce(1, Math::multiplyExact));
        this.room = Net.buffer(MOST * numbers);
    }

    /** What one thread waits for; its answers are written and read under the lock. */
    private static final class Asked {
        private final FloatBuffer inputs;
        private final int count;
        private List<float[]> answers = List.of();
        private Optional<Throwable> failure = Optional.empty();

        Asked(FloatBuffer inputs, int count) {
            this.inputs = inputs;
            this.count = count;
        }
    }

    /**
     * Has the kernels for each size chosen, where they are run together: else everybody would wait
     * for them when the first crowd comes.
     */
    public void warmUp() {
        for (int size : together.getAsBoolean() ? SIZES : new int[0]) {
            var unused = net.run(room.limit(size * numbers), shape(size));
        }
    }

    /**
     * Runs some inputs, perhaps with others' of the same time.
     *
     * @param inputs their numbers, one after the other, row by row
     * @param count how many inputs
     * @return the outputs' numbers for these inputs alone, in the model's order
     */
    public List<float[]> run(FloatBuffer inputs, int count) {
        if (inputs.limit() != count * numbers) {
            throw new IllegalArgumentException(
                    "%d inputs must be %d numbers, got %d"
                            .formatted(count, count * numbers, inputs.limit()));
        }
        if (count > MOST) {
            return inParts(inputs, count);
        }
        if (!together.getAsBoolean()) {
            return net.run(inputs, shape(count));
        }
        Asked own = new Asked(inputs, count);
        queue.add(own);
        running.lock();
        try {
            while (own.answers.isEmpty() && own.failure.isEmpty()) { // nobody ran it meanwhile
                runNext();
            }
            if (own.failure.isPresent()) {
                throw new IllegalStateException("the model failed on a batch", own.failure.get());
            }
            return own.answers;
        } finally {
            running.unlock();
        }
    }

    /** A crowd: so many at a time, each part as if it had been asked for alone. */
    private List<float[]> inParts(FloatBuffer inputs, int count) {
        List<float[]> whole = new ArrayList<>();
        for (int first = 0; first < count; first += MOST) {
            int some = Math.min(MOST, count - first);
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

    /** Runs those that have waited longest, as many as there is room for. */
    private void runNext() {
        List<Asked> batch = new ArrayList<>();
        int count = 0;
        room.clear();
        for (Asked next = queue.peek();
                next != null && count + next.count <= MOST;
                next = queue.peek()) {
            queue.remove();
            room.put(count * numbers, next.inputs, 0, next.count * numbers);
            count += next.count;
            batch.add(next);
        }
        try {
            int size = size(count);
            answer(batch, net.run(room.limit(size * numbers), shape(size)), size);
        } catch (RuntimeException | Error e) { // theirs as much as ours
            batch.forEach(asked -> asked.failure = Optional.of(e));
        }
    }

    /** The smallest that holds so many. */
    private static int size(int count) {
        return IntStream.of(SIZES).filter(size -> size >= count).findFirst().orElseThrow();
    }

    private static void answer(List<Asked> batch, List<float[]> answers, int size) {
        int first = 0;
        for (Asked asked : batch) {
            int from = first;
            asked.answers =
                    answers.stream().map(a -> part(a, from, asked.count, a.length / size)).toList();
            first += asked.count;
        }
    }

    private static float[] part(float[] answer, int first, int count, int each) {
        return Arrays.copyOfRange(answer, first * each, (first + count) * each);
    }

    private long[] shape(int count) {
        return LongStream.concat(LongStream.of(count), LongStream.of(shape)).toArray();
    }
}
