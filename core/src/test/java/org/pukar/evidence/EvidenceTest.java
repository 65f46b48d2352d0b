package org.pukar.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceTest {
    private static final EvidenceSettings SETTINGS = EvidenceSettings.standard();
    private static final double THRESHOLD = SETTINGS.threshold(1);

    private static Evidence after(String face) {
        Evidence evidence = Evidence.none();
        int frame = 0;
        for (String shown : Street.framesOf(face)) {
            evidence =
                    evidence.add(Street.at(frame++), Street.expression(shown), SETTINGS, THRESHOLD);
        }
        return evidence;
    }

    @Test
    void nothingSeenIsNoEvidence() {
        assertThat(Evidence.none().sum()).isZero();
        assertThat(Evidence.none().looks()).isEmpty();
    }

    @Test
    void readingsWithinASecondAreOneLook() {
        Evidence evidence = after("16f CALM");

        assertThat(evidence.looks()).extracting(Look::readings).containsExactly(5, 5, 5);
        assertThat(evidence.open()).hasSize(1);
    }

    @Test
    void aLookIsTheMedianOfItsReadings() {
        assertThat(after("2f FEAR .9, 3f CALM, 1f CALM").looks().get(0).distress()).isEqualTo(.01);
        assertThat(after("3f FEAR .9, 2f CALM, 1f CALM").looks().get(0).distress()).isEqualTo(.9);
        assertThat(after("2f FEAR .9, 1f FEAR .3, 2f CALM, 1f CALM").looks().get(0).distress())
                .isEqualTo(.3);
    }

    @Test
    void readingMoreOftenAddsNoEvidence() {
        Evidence slow = Evidence.none();
        Evidence fast = Evidence.none();
        for (int i = 0; i < 250; i++) {
            var shown = Street.expression(i < 150 ? "CALM" : "FEAR .9");
            fast = fast.add(Street.at(0).plusMillis(100L * i), shown, SETTINGS, THRESHOLD);
            if (i % 10 == 0) {
                slow = slow.add(Street.at(0).plusMillis(100L * i), shown, SETTINGS, THRESHOLD);
            }
        }

        assertThat(fast.sum()).isEqualTo(slow.sum(), within(1e-9));
    }

    /** ln((.9 + .01) / (.1 + .01)) = 2.1130 times .6254 plus 1.4266: distress.json's line. */
    @Test
    void aLookWeighsItsLogLikelihoodRatio() {
        assertThat(after("10s CALM, 1s FEAR .9, 1f CALM").sum()).isEqualTo(2.7481, within(.0001));
    }

    @Test
    void noLookWeighsMoreThanThreeAndAHalf() {
        assertThat(after("10s CALM, 1s FEAR 1, 1f CALM").sum()).isEqualTo(3.5, within(1e-9));
    }

    @Test
    void comesDownAsFastAsItRose() {
        Evidence high = after("10s CALM, 600s FEAR 1, 1f CALM");

        assertThat(high.sum()).isEqualTo(THRESHOLD + 3.5, within(1e-9));
        assertThat(after("10s CALM, 600s FEAR 1, 8s CALM").sum()).isZero();
    }

    @Test
    void neverFallsBelowZero() {
        assertThat(after("600s CALM").sum()).isZero();
    }

    @Test
    void keepsTheLastMinuteOfLooks() {
        assertThat(after("200s CALM").looks()).hasSize(60);
    }

    @Test
    void aFaceLearnsItsBaselineFromCalmLooksOnly() {
        Baseline calm = after("60s CALM, 1f CALM").baseline();
        Baseline afterFear = after("60s CALM, 100s FEAR .9, 1f CALM").baseline();

        assertThat(calm.logOdds()).isEqualTo(Math.log(.02), within(.1));
        assertThat(afterFear.logOdds()).isEqualTo(calm.logOdds(), within(.1));
        assertThat(Evidence.none().baseline().formed()).isFalse();
        assertThat(after("7s CALM").baseline().formed()).isTrue();
    }

    @Test
    void aFaceAtRestInDistressIsNotTakenForCalmBeyondAQuarter() {
        assertThat(after("600s FEAR .9").baseline().logOdds()).isEqualTo(-1.07);
    }

    @Test
    void theSameReadingsGiveEqualEvidence() {
        String face = "9s CALM, 3s FEAR .9, 2s ANGER .9, 5s CALM";

        assertThat(after(face)).isEqualTo(after(face));
    }

    /** ln(86,400 looks a day / budget), and ln 2 more for two faces at once. */
    @ParameterizedTest
    @CsvSource({"1, .1, 1, 13.6693", "1, .1, 2, 14.3624", "1, .1, 0, 13.6693", "2, 1, 1, 10.6736"})
    void theThresholdComesFromTheBudget(
            int lookSeconds, double budget, int tracks, double threshold) {
        assertThat(new EvidenceSettings(Duration.ofSeconds(lookSeconds), budget).threshold(tracks))
                .isEqualTo(threshold, within(.0001));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    199   | .1     | lookLength must be from 0.2 s to 10 s, got 0.199 s
                    10001 | .1     | lookLength must be from 0.2 s to 10 s, got 10.001 s
                    1000  | .0009  | falseAlarmsPerCameraDay must be in [0.001, 100], got 9.0E-4
                    1000  | NaN    | falseAlarmsPerCameraDay must be in [0.001, 100], got NaN
                    1000  | 100.1  | falseAlarmsPerCameraDay must be in [0.001, 100], got 100.1
                    """)
    void refusesSettingsOutOfRange(long lookMillis, double budget, String message) {
        assertThatThrownBy(() -> new EvidenceSettings(Duration.ofMillis(lookMillis), budget))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
