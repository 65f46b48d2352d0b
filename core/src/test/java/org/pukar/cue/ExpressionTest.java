package org.pukar.cue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    what                       | neutral | happy | surprise | sad | anger | disgust | fear | distress
                    calm                       | 1       | 0     | 0        | 0   | 0     | 0       | 0    | 0
                    anger alone                | 0       | 0     | 0        | 0   | 1     | 0       | 0    | 0
                    anger, some sadness        | 0       | 0     | 0        | .4  | .6    | 0       | 0    | 0
                    laughter                   | 0       | 1     | 0        | 0   | 0     | 0       | 0    | 0
                    surprise                   | 0       | 0     | 1        | 0   | 0     | 0       | 0    | 0
                    disgust                    | 0       | 0     | 0        | 0   | 0     | 1       | 0    | 0
                    sadness alone              | 0       | 0     | 0        | 1   | 0     | 0       | 0    | 0
                    sadness, a trace of fear   | 0       | 0     | 0        | .98 | 0     | 0       | .02  | .118
                    sadness, half of it counts | .1      | 0     | 0        | .8  | 0     | 0       | .1   | .5
                    sadness with fear          | 0       | 0     | 0        | .8  | 0     | 0       | .2   | 1
                    fear and sadness by halves | 0       | 0     | 0        | .5  | 0     | 0       | .5   | 1
                    fear alone                 | 0       | 0     | 0        | 0   | 0     | 0       | 1    | 1
                    fear and calm              | .6      | 0     | 0        | 0   | 0     | 0       | .4   | .4
                    fear and anger             | 0       | 0     | 0        | 0   | .7    | 0       | .3   | .3
                    anger, sadness, some fear  | 0       | 0     | 0        | .3  | .6    | 0       | .1   | .25
                    """)
    void readsDistressFromFearAndFromSadnessOnlyWithFear(
            String what,
            double neutral,
            double happiness,
            double surprise,
            double sadness,
            double anger,
            double disgust,
            double fear,
            double distress) {
        Expression expression =
                new Expression(neutral, happiness, surprise, sadness, anger, disgust, fear);

        assertThat(expression.distress()).as(what).isEqualTo(distress, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    NaN | 0      | a probability must be in [0, 1], got NaN
                    -.1 | 1.1    | a probability must be in [0, 1], got -0.1
                    0   | 1.0011 | a probability must be in [0, 1], got 1.0011
                    0   | 0      | the probabilities of an expression must sum to 1, got 0.0
                    .5  | .498   | the probabilities of an expression must sum to 1, got 0.998
                    .5  | .502   | the probabilities of an expression must sum to 1, got 1.002
                    1   | 1      | the probabilities of an expression must sum to 1, got 2.0
                    """)
    void refusesWhatAreNoProbabilities(double neutral, double fear, String message) {
        assertThatThrownBy(() -> new Expression(neutral, 0, 0, 0, 0, 0, fear))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({".5, .4995", ".5, .5005", "0, 1.0005"})
    void takesTheRoundingOfANet(double neutral, double fear) {
        assertThat(new Expression(neutral, 0, 0, 0, 0, 0, fear).distress()).isBetween(0.0, 1.0);
    }

    @Test
    void toldInStepsItSumsToOneEachWithinAStepAndFearFinestWhileTheLikeliestStaysTheLikeliest() {
        double[] steps = {.1, .1, .1, .05, .1, .1};
        Random random = new Random(1);
        for (int n = 0; n < 10_000; n++) {
            double[] p = new double[7];
            double sum = 0;
            for (int i = 0; i < 7; i++) {
                p[i] = Math.pow(random.nextDouble(), 1 + n % 8);
                sum += p[i];
            }
            sum *= 1 + (random.nextDouble() - .5) * .0019; // a net's rounding
            for (int i = 0; i < 7; i++) {
                p[i] = Math.min(1, p[i] / sum);
            }
            Expression e = new Expression(p[0], p[1], p[2], p[3], p[4], p[5], p[6]).inSteps();
            double[] told = {
                e.neutral(), e.happiness(), e.surprise(), e.sadness(), e.anger(), e.disgust()
            };
            if (p[6] < .015) {
                assertThat(e.fear()).isIn(0., .002, .01).isEqualTo(p[6], within(.0051));
            } else {
                assertThat(e.fear()).isEqualTo(p[6], within(.01001));
                assertThat(e.fear() * 50).isEqualTo(Math.rint(e.fear() * 50), within(1e-9));
            }
            assertThat(DoubleStream.of(told).sum() + e.fear()).isEqualTo(1, within(1e-9));
            int first = 0;
            for (int i = 1; i < 6; i++) {
                first = p[i] > p[first] ? i : first;
            }
            for (int i = 0; i < 6; i++) {
                if (i != first) {
                    double whole = told[i] / steps[i];
                    assertThat(whole).isEqualTo(Math.rint(whole), within(1e-9));
                    assertThat(told[i]).isBetween(0., p[i] + steps[i]);
                    assertThat(told[i]).isGreaterThan(p[i] - steps[i] - 1e-9);
                    assertThat(told[i]).isLessThan(Math.max(told[first], 1e-9));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # neutral, happiness, surprise, sadness, anger, disgust, fear | as told
                    0 0 0 0 0 0 1                          | 0 0 0 0 0 0 1
                    .97 .01 .01 0 0 0 .01                  | .99 0 0 0 0 0 .01
                    .5 .2 .1 .08 .05 .04 .03               | .56 .2 .1 .1 0 0 .04
                    .26 .25 .17 .16 .09 .05 .02            | .33 .2 .2 .15 .1 0 .02
                    .27 .26 .26 .05 .02 0 .14              | .31 .3 .2 .05 0 0 .14
                    .07 .069 .067 .066 .065 .063 .6        | .15 .1 .1 .05 0 0 .6
                    """)
    void isToldInSteps(String said, String told) {
        assertThat(of(said).inSteps()).isEqualTo(of(told));
    }

    private static Expression of(String words) {
        double[] p = Stream.of(words.split(" ")).mapToDouble(Double::parseDouble).toArray();
        return new Expression(p[0], p[1], p[2], p[3], p[4], p[5], p[6]);
    }
}
