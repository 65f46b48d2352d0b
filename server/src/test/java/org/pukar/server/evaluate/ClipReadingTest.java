package org.pukar.server.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.pukar.cue.Abstention;
import org.pukar.cue.Box;
import org.pukar.cue.Expression;
import org.pukar.cue.Face;
import org.pukar.cue.FaceReading;
import org.pukar.cue.Point;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.server.evaluate.Tally.Measure;

class ClipReadingTest {
    private static final Box HEAD = new Box(100, 100, 40, 50);
    private static final Box ELSEWHERE = new Box(300, 100, 40, 50);
    private static final Expression FEAR = new Expression(.2, 0, 0, 0, 0, 0, .8);
    private static final Expression CALM = new Expression(1, 0, 0, 0, 0, 0, 0);

    /** Someone who shows distress from 2 s to 4 s, in a clip of 10 s at 5 frames a second. */
    private static Truth clip(double visible, double width) {
        return clip(
                new Truth.Span(2, 4),
                List.of(new Truth.Span(1, 5)),
                50,
                new Truth.Head(1, Optional.of(HEAD), width, visible));
    }

    /** Someone who keeps the head in one place, in a clip of 5 frames a second. */
    static Truth clip(Truth.Span distress, List<Truth.Span> signs, int frames, Truth.Head head) {
        return new Truth(
                "c",
                Path.of("c.mp4"),
                640,
                360,
                5,
                "day",
                "clear",
                List.of(
                        new Truth.Someone(
                                1, 7, "female", List.of("hijab"), List.of(distress), signs)),
                Collections.nCopies(frames, List.of(head)));
    }

    private static FaceReading read(Box box, Expression expression) {
        return FaceReading.read(face(box), expression);
    }

    private static Face face(Box box) {
        Point p = box.center();
        return new Face(box, new Face.Points(p, p, p, p, p, p), .9);
    }

    private static Signal signal(double seconds) {
        return new Signal(
                new UUID(0, 0),
                "c",
                Rank.EXPRESSION,
                Instant.EPOCH.plusMillis(Math.round(seconds * 1000)),
                1,
                9,
                8,
                List.of());
    }

    private static Signal sign(double seconds) {
        Signal like = signal(seconds);
        return new Signal(
                like.id(), like.cameraId(), Rank.SIGN, like.at(), like.track(), 0, 0, List.of());
    }

    private static void add(ClipReading reading, int frame, FaceReading face, Signal... signals) {
        reading.add(
                frame, List.of(face), List.of(1L), List.of(face.face().box()), List.of(signals));
    }

    @Test
    void aFaceOnTheHeadIsFoundAndOneElsewhereIsNot() {
        ClipReading reading = new ClipReading(clip(1, 40));
        add(reading, 0, read(HEAD.moved(8, 0), CALM));
        add(reading, 1, read(ELSEWHERE, CALM));
        add(reading, 2, FaceReading.abstained(face(HEAD), Abstention.DARK));
        ClipResult result = reading.finish();
        assertThat(result.all().share(Measure.FOUND)).isEqualTo(new Share(2, 3));
        assertThat(result.all().share(Measure.READ)).isEqualTo(new Share(1, 2));
        assertThat(result.all().abstained()).containsEntry(Abstention.DARK, 1);
        assertThat(result.strays()).isEqualTo(1);
        assertThat(result.groups(Dimension.WEARS)).containsOnlyKeys("hijab");
        assertThat(result.groups(Dimension.HEAD_WIDTH)).containsOnlyKeys("36 to 48");
    }

    @Test
    void hiddenAndTinyHeadsAreNotAskedFor() {
        for (Truth clip : List.of(clip(.49, 40), clip(1, 15.9))) {
            ClipReading reading = new ClipReading(clip);
            add(reading, 0, read(HEAD, CALM));
            ClipResult result = reading.finish();
            assertThat(result.all().share(Measure.FOUND)).isEqualTo(new Share(0, 0));
            assertThat(result.strays()).isZero();
        }
    }

    @Test
    void theBestOverlapGoesFirstAndAFaceIsOneHead() {
        Box near = HEAD.moved(5, 0);
        assertThat(Matching.faceOfHead(List.of(near, HEAD), List.of(HEAD)))
                .hasSize(1)
                .containsKey(1);
        assertThat(Matching.faceOfHead(List.of(), List.of(HEAD))).isEmpty();
        // Moved by 21.6 of 40 pixels, 18.4 / 61.6 = .2987 is shared; by 21.5, 18.5 / 61.5 = .3008.
        assertThat(Matching.faceOfHead(List.of(HEAD), List.of(HEAD.moved(21.6, 0)))).isEmpty();
        assertThat(Matching.faceOfHead(List.of(HEAD), List.of(HEAD.moved(21.5, 0)))).hasSize(1);
    }

    @Test
    void distressCountsWhileItIsShownAndIsFalseWhileNot() {
        ClipReading reading = new ClipReading(clip(1, 40));
        add(reading, 9, read(HEAD, FEAR)); // 1.8 s
        add(reading, 10, read(HEAD, FEAR)); // 2 s: the span's start belongs to it
        add(reading, 11, read(HEAD, CALM));
        add(reading, 20, read(HEAD, CALM)); // 4 s: its end does not
        ClipResult result = reading.finish();
        assertThat(result.all().share(Measure.DISTRESS_READ)).isEqualTo(new Share(1, 2));
        assertThat(result.all().share(Measure.DISTRESS_FALSE)).isEqualTo(new Share(1, 2));
    }

    @Test
    void aSignalsDelayCountsFromTheSpansStart() {
        ClipReading reading = new ClipReading(clip(1, 40));
        add(reading, 19, read(HEAD, FEAR), signal(3.8));
        ClipResult result = reading.finish();
        assertThat(result.all().delays()).hasSize(1);
        assertThat(result.all().delays().get(0)).isCloseTo(1.8, within(1e-9));
        assertThat(result.all().share(Measure.SIGNALLED)).isEqualTo(new Share(1, 1));
        assertThat(result.groups(Dimension.SKIN).keySet()).containsExactly("7");
    }

    @Test
    void aSignalWithoutDistressOrOfNobodyIsFalse() {
        ClipReading reading = new ClipReading(clip(1, 40));
        add(reading, 5, read(HEAD, FEAR), signal(1));
        add(reading, 30, read(HEAD, FEAR), signal(6)); // 2 s after the span's end: too late
        add(reading, 15, read(ELSEWHERE, FEAR), signal(3));
        assertThat(reading.finish().all().falseSignals()).isEqualTo(3);
    }

    @Test
    void aSignalForHelpIsToldOfOrMissedAndOneThatNobodyMadeIsFalse() {
        ClipReading told = new ClipReading(clip(1, 40));
        add(told, 20, read(HEAD, CALM), sign(4));
        ClipResult result = told.finish();
        assertThat(result.all().share(Measure.SIGNED)).isEqualTo(new Share(1, 1));
        assertThat(result.all().falseSigns() + result.all().falseSignals()).isZero();
        ClipReading missed = new ClipReading(clip(1, 40));
        add(missed, 40, read(HEAD, CALM), sign(8));
        add(missed, 20, read(ELSEWHERE, CALM), sign(4));
        result = missed.finish();
        assertThat(result.all().share(Measure.SIGNED)).isEqualTo(new Share(0, 1));
        assertThat(result.all().falseSigns()).isEqualTo(2);
    }

    @Test
    void aSpanTooShortForAnySignalIsNotAskedFor() {
        assertThat(ClipReading.SHORTEST).isEqualTo(4);
        ClipResult brief = new ClipReading(clip(1, 40)).finish();
        assertThat(brief.all().share(Measure.SIGNALLED)).isEqualTo(new Share(0, 0));
        assertThat(brief.all().spansTooShort()).isEqualTo(1);
        Truth.Head head = new Truth.Head(1, Optional.of(HEAD), 40, 1);
        Truth longer = clip(new Truth.Span(2, 7), List.of(), 50, head);
        ClipResult missed = new ClipReading(longer).finish();
        assertThat(missed.all().share(Measure.SIGNALLED)).isEqualTo(new Share(0, 1));
        assertThat(missed.all().spansTooShort()).isZero();
    }

    @Test
    void masksAreCountedByPixelsAndByHeads() {
        ClipReading reading = new ClipReading(clip(1, 40));
        reading.add(
                0,
                List.of(read(HEAD, CALM)),
                List.of(1L),
                List.of(new Box(100, 100, 20, 50)),
                List.of());
        ClipResult result = reading.finish();
        assertThat(result.all().maskedPixels()).hasValue(.5);
        assertThat(result.all().share(Measure.COVERED)).isEqualTo(new Share(0, 1));
        assertThat(result.notMaskedFaces()).isEqualTo(1);
    }
}
