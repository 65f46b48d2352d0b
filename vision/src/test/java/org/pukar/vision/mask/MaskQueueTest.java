package org.pukar.vision.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pukar.camera.Frame;
import org.pukar.camera.Pixels;
import org.pukar.cue.Box;
import org.pukar.cue.Face;
import org.pukar.cue.Point;
import org.pukar.evidence.Tracks;

class MaskQueueTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;

    /** White everywhere: what is not white was covered. */
    private static Frame frame(Instant at) {
        byte[] rgb = new byte[WIDTH * HEIGHT * 3];
        java.util.Arrays.fill(rgb, (byte) 0xff);
        return new Frame("c", at, Pixels.ofRgb(WIDTH, HEIGHT, rgb));
    }

    private static Face face(double x, double y) {
        Point point = new Point(x, y);
        return new Face(
                new Box(x - 20, y - 25, 40, 50),
                new Face.Points(point, point, point, point, point, point),
                .9);
    }

    private static boolean isCovered(Picture picture, int x, int y) {
        return picture.pixels().luma(x, y) != 255;
    }

    @Test
    void aHeadFoundOnceAndLostAgainIsCoveredInThePicturesFromBefore() {
        MaskQueue<Boolean> queue = new MaskQueue<>(WIDTH);
        Tracks tracks = Tracks.none();
        List<MaskQueue.Ready<Boolean>> ready = new ArrayList<>();
        Duration interval = Duration.ofMillis(200);
        for (int i = 0; i < 40; i++) {
            Instant at = START.plus(interval.multipliedBy(i));
            List<Face> faces = i == 10 ? List.of(face(160, 90)) : List.of();
            tracks = tracks.add(faces, at).tracks();
            ready.addAll(queue.add(frame(at), Masks.of(tracks, at), tracks, true));
        }
        ready.addAll(queue.finish(tracks));

        assertThat(ready).hasSize(40);
        for (MaskQueue.Ready<Boolean> picture : ready) {
            double seconds = Duration.between(START, picture.at()).toMillis() / 1000.0;
            boolean waitedFor = seconds <= 4; // covered while it lives, and in all that waited
            assertThat(isCovered(picture.picture(), 160, 90))
                    .as("covered at %s s", seconds)
                    .isEqualTo(waitedFor);
        }
    }

    @Test
    void picturesComeOutInTheirOrderAndOnce() {
        MaskQueue<Integer> queue = new MaskQueue<>(160);
        List<Integer> out = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            queue.add(frame(START.plusMillis(333L * i)), List.of(), Tracks.none(), i)
                    .forEach(ready -> out.add(ready.belongs()));
        }
        queue.finish(Tracks.none()).forEach(ready -> out.add(ready.belongs()));
        assertThat(out).hasSize(30).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aPictureIsFilledAgainOnceItIsGivenBackAndNotBefore() {
        MaskQueue<Integer> queue = new MaskQueue<>(WIDTH);
        List<byte[]> out = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            for (MaskQueue.Ready<Integer> ready :
                    queue.add(frame(START.plusMillis(200L * i)), List.of(), Tracks.none(), i)) {
                out.add(ready.picture().pixels().bytes());
                if (i >= 30) {
                    queue.done(ready.picture());
                }
            }
        }
        queue.finish(Tracks.none()).forEach(ready -> out.add(ready.picture().pixels().bytes()));
        List<byte[]> kept = out.subList(0, 15);
        assertThat(out.size()).isEqualTo(40);
        assertThat(Collections.disjoint(kept, out.subList(15, 40)))
                .isTrue(); // arrays equal only themselves
        assertThat(Set.copyOf(out).size()).isEqualTo(31);
    }
}
