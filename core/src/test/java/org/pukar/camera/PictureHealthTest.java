package org.pukar.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PictureHealthTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;

    private static Instant at(long millis) {
        return START.plusMillis(millis);
    }

    /** One even shade. */
    private static Frame flat(long millis, int shade) {
        byte[] rgb = new byte[WIDTH * HEIGHT * 3];
        java.util.Arrays.fill(rgb, (byte) shade);
        return new Frame("gate", at(millis), Pixels.ofRgb(WIDTH, HEIGHT, rgb));
    }

    /** Wide stripes, each pixel moved by up to that much noise. */
    private static Frame scene(long millis, int noise, Random random) {
        byte[] rgb = new byte[WIDTH * HEIGHT * 3];
        for (int i = 0; i < rgb.length; i += 3) {
            int shade = i / 3 % WIDTH / 40 * 25 + 20;
            shade += noise == 0 ? 0 : random.nextInt(2 * noise + 1) - noise;
            rgb[i] = (byte) shade;
            rgb[i + 1] = (byte) shade;
            rgb[i + 2] = (byte) shade;
        }
        return new Frame("gate", at(millis), Pixels.ofRgb(WIDTH, HEIGHT, rgb));
    }

    private static PictureHealth watch(int noise, int frames) {
        Random random = new Random(3);
        PictureHealth health = PictureHealth.unknown();
        for (int i = 0; i < frames; i++) {
            health = health.add(scene(i * 200L, noise, random));
        }
        return health;
    }

    @Test
    void nothingIsWrongBeforeTheFirstFrame() {
        assertThat(PictureHealth.unknown().fault(at(0))).isEmpty();
    }

    @Test
    void aStandingPictureIsAFaultAtFiveSecondsAndNoSooner() {
        PictureHealth health = watch(0, 26);
        assertThat(health.fault(at(4999))).isEmpty();
        assertThat(health.fault(at(5000))).hasValue(PictureFault.FROZEN);
    }

    @Test
    void noiseOfASensorIsLife() {
        assertThat(watch(6, 50).fault(at(9800))).isEmpty();
    }

    @Test
    void changesTooSmallToBeAnythingAreNotLife() {
        assertThat(watch(1, 50).fault(at(9800))).hasValue(PictureFault.FROZEN);
    }

    @Test
    void oneMoveIsFiveMoreSecondsOfLife() {
        PictureHealth health = watch(0, 20).add(flat(4000, 10)).add(scene(4200, 0, new Random(1)));
        assertThat(health.fault(at(9199))).isEmpty();
        assertThat(health.fault(at(9200))).hasValue(PictureFault.FROZEN);
    }

    @Test
    void oneEvenColourIsBlindAtFiveSecondsAndBeforeItIsFrozen() {
        for (int shade : new int[] {0, 112, 255}) {
            PictureHealth health = PictureHealth.unknown();
            for (int i = 0; i <= 25; i++) {
                health = health.add(flat(i * 200L, shade));
            }
            assertThat(health.fault(at(4999))).isEmpty();
            assertThat(health.fault(at(5000))).hasValue(PictureFault.BLIND);
        }
    }

    @Test
    void changingButEmptyIsBlindToo() {
        PictureHealth health = PictureHealth.unknown();
        for (int i = 0; i <= 25; i++) {
            health = health.add(flat(i * 200L, 100 + i * 5));
        }
        assertThat(health.fault(at(5000))).hasValue(PictureFault.BLIND);
    }

    @Test
    void sightEndsBlindnessAtOnce() {
        PictureHealth health = PictureHealth.unknown().add(flat(0, 0)).add(flat(6000, 0));
        assertThat(health.fault(at(6000))).hasValue(PictureFault.BLIND);
        assertThat(health.add(scene(6200, 0, new Random(1))).fault(at(6200)))
                .isEqualTo(Optional.empty());
    }

    @Test
    void aPictureOfAnySizeIsJudged() {
        Frame dot = new Frame("gate", at(0), Pixels.ofRgb(1, 1, new byte[3]));
        PictureHealth health = PictureHealth.unknown().add(dot);
        assertThat(health.fault(at(0))).isEmpty();
        assertThat(health.fault(at(5000))).hasValue(PictureFault.BLIND);
    }
}
