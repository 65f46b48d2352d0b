package org.pukar.vision.face;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pukar.camera.Frame;
import org.pukar.camera.Pixels;
import org.pukar.cue.Box;

class ChangesTest {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;
    private static final Window WHOLE = new Window(0, 0, WIDTH, 736);

    private final Looked looked = Looked.at(WIDTH, HEIGHT);
    private final Changes changes = new Changes();
    private Instant at = Instant.EPOCH;
    private boolean fewShapes;

    private static byte[] street(int grey) {
        byte[] rgb = new byte[WIDTH * HEIGHT * 3];
        Arrays.fill(rgb, (byte) grey);
        return rgb;
    }

    private static void draw(byte[] rgb, int left, int top, int side, int grey) {
        for (int y = top; y < top + side; y++) {
            Arrays.fill(rgb, (y * WIDTH + left) * 3, (y * WIDTH + left + side) * 3, (byte) grey);
        }
    }

    /** The next frame, 200 ms later. */
    private List<Window> see(byte[] rgb, Box... known) {
        at = at.plusMillis(200);
        looked.smaller().fill(new Frame("c", at, Pixels.ofRgb(WIDTH, HEIGHT, rgb)));
        return changes.windows(looked, at, List.of(known), fewShapes);
    }

    private static boolean holds(List<Window> windows, int left, int top, int right, int bottom) {
        return windows.stream()
                .anyMatch(
                        w ->
                                w.left() <= left
                                        && w.top() <= top
                                        && w.left() + w.width() >= right
                                        && w.top() + w.height() >= bottom);
    }

    @Test
    void theFirstPictureIsLookedAtWholeAndOneThatStandsNotAtAll() {
        assertThat(see(street(90))).containsExactly(WHOLE);
        assertThat(see(street(90))).isEmpty();
    }

    /** The smallest head that is found: 16 pixels. */
    @Test
    void whereverSomethingOfAHeadsSizeAppearsIsLookedAtWithWhatIsAroundIt() {
        for (int side : new int[] {16, 40, 180}) {
            for (int left = 3; left + side < WIDTH; left += 173) {
                for (int top = 5; top + side < HEIGHT; top += 171) {
                    see(street(90));
                    see(street(90));
                    byte[] rgb = street(90);
                    draw(rgb, left, top, side, 125);
                    List<Window> windows = see(rgb);
                    assertThat(
                                    holds(
                                            windows,
                                            Math.max(0, left - 24),
                                            Math.max(0, top - 24),
                                            Math.min(WIDTH, left + side + 24),
                                            Math.min(HEIGHT, top + side + 24)))
                            .as("%d pixels at %d, %d: %s", side, left, top, windows)
                            .isTrue();
                    assertThat(windows).allMatch(w -> w.left() % 32 == 0 && w.top() % 32 == 0);
                }
            }
        }
    }

    @Test
    void onACardTheSameIsLookedAtInWindowsOfFewShapes() {
        fewShapes = true;
        whereverSomethingOfAHeadsSizeAppearsIsLookedAtWithWhatIsAroundIt();
        Set<List<Integer>> shapes = new HashSet<>();
        for (int side = 8; side < HEIGHT; side += 24) {
            for (int left = 3; left + side < WIDTH; left += 99) {
                see(street(90));
                see(street(90));
                byte[] rgb = street(90);
                draw(rgb, left, (7 * left) % (HEIGHT - side), side, 125);
                draw(rgb, WIDTH - left - side, HEIGHT - side, side, 125);
                for (Window w : see(rgb)) {
                    shapes.add(List.of(w.width(), w.height()));
                    assertThat(
                                    holds(
                                            List.of(WHOLE),
                                            w.left(),
                                            w.top(),
                                            w.left() + w.width(),
                                            w.top() + w.height()))
                            .as("%s is inside", w)
                            .isTrue();
                }
            }
        }
        assertThat(shapes)
                .containsExactlyInAnyOrder(
                        List.of(320, 320), List.of(640, 640), List.of(WIDTH, 736));
    }

    @Test
    void whereAHeadIsKnownIsLookedAtThoughNothingMoves() {
        see(street(90));
        List<Window> windows = see(street(90), new Box(600, 300, 50, 60));
        assertThat(windows).hasSize(1);
        assertThat(holds(windows, 570, 264, 680, 396)).isTrue();
        assertThat(windows.get(0).pixels()).isLessThan(WHOLE.pixels() / 10);
    }

    /** Somebody who comes into sight too slowly for any two pictures to differ. */
    @Test
    void whatChangesSlowlyIsComparedWithWhatWasLookedAt() {
        see(street(90));
        byte[] rgb = street(90);
        draw(rgb, 600, 300, 40, 94);
        assertThat(see(rgb)).isEmpty();
        draw(rgb, 600, 300, 40, 98);
        assertThat(holds(see(rgb), 600, 300, 640, 340)).isTrue();
    }

    @Test
    void eachSecondEverythingIsLookedAt() {
        int whole = 0;
        for (int i = 0; i < 50; i++) {
            whole += see(street(90)).equals(List.of(WHOLE)) ? 1 : 0;
        }
        assertThat(whole).isEqualTo(10);
        at = at.plus(Duration.ofSeconds(1));
        assertThat(see(street(90))).containsExactly(WHOLE);
        at = at.minus(Duration.ofHours(1)); // a film that begins again
        assertThat(see(street(90))).containsExactly(WHOLE);
    }

    @Test
    void somebodyIsSeenWhoComesAsTheLightChangesALittle() {
        see(street(90));
        byte[] rgb = street(95);
        draw(rgb, 600, 300, 40, 110);
        List<Window> windows = see(rgb);
        assertThat(holds(windows, 600, 300, 640, 340)).as("%s", windows).isTrue();
    }

    @Test
    void framesALittleEarlyAndKeyFramesAreLookedAtWholeInTime() {
        int whole = 0;
        for (int i = 0; i < 50; i++) {
            at = at.minusMillis(2); // 198 apart
            whole += see(street(90)).equals(List.of(WHOLE)) ? 1 : 0;
        }
        assertThat(whole).isEqualTo(10);
        for (int i = 0; i < 5; i++) {
            at = at.plusMillis(760);
            assertThat(see(street(90))).as("960 ms apart").containsExactly(WHOLE);
        }
    }

    @Test
    void anotherPictureIsLookedAtWhole() {
        see(street(90));
        assertThat(see(street(100))).as("light").containsExactly(WHOLE);
        at = at.minusMillis(400);
        byte[] rgb = street(100);
        for (int i = 0; i < 8; i++) {
            draw(rgb, 100 + 150 * i, i % 2 == 0 ? 20 : 600, 60, 200);
        }
        assertThat(see(rgb)).as("a crowd").containsExactly(WHOLE);
    }

    /** Noise as of a camera by night: 8 levels a pixel. A head stands out of it. */
    @Test
    void noiseIsNoChangeAndHidesNobody() {
        Random random = new Random(7);
        see(noisy(random));
        for (int i = 0; i < 3; i++) {
            assertThat(see(noisy(random))).isEmpty();
        }
        see(noisy(random));
        see(noisy(random));
        byte[] rgb = noisy(random);
        draw(rgb, 600, 300, 24, 70);
        assertThat(holds(see(rgb), 600, 300, 624, 324)).isTrue();
    }

    private static byte[] noisy(Random random) {
        byte[] rgb = new byte[WIDTH * HEIGHT * 3];
        for (int i = 0; i < rgb.length; i += 3) {
            byte grey = (byte) Math.max(0, Math.min(255, 40 + 8 * random.nextGaussian()));
            rgb[i] = rgb[i + 1] = rgb[i + 2] = grey;
        }
        return rgb;
    }
}
