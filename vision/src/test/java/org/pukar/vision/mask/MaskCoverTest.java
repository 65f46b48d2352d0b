package org.pukar.vision.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pukar.camera.Frame;
import org.pukar.camera.Pixels;
import org.pukar.cue.Box;
import org.pukar.cue.Face;
import org.pukar.cue.Point;
import org.pukar.evidence.Tracks;

/** A mask covers a quarter more than the head on each side, and nothing shines through. */
class MaskCoverTest {
    private static final Instant AT = Instant.parse("2026-11-25T12:00:00Z");
    private static final Box HEAD = new Box(60, 40, 40, 50);

    private static byte[] noise(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static Tracks tracks() {
        Point eye = new Point(80, 60);
        Face.Points points = new Face.Points(eye, eye, eye, eye, eye, eye);
        return Tracks.none().add(List.of(new Face(HEAD, points, .9)), AT).tracks();
    }

    @Test
    void whatIsUnderAMaskChangesNoByte() {
        for (long seed = 0; seed < 200; seed++) {
            byte[] one = noise(160 * 120 * 3, 1);
            byte[] other = one.clone();
            byte[] face = noise(one.length, seed + 2);
            Box covered = HEAD.grown(.25);
            for (int y = (int) covered.top(); y < covered.bottom(); y++) {
                for (int i = (y * 160 + (int) covered.left()) * 3;
                        i < (y * 160 + (int) covered.right()) * 3;
                        i++) {
                    other[i] = face[i];
                }
            }
            assertThat(masked(one, AT)).isEqualTo(masked(other, AT));
        }
    }

    @Test
    void aHeadThatIsNotFoundForTwoSecondsStaysCoveredAndMoreOfItIs() {
        List<Box> now = Masks.of(tracks(), AT);
        List<Box> later = Masks.of(tracks(), AT.plusSeconds(2));
        assertThat(now).hasSize(1);
        assertThat(later).isNotEmpty();
        assertThat(later.get(0).width()).isGreaterThan(now.get(0).width());
        assertThat(now.get(0).width()).isGreaterThanOrEqualTo(HEAD.width() * 1.5);
    }

    private static byte[] masked(byte[] rgb, Instant at) {
        return Picture.masked(
                        new Frame("c", AT, Pixels.ofRgb(160, 120, rgb.clone())),
                        Masks.of(tracks(), at),
                        160,
                        120)
                .pixels()
                .bytes();
    }
}
