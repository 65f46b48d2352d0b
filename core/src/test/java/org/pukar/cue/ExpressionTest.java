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
    void whatIsToldSumsToOneEachAboutWhatItIsAndTheLikeliestStaysAhead() {
        Random random = new Random(1);
        for (int n = 0; n < 20_000; n++) {
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
                e.neutral(),
                e.happiness(),
                e.surprise(),
                e.sadness(),
                e.anger(),
                e.disgust(),
                e.fear()
            };
            assertThat(DoubleStream.of(told).sum()).isEqualTo(1, within(1e-9));
            if (p[6] < .015) {
                assertThat(told[6]).isIn(0., .002, .01).isEqualTo(p[6], within(.0051));
            } else {
                assertThat(told[6]).isEqualTo(p[6], within(.01001));
                assertThat(told[6] * 50).isEqualTo(Math.rint(told[6] * 50), within(1e-9));
            }
            double[] steps = {.1, .1, .1, .05, .1, .1};
            int odd = 0;
            int most = 0;
            int next = -1;
            for (int i = 0; i < 7; i++) {
                assertThat(told[i]).isBetween(0., 1.).isEqualTo(p[i], within(.151));
                double whole = i < 6 ? told[i] / steps[i] : 0;
                odd += Math.abs(whole - Math.rint(whole)) > 1e-9 ? 1 : 0;
                if (p[i] > p[most]) {
                    next = most;
                    most = i;
                } else if (i > 0 && (next < 0 || p[i] > p[next])) {
                    next = i;
                }
            }
            assertThat(odd).isLessThanOrEqualTo(1); // who has what is left
            if (p[most] > p[next] + .08) {
                for (int i = 0; i < 7; i++) {
                    assertThat(i == most ? -1 : told[i]).isLessThan(told[most]);
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
                    .07 .069 .067 .066 .065 .063 .6        | .1 .1 .1 .1 0 0 .6
                    # happiness lacks more, neutral is likelier
                    .31 .29 .1 .1 .1 .1 0                  | .4 .2 .1 .1 .1 .1 0
                    # what is left makes nobody likelier than fear
                    .376 .236 0 0 .01 0 .378               | .32 .3 0 0 0 0 .38
                    # nor sad
                    0 .7 .0599 .0001 0 0 .24               | 0 .76 0 0 0 0 .24
                    0 0 0 .98 .008 0 .012                  | 0 0 0 .99 0 0 .01
                    """)
    void isToldInSteps(String said, String told) {
        assertThat(of(said).inSteps()).isEqualTo(of(told));
    }

    private static Expression of(String words) {
        double[] p = Stream.of(words.split(" ")).mapToDouble(Double::parseDouble).toArray();
        return new Expression(p[0], p[1], p[2], p[3], p[4], p[5], p[6]);
    }
}
