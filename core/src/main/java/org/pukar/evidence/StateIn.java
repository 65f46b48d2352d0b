package org.pukar.evidence;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.pukar.cue.Box;
import org.pukar.cue.Expression;
import org.pukar.cue.HandShape;
import org.pukar.cue.Point;

/**
 * Reads what {@link StateOut} wrote.
 *
 * <p>Every method throws {@link IllegalArgumentException} where the bytes are no such thing.
 */
final class StateIn {
    private final DataInputStream in;

    StateIn(byte[] bytes) {
        in = new DataInputStream(new ByteArrayInputStream(bytes));
    }

    private interface Reading<T> {
        T run() throws IOException;
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.run();
        } catch (IOException e) {
            throw new IllegalArgumentException("state must be whole, it is cut short", e);
        }
    }

    /** The whole of it, and nothing behind it. */
    <T> T whole(Function<StateIn, T> read) {
        T found = read.apply(this);
        int left = read(in::available);
        if (left > 0) {
            throw new IllegalArgumentException(
                    "state must end with its last field, got %d bytes more".formatted(left));
        }
        return found;
    }

    int count() {
        int size = read(in::readInt);
        if (size < 0 || size > read(in::available)) { // each entry has a byte at least
            throw new IllegalArgumentException(
                    "a list's size must be in [0, %d], got %d"
                            .formatted(read(in::available), size));
        }
        return size;
    }

    int wholeNumber() {
        return read(in::readInt);
    }

    long longNumber() {
        return read(in::readLong);
    }

    double number() {
        return read(in::readDouble);
    }

    String text() {
        return read(in::readUTF);
    }

    Instant time() {
        try {
            return Instant.ofEpochSecond(longNumber(), wholeNumber());
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("state must hold times that there are", e);
        }
    }

    <T> Optional<T> optional(Function<StateIn, T> read) {
        return wholeNumber() == 0 ? Optional.empty() : Optional.of(read.apply(this));
    }

    <T> List<T> all(Function<StateIn, T> read) {
        int size = count();
        List<T> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(read.apply(this));
        }
        return List.copyOf(values);
    }

    <T> Map<Long, T> byId(Function<StateIn, T> read) {
        int size = count();
        Map<Long, T> values = new HashMap<>();
        for (int i = 0; i < size; i++) {
            values.put(longNumber(), read.apply(this));
        }
        return Map.copyOf(values);
    }

    Point point() {
        return new Point(number(), number());
    }

    Box box() {
        return new Box(number(), number(), number(), number());
    }

    Expression expression() {
        return new Expression(number(), number(), number(), number(), number(), number(), number());
    }

    Axis axis() {
        return new Axis(number(), number(), number(), number(), number());
    }

    Track track() {
        return new Track(longNumber(), box(), time(), box(), time(), axis(), axis());
    }

    Tracks tracks() {
        return new Tracks(all(StateIn::track), longNumber());
    }

    Baseline baseline() {
        return new Baseline(number(), number(), wholeNumber());
    }

    Look look() {
        return new Look(time(), number(), expression(), wholeNumber(), number(), number());
    }

    Evidence evidence() {
        return new Evidence(
                baseline(),
                all(StateIn::expression),
                optional(StateIn::time),
                number(),
                all(StateIn::look));
    }

    HandSign handSign() {
        return new HandSign(
                point(),
                time(),
                HandShape.valueOf(text()),
                time(),
                HandSign.Stage.valueOf(text()),
                time());
    }

    HandSigns handSigns() {
        return new HandSigns(byId(in -> in.all(StateIn::handSign)));
    }

    CameraWatch watch() {
        return new CameraWatch(
                tracks(),
                byId(StateIn::evidence),
                handSigns(),
                optional(StateIn::time),
                optional(StateIn::time));
    }

    Signal signal() {
        return new Signal(
                new UUID(longNumber(), longNumber()),
                text(),
                Rank.valueOf(text()),
                time(),
                longNumber(),
                number(),
                number(),
                all(StateIn::look));
    }
}
