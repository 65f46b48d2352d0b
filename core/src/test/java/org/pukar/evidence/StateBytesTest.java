package org.pukar.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pukar.cue.Box;
import org.pukar.cue.Expression;
import org.pukar.cue.HandShape;
import org.pukar.cue.Point;

/** State that moves to another machine is the same there, to the bit. */
class StateBytesTest {
    private static final Instant AT = Instant.parse("2026-11-22T10:15:30.123456789Z");
    private static final Box BOX = new Box(1.1, -2.2, 33.3, 44.4);
    private static final Expression FEAR = new Expression(.1, .05, .05, .2, .05, .05, .5);
    private static final Axis AXIS = new Axis(1.5, -2.5, 3.25, Math.PI, 1e-300);
    private static final Track TRACK =
            new Track(7, BOX, AT, BOX, AT.plusNanos(1), AXIS, new Axis(9, 8, 7, 6, 5));
    private static final Baseline BASELINE = new Baseline(-13.8, 3.25, 6);
    private static final Look LOOK = new Look(AT, .625, FEAR, 5, 3.5, 12.25);
    private static final Evidence EVIDENCE =
            new Evidence(BASELINE, List.of(FEAR, FEAR), Optional.of(AT), 12.25, List.of(LOOK));
    private static final HandSign HAND =
            new HandSign(
                    new Point(3, 4),
                    AT,
                    HandShape.THUMB_TUCKED,
                    AT.minusMillis(400),
                    HandSign.Stage.OPEN_HELD,
                    AT.minusSeconds(1));
    private static final HandSigns HANDS = new HandSigns(Map.of(7L, List.of(HAND), 9L, List.of()));
    private static final Tracks TRACKS = new Tracks(List.of(TRACK), 8);
    private static final CameraWatch WATCH =
            new CameraWatch(
                    TRACKS,
                    Map.of(7L, EVIDENCE, 3L, Evidence.none()),
                    HANDS,
                    Optional.of(AT),
                    Optional.empty());
    private static final Signal SIGNAL = Signal.expression("cts-1", AT, 7, EVIDENCE, 11.5);

    private static <T> Arguments type(
            T state, BiConsumer<StateOut, T> write, Function<StateIn, T> read) {
        Function<T, byte[]> bytes =
                value -> {
                    StateOut out = new StateOut();
                    write.accept(out, value);
                    return out.bytes();
                };
        return Arguments.of(state.getClass().getSimpleName(), state, bytes, read);
    }

    static Stream<Arguments> types() {
        return Stream.of(
                type(AT, StateOut::time, StateIn::time),
                type(new Point(1.25, -3), StateOut::point, StateIn::point),
                type(BOX, StateOut::box, StateIn::box),
                type(FEAR, StateOut::expression, StateIn::expression),
                type(AXIS, StateOut::axis, StateIn::axis),
                type(TRACK, StateOut::track, StateIn::track),
                type(TRACKS, StateOut::tracks, StateIn::tracks),
                type(BASELINE, StateOut::baseline, StateIn::baseline),
                type(LOOK, StateOut::look, StateIn::look),
                type(EVIDENCE, StateOut::evidence, StateIn::evidence),
                type(HAND, StateOut::handSign, StateIn::handSign),
                type(HANDS, StateOut::handSigns, StateIn::handSigns),
                type(WATCH, StateOut::watch, StateIn::watch),
                type(SIGNAL, StateOut::signal, StateIn::signal));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    <T> void everyTypeComesBackAsItWas(
            String name, T state, Function<T, byte[]> write, Function<StateIn, T> read) {
        byte[] bytes = write.apply(state);
        assertThat(new StateIn(bytes).whole(read)).isEqualTo(state);
        assertThat(write.apply(new StateIn(bytes).whole(read))).isEqualTo(bytes);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    <T> void everyTypeThatIsCutShortIsRefused(
            String name, T state, Function<T, byte[]> write, Function<StateIn, T> read) {
        byte[] bytes = write.apply(state);
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
        assertThatThrownBy(() -> new StateIn(cut).whole(read))
                .isInstanceOf(IllegalArgumentException.class);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> new StateIn(longer).whole(read))
                .hasMessage("state must end with its last field, got 1 bytes more");
    }

    /** A record in the state that gets one more field must be written, too. */
    @Test
    void theFormsOfAllTypesAreThose() {
        assertThat(
                        Stream.of(
                                        CameraWatch.class,
                                        Tracks.class,
                                        Track.class,
                                        Axis.class,
                                        Evidence.class,
                                        Baseline.class,
                                        Look.class,
                                        HandSigns.class,
                                        HandSign.class,
                                        Signal.class,
                                        Box.class,
                                        Expression.class)
                                .map(c -> c.getSimpleName() + c.getRecordComponents().length))
                .containsExactly(
                        "CameraWatch5",
                        "Tracks2",
                        "Track7",
                        "Axis5",
                        "Evidence5",
                        "Baseline3",
                        "Look6",
                        "HandSigns1",
                        "HandSign6",
                        "Signal8",
                        "Box4",
                        "Expression7");
    }

    @Test
    void nothingKnownIsAFewBytes() {
        byte[] bytes = StateBytes.of(CameraWatch.start());
        assertThat(StateBytes.watch(StateBytes.VERSION, bytes)).isEqualTo(CameraWatch.start());
        assertThat(bytes).hasSizeLessThan(50);
    }

    @Test
    void anotherFormIsRefusedByName() {
        assertThatThrownBy(() -> StateBytes.watch(1, StateBytes.of(WATCH)))
                .hasMessage(
                        "state must be of the form 2 that this Pukar reads, got 1; begin without"
                                + " it, or with the Pukar that wrote it");
        assertThatThrownBy(() -> StateBytes.signal(0, StateBytes.of(SIGNAL)))
                .hasMessageContaining("got 0");
    }

    @Test
    void aSizeThatCannotBeIsNoReasonToTakeAllMemory() {
        byte[] bytes = StateBytes.of(CameraWatch.start());
        Arrays.fill(bytes, 0, 4, (byte) 0x7f);
        assertThatThrownBy(() -> StateBytes.watch(StateBytes.VERSION, bytes))
                .hasMessageContaining("a list's size must be in [0, ");
    }
}
