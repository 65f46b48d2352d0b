package org.pukar.vision.fitness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pukar.camera.Frame;
import org.pukar.camera.PictureFault;
import org.pukar.camera.Pixels;
import org.pukar.cue.Abstention;
import org.pukar.cue.Box;
import org.pukar.cue.Expression;
import org.pukar.cue.Face;
import org.pukar.cue.FaceReading;
import org.pukar.cue.Point;
import org.pukar.evidence.CameraWatch;
import org.pukar.vision.pipeline.Pipeline;

class FitnessMeterTest {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final Instant NOON = Instant.parse("2026-11-24T06:30:00Z");
    private static final ZoneId LUCKNOW = ZoneId.of("Asia/Kolkata");
    private static final Expression CALM = new Expression(1, 0, 0, 0, 0, 0, 0);

    private final FitnessMeter meter = new FitnessMeter(LUCKNOW);

    private void see(Instant at, Optional<PictureFault> fault, FaceReading... readings) {
        byte[] rgb = new byte[WIDTH * HEIGHT * 3];
        Arrays.fill(rgb, (byte) 100);
        Frame frame = new Frame("c", at, Pixels.ofRgb(WIDTH, HEIGHT, rgb));
        meter.add(
                new Pipeline.Report(
                        frame,
                        List.of(readings),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        fault,
                        Duration.ZERO,
                        CameraWatch.start()));
    }

    private static Face face(double x, double y, double width) {
        Box box = new Box(x - width / 2, y - .6 * width, width, 1.2 * width);
        return new Face(
                box,
                new Face.Points(
                        new Point(x - .17 * width, y),
                        new Point(x + .17 * width, y),
                        new Point(x, y + .16 * width),
                        new Point(x, y + .36 * width),
                        new Point(x - .4 * width, y),
                        new Point(x + .4 * width, y)),
                .9);
    }

    private void see(int times, double width, Optional<Abstention> why) {
        for (int i = 0; i < times; i++) {
            Face face = face(100, 100, width);
            see(
                    NOON.plusMillis(200L * i),
                    Optional.empty(),
                    why.map(w -> FaceReading.abstained(face, w))
                            .orElseGet(() -> FaceReading.read(face, CALM)));
        }
    }

    @Test
    void saysNothingOfACameraThatHasSeenFewFaces() {
        assertThat(meter.fitness().expression().known()).isFalse();
        see(29, 80, Optional.empty());
        Fitness fitness = meter.fitness();
        assertThat(fitness.expression().known()).isFalse();
        assertThat(fitness.expression().why()).contains("29 faces seen, at least 30");
        assertThat(FitnessMap.svg(fitness, "")).contains("class=\"good\"");
    }

    @Test
    void below200PixelsPerMetreExpressionIsOff() {
        see(60, 30, Optional.of(Abstention.TOO_SMALL));
        Fitness fitness = meter.fitness();
        assertThat(fitness.pixelsPerMetre()).isEqualTo(30 / .18, within(10.0));
        assertThat(fitness.expression()).matches(a -> a.known() && !a.on());
        assertThat(fitness.expression().why()).contains("too far off", "at least 200");
        assertThat(fitness.sign().on()).isFalse();
        assertThat(FitnessMap.svg(fitness, "")).contains("class=\"far\"");
    }

    @Test
    void nearEnoughAndReadItIsOn() {
        see(60, 80, Optional.empty());
        Fitness fitness = meter.fitness();
        assertThat(fitness.expression()).matches(a -> a.known() && a.on());
        assertThat(fitness.sign().on()).isTrue();
        assertThat(fitness.places()).hasSize(1);
        assertThat(fitness.places().get(0).yaw()).isEqualTo(0, within(1.0));
    }

    @Test
    void nearEnoughButTurnedAwayItIsOffAndSaysWhy() {
        see(60, 80, Optional.of(Abstention.TURNED));
        Fitness fitness = meter.fitness();
        assertThat(fitness.expression()).matches(a -> a.known() && !a.on());
        assertThat(fitness.expression().why()).contains("turned");
        assertThat(fitness.sign().on()).isTrue();
        assertThat(FitnessMap.svg(fitness, "")).contains("class=\"poor\"");
    }

    @Test
    void findsTheRowFromWhichHeadsAreLargeEnough() {
        for (int i = 0; i < 100; i++) {
            double row = 60 + 2.5 * i; // 12 pixels at the horizon's row, 62 at the feet's
            see(
                    NOON,
                    Optional.empty(),
                    FaceReading.read(face(300, row, 12 + .2 * (row - 60)), CALM));
        }
        Fitness.Ground ground = meter.fitness().ground().orElseThrow();
        assertThat(ground.rowOf(Fitness.READABLE_HEAD)).isEqualTo(180, within(1.0));
        assertThat(meter.fitness().readableFromRow().orElseThrow()).isEqualTo(180, within(1.0));
        assertThat(FitnessMap.svg(meter.fitness(), "")).contains("class=\"limit\"");
    }

    @Test
    void whereNobodyWasNoRowIsTold() {
        for (int i = 0; i < 40; i++) {
            double row = 250 + 2.5 * i; // all of them large
            see(
                    NOON,
                    Optional.empty(),
                    FaceReading.read(face(300, row, 12 + .2 * (row - 60)), CALM));
        }
        assertThat(meter.fitness().ground()).isPresent();
        assertThat(meter.fitness().readableFromRow()).isEmpty();
        assertThat(FitnessMap.svg(meter.fitness(), "")).doesNotContain("class=\"limit\"");
        assertThat(new FitnessMeter(ZoneOffset.UTC).fitness().headWidth()).isZero();
    }

    @Test
    void aBlindPictureSaysNothingAndHoursAreTheCitys() {
        see(NOON, Optional.of(PictureFault.BLIND));
        assertThat(meter.fitness().hours()).isEmpty();
        assertThat(meter.fitness().faults()).isEqualTo(1);
        see(NOON, Optional.empty());
        assertThat(meter.fitness().hours()).singleElement().matches(h -> h.hour() == 12);
        assertThat(meter.fitness().hours().get(0).brightness()).isEqualTo(100, within(1.0));
    }
}
