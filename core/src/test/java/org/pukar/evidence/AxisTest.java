package org.pukar.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AxisTest {
    @Test
    void standsWhereItWasSeenAtFirst() {
        assertThat(Axis.at(100, 2, 30)).isEqualTo(new Axis(100, 0, 4, 0, 900));
    }

    @Test
    void stillTimeChangesNothing() {
        Axis axis = new Axis(100, 5, 4, 3, 9);

        assertThat(axis.after(0, 7)).isEqualTo(axis);
    }

    /** x + vt; P = F P F' + G G' a² with F = (1 t; 0 1), G = (t²/2; t), worked out by hand. */
    @Test
    void movesOnAsTheFormulasSay() {
        assertThat(new Axis(100, 5, 4, 3, 9).after(2, 10))
                .isEqualTo(new Axis(110, 5, 4 + 2 * 2 * 3 + 4 * 9 + 400, 3 + 2 * 9 + 400, 9 + 400));
    }

    /** Gain P/(P+r²) = 4/5 and 3/5, worked out by hand. */
    @Test
    void learnsFromASightAsTheFormulasSay() {
        Axis seen = new Axis(100, 5, 4, 3, 9).seenAt(110, 1);

        assertThat(seen.position()).isEqualTo(108, within(1e-12));
        assertThat(seen.velocity()).isEqualTo(11, within(1e-12));
        assertThat(seen.positionVariance()).isEqualTo(.8, within(1e-12));
        assertThat(seen.covariance()).isEqualTo(.6, within(1e-12));
        assertThat(seen.velocityVariance()).isEqualTo(9 - .6 * 3, within(1e-12));
    }

    /**
     * Without acceleration and with a wide first guess the filter is the least-squares line:
     * through 0, 10, 20, 31 at 0 to 3 s that is -.2 + 10.3 t (normal equations, by hand).
     */
    @Test
    void findsTheLeastSquaresLineOfASteadyWalk() {
        Axis axis = Axis.at(0, 1, 1e6);
        for (double seen : new double[] {10, 20, 31}) {
            axis = axis.after(1, 0).seenAt(seen, 1);
        }

        assertThat(axis.position()).isEqualTo(-.2 + 3 * 10.3, within(1e-5));
        assertThat(axis.velocity()).isEqualTo(10.3, within(1e-5));
        assertThat(axis.positionVariance()).isEqualTo(.7, within(1e-5));
        assertThat(axis.velocityVariance()).isEqualTo(.2, within(1e-5));
    }
}
