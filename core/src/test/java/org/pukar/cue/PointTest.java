package org.pukar.cue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PointTest {
    @Test
    void measuresPixelsInAStraightLine() {
        assertThat(new Point(1, 2).distanceTo(new Point(1, 2))).isZero();
        assertThat(new Point(1, 2).distanceTo(new Point(4, 6))).isEqualTo(5);
    }

    @Test
    void findsThePointHalfWay() {
        assertThat(new Point(0, -2).middleTo(new Point(4, 6))).isEqualTo(new Point(2, 2));
    }
}
