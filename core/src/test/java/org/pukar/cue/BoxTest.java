package org.pukar.cue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoxTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0   | 0   | 0        | 10       | a box must have a width and a height above 0 pixels, got 0.0 x 10.0 at 0.0, 0.0
                    0   | 0   | 10       | -1       | a box must have a width and a height above 0 pixels, got 10.0 x -1.0 at 0.0, 0.0
                    0   | 0   | NaN      | 10       | a box must have a width and a height above 0 pixels, got NaN x 10.0 at 0.0, 0.0
                    NaN | 0   | 10       | 10       | a box must have a width and a height above 0 pixels, got 10.0 x 10.0 at NaN, 0.0
                    0   | NaN | 10       | 10       | a box must have a width and a height above 0 pixels, got 10.0 x 10.0 at 0.0, NaN
                    0   | 0   | Infinity | 10       | a box must have a width and a height above 0 pixels, got Infinity x 10.0 at 0.0, 0.0
                    """)
    void refusesWhatHasNoArea(
            double left, double top, double width, double height, String message) {
        assertThatThrownBy(() -> new Box(left, top, width, height))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    the same                | 0  | 0 | 10 | 10 | 1    | 1
                    apart                   | 20 | 0 | 10 | 10 | 0    | 0
                    side by side            | 10 | 0 | 10 | 10 | 0    | 0
                    corner to corner apart  | 11 | 11| 10 | 10 | 0    | 0
                    half over               | 5  | 0 | 10 | 10 | .3333| .5
                    inside                  | 2  | 2 | 5  | 5  | .25  | 1
                    around                  | -5 | -5| 20 | 20 | .25  | 1
                    """)
    void measuresWhatTwoBoxesShare(
            String what,
            double left,
            double top,
            double width,
            double height,
            double overlap,
            double containment) {
        Box box = new Box(0, 0, 10, 10);
        Box other = new Box(left, top, width, height);

        assertThat(box.overlap(other)).as(what).isEqualTo(overlap, within(.0001));
        assertThat(other.overlap(box)).as(what).isEqualTo(overlap, within(.0001));
        assertThat(box.containment(other)).as(what).isEqualTo(containment, within(.0001));
        assertThat(other.containment(box)).as(what).isEqualTo(containment, within(.0001));
    }

    @Test
    void growsAndMoves() {
        Box box = new Box(10, 20, 40, 60);

        assertThat(box.right()).isEqualTo(50);
        assertThat(box.bottom()).isEqualTo(80);
        assertThat(box.center()).isEqualTo(new Point(30, 50));
        assertThat(box.grown(.25)).isEqualTo(new Box(0, 5, 60, 90));
        assertThat(box.grown(0)).isEqualTo(box);
        assertThat(box.moved(-20, 5)).isEqualTo(new Box(-10, 25, 40, 60));
    }

    @Test
    void saysHowMuchOfItOthersCoverTogether() {
        Box box = new Box(10, 20, 40, 50);
        Box left = new Box(0, 0, 30, 100);
        assertThat(box.coveredBy(List.of())).isZero();
        assertThat(box.coveredBy(List.of(left))).isEqualTo(.5);
        assertThat(box.coveredBy(List.of(left, left))).isEqualTo(.5);
        assertThat(box.coveredBy(List.of(left, new Box(30, 0, 30, 45)))).isEqualTo(.75);
        assertThat(box.coveredBy(List.of(left, new Box(30, 0, 30, 100)))).isEqualTo(1);
    }
}
