package org.pukar.server.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Against the bounds that tables of the Poisson distribution give. */
class RateTest {
    @Test
    void noEventMeansUnderThreeInTheTimeWatched() {
        assertThat(new Rate(0, 1).upper()).isCloseTo(2.9957, within(1e-3));
        assertThat(new Rate(0, 2).upper()).isCloseTo(2.9957 / 2, within(1e-3));
    }

    @Test
    void eventsMoveTheBound() {
        assertThat(new Rate(1, 1).upper()).isCloseTo(4.7439, within(1e-3));
        assertThat(new Rate(10, 1).upper()).isCloseTo(16.9622, within(1e-3));
        assertThat(new Rate(500, 1).upper()).isBetween(537.0, 540.0);
        assertThat(new Rate(10, 4).perDay()).isEqualTo(2.5);
    }

    @Test
    void withoutTimeThereIsNoRate() {
        assertThat(new Rate(0, 0).known()).isFalse();
        assertThat(new Rate(0, 0).upper()).isInfinite();
        assertThatThrownBy(() -> new Rate(-1, 1)).hasMessageContaining("at least 0, got -1");
    }
}
