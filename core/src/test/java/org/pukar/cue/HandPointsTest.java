package org.pukar.cue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandPointsTest {
    /**
     * A right hand with its palm to the camera and its fingers up: roots at x 3, 1, -1 and -3 (the
     * index finger first), the wrist below.
     *
     * @param bend of the four fingers' middle joints, in degrees
     * @param thumb where its tip lies: 1 over the index finger's root, 0 over the little one's
     */
    static HandPoints hand(double bend, double thumb, double turned, boolean back) {
        List<HandPoints.Joint> joints = new ArrayList<>();
        joints.add(new HandPoints.Joint(0, 8, 0));
        for (int i = 1; i <= 4; i++) {
            joints.add(new HandPoints.Joint((6 * thumb - 3) * i / 4, 3, 0));
        }
        for (int finger = 0; finger < 4; finger++) {
            double x = 3 - 2 * finger;
            double on = Math.toRadians(bend);
            joints.add(new HandPoints.Joint(x, 0, 0));
            joints.add(new HandPoints.Joint(x, -3, 0));
            for (int i = 1; i <= 2; i++) {
                joints.add(
                        new HandPoints.Joint(x, -3 - 2 * i * Math.cos(on), -2 * i * Math.sin(on)));
            }
        }
        double angle = Math.toRadians(turned);
        List<Point> picture =
                joints.stream()
                        .map(
                                j -> {
                                    double along = back ? -j.x() : j.x();
                                    return new Point(
                                            200
                                                    + 10
                                                            * (along * Math.cos(angle)
                                                                    - j.y() * Math.sin(angle)),
                                            200
                                                    + 10
                                                            * (along * Math.sin(angle)
                                                                    + j.y() * Math.cos(angle)));
                                })
                        .toList();
        return new HandPoints(picture, joints, .9);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 45, -45, 90})
    void theSignsPartsAreToldHoweverTheHandIsTilted(double turned) {
        assertThat(hand(20, 1.8, turned, false).shape()).isEqualTo(HandShape.OPEN);
        assertThat(hand(20, .4, turned, false).shape()).isEqualTo(HandShape.THUMB_TUCKED);
        assertThat(hand(100, .4, turned, false).shape()).isEqualTo(HandShape.FOLDED);
    }

    @ParameterizedTest(name = "bend {0}, thumb {1}: {2}")
    @CsvSource({
        "64, 1.8, OPEN",
        "66, 1.8, OTHER",
        "69, .4, OTHER",
        "71, 1.8, FOLDED",
        "20, 1.31, OPEN",
        "20, 1.29, OTHER",
        "20, .86, OTHER",
        "20, .84, THUMB_TUCKED"
    })
    void inBetweenNothingIsTold(double bend, double thumb, HandShape shape) {
        assertThat(hand(bend, thumb, 0, false).shape()).isEqualTo(shape);
    }

    @Test
    void theBackOfAHandIsNoPalm() {
        assertThat(hand(20, 1.8, 0, true).shape()).isEqualTo(HandShape.OTHER);
        assertThat(hand(20, .4, 0, true).shape()).isEqualTo(HandShape.OTHER);
    }

    @Test
    void theBoxIsAroundAllPoints() {
        Box box = hand(0, 1, 0, false).box();
        assertThat(box.left()).isEqualTo(170);
        assertThat(box.right()).isEqualTo(230);
        assertThat(box.top()).isEqualTo(130);
        assertThat(box.bottom()).isEqualTo(280);
    }

    @Test
    void aHandHas21Points() {
        assertThatThrownBy(() -> new HandPoints(List.of(), List.of(), 1))
                .hasMessage("a hand must have 21 points, got 0 and 0");
    }
}
