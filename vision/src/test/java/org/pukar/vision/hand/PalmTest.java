package org.pukar.vision.hand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pukar.cue.HandPoints;
import org.pukar.cue.Point;
import org.pukar.vision.face.FaceCrop;

class PalmTest {
    private static final FaceCrop SQUARE = FaceCrop.around(new Point(500, 300), 0, 200);

    @Test
    void aPalmIsDecodedFromItsAnchorAndFoundOnce() {
        float[] boxes = new float[2016 * 18];
        float[] scores = new float[2016];
        java.util.Arrays.fill(scores, -10);
        // Row 3, column 5 of 24 x 24, both anchors: the same palm, 19.2 pixels of 192 wide.
        for (int anchor : new int[] {2 * (3 * 24 + 5), 2 * (3 * 24 + 5) + 1}) {
            boxes[anchor * 18 + 2] = 19.2f;
            boxes[anchor * 18 + 3] = 19.2f;
            boxes[anchor * 18 + 5] = 10; // the wrist below, the middle finger's root above
            boxes[anchor * 18 + 9] = -10;
            scores[anchor] = 2;
        }
        List<Palm> palms = Palm.of(FloatBuffer.wrap(boxes), FloatBuffer.wrap(scores), 18, .5);
        assertThat(palms).hasSize(1);
        assertThat(palms.get(0).box().center().x()).isCloseTo(5.5 / 24, within(1e-6));
        assertThat(palms.get(0).box().center().y()).isCloseTo(3.5 / 24, within(1e-6));
        FaceCrop hand = palms.get(0).hand(SQUARE);
        // 2.6 palms of a tenth of 200 pixels, half a palm above the palm's middle.
        assertThat(hand.side()).isCloseTo(52, within(1e-3));
        assertThat(hand.point(.5, .5).x()).isCloseTo(400 + 200 * 5.5 / 24, within(1e-3));
        assertThat(hand.point(.5, .5).y()).isCloseTo(200 + 200 * 3.5 / 24 - 10, within(1e-3));
        assertThat(hand.alongX()).isCloseTo(1, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 40, -70, 170})
    void aHandsSquareTurnsWithTheHand(double degrees) {
        double angle = Math.toRadians(degrees);
        List<Point> points = new ArrayList<>();
        List<HandPoints.Joint> joints = new ArrayList<>();
        for (int i = 0; i < HandPoints.COUNT; i++) {
            double along = i == 0 ? -5 : i < 5 ? -20 : -15 + 10 * Math.floorDiv(i - 5, 4);
            double down = i == 0 ? 40 : i < 5 ? 10 : -20.0 * ((i - 1) % 4);
            points.add(
                    new Point(
                            300 + along * Math.cos(angle) - down * Math.sin(angle),
                            200 + along * Math.sin(angle) + down * Math.cos(angle)));
            joints.add(new HandPoints.Joint(0, 0, 0));
        }
        FaceCrop square = Palm.again(new HandPoints(points, joints, 1));
        assertThat(square.alongX()).isCloseTo(Math.cos(angle), within(.02));
        assertThat(square.alongY()).isCloseTo(Math.sin(angle), within(.02));
        // The inner points reach from the wrist to the fingers' middle joints: 60 pixels.
        assertThat(square.side()).isCloseTo(120, within(2.));
    }
}
