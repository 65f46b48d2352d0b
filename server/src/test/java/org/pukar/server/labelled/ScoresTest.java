package org.pukar.server.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pukar.server.labelled.Scores.Judged;
import org.pukar.server.labelled.Scores.Scored;

/** Figures against values worked out by hand. */
class ScoresTest {
    private static List<Scored> scored(double[] yes, double[] no) {
        return Stream.concat(
                        Arrays.stream(yes).mapToObj(s -> new Scored(s, true)),
                        Arrays.stream(no).mapToObj(s -> new Scored(s, false)))
                .toList();
    }

    /** Surest class 0 of seven with that probability. */
    private static Judged sure(double confidence, boolean right) {
        double rest = (1 - confidence) / 6;
        return new Judged(
                new double[] {confidence, rest, rest, rest, rest, rest, rest}, right ? 0 : 1);
    }

    @Test
    void theAreaCountsPairsInTheRightOrderAndTiesHalf() {
        List<Scored> rows = scored(new double[] {.9, .5, .2}, new double[] {.5, .1});
        // pairs above: 2 + (half a tie + 1) + 1 = 4.5 of 6
        assertThat(Scores.auc(rows)).isCloseTo(4.5 / 6, within(1e-12));
        assertThat(Scores.auc(scored(new double[] {1}, new double[] {}))).isNaN();
    }

    @Test
    void recallStandsAboveTheOnePercentOfOthers() {
        double[] no = IntStream.range(0, 200).mapToDouble(i -> i / 200.0).toArray();
        // two of 200 may pass: the third highest, .985, is the limit
        assertThat(Scores.recallAt(scored(new double[] {.986, .985, .5, 1}, no), .01))
                .isEqualTo(.5);
        // under a hundred others, none may pass
        assertThat(Scores.recallAt(scored(new double[] {.9, .7}, new double[] {.7, .1}), .01))
                .isEqualTo(.5);
    }

    @Test
    void calibrationIsTheGapBetweenSureAndRight() {
        List<Judged> rows = List.of(sure(.9, true), sure(.9, false), sure(.5, true));
        assertThat(Scores.calibrationError(rows)).isCloseTo((2 * .4 + .5) / 3, within(1e-9));
        assertThat(Scores.calibrationError(List.of())).isNaN();
    }

    @Test
    void brierIsZeroForATrueCertaintyAndTwoForAFalseOne() {
        assertThat(Scores.brier(List.of(sure(1, true)))).isZero();
        assertThat(Scores.brier(List.of(sure(1, false)))).isCloseTo(2, within(1e-9));
    }

    @Test
    void theSurestAnswersComeFirstAndPicturesWithoutAnAnswerAreNotCovered() {
        List<Scores.Risk> risks =
                Scores.risks(List.of(sure(.4, false), sure(.9, true), sure(.8, true)), 6);
        assertThat(risks)
                .containsExactly(
                        new Scores.Risk(1 / 6.0, 0),
                        new Scores.Risk(2 / 6.0, 0),
                        new Scores.Risk(.5, 1 / 3.0));
    }

    @Test
    void anEstimateHoldsItsValueBetweenItsEnds() {
        List<Integer> rows = IntStream.range(0, 400).mapToObj(i -> i % 4 == 0 ? 1 : 0).toList();
        Optional<Estimate> share =
                Estimate.of(
                        rows, r -> r.stream().mapToInt(Integer::intValue).average().orElseThrow());
        assertThat(share).isPresent();
        assertThat(share.get().value()).isEqualTo(.25);
        // 1.96 standard errors of a share of a quarter of 400: .042
        assertThat(share.get().low()).isCloseTo(.25 - .042, within(.012));
        assertThat(share.get().high()).isCloseTo(.25 + .042, within(.012));
        assertThat(Estimate.of(List.<Integer>of(), r -> 0.0)).isEmpty();
    }
}
