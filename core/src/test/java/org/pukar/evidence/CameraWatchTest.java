package org.pukar.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pukar.cue.FaceReading;

class CameraWatchTest {
    /** What the street shows, and the seconds within which each signal must come. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    nobody is there                          | 60s NOBODY                                     | -
                    calm for an hour                         | 3600s CALM                                     | -
                    a frown alone never alarms               | 1s ANGER .9                                    | -
                    anger from first sight never alarms      | 1800s ANGER .95                                | -
                    anger after calm never alarms            | 20s CALM, 1800s ANGER 1                        | -
                    sadness without fear never alarms        | 20s CALM, 1800s SADNESS 1                      | -
                    sadness from first sight never alarms    | 1800s SADNESS .9                               | -
                    laughter never alarms                    | 20s CALM, 600s HAPPINESS 1                     | -
                    surprise never alarms                    | 20s CALM, 600s SURPRISE 1                      | -
                    fear after nine seconds of calm          | 9s CALM, 20s FEAR .9                           | 13-16
                    strong fear takes four looks             | 9s CALM, 20s FEAR 1                            | 13-15
                    anguish: sadness with fear               | 9s CALM, 20s ANGUISH .7                        | 13-16
                    distress from first sight                | 20s FEAR .9                                    | 4-11
                    strong distress from first sight         | 20s FEAR 1                                     | 4-11
                    a face that always reads .5              | 1800s FEAR .5                                  | -
                    two seconds of fear are too few          | 20s CALM, 2s FEAR .9, 60s CALM                 | -
                    three seconds of fear are too few        | 20s CALM, 3s FEAR 1, 60s CALM                  | -
                    hidden faces say nothing                 | 9s CALM, 600s HIDDEN                           | -
                    hidden in between                        | 9s CALM, 2s FEAR .9, 5s HIDDEN, 20s FEAR .9    | 18-21
                    one signal while it stands               | 9s CALM, 600s FEAR .9                          | 13-16
                    a short calm is the same situation       | 9s CALM, 10s FEAR .9, 20s CALM, 20s FEAR .9    | 13-16
                    a new one after thirty seconds of calm   | 9s CALM, 10s FEAR .9, 45s CALM, 20s FEAR .9    | 13-16, 68-71
                    two in distress at once, one signal      | 9s CALM, 20s FEAR .9 / 9s CALM, 20s FEAR .9    | 13-17
                    one of two in distress                   | 9s CALM, 20s FEAR .9 / 29s CALM                | 13-17
                    someone leaves in distress               | 9s CALM, 3s FEAR .9, 30s NOBODY                | -
                    a frozen picture adds nothing            | 9s CALM, 600s FROZEN FEAR .9                   | -
                    it thaws                                 | 9s CALM, 60s FROZEN FEAR .9, 20s FEAR .9       | 73-76
                    """)
    void asksForALook(String what, String line, String expected) {
        List<Double> seconds = Street.played(line).seconds();

        List<String> windows = expected.equals("-") ? List.of() : List.of(expected.split(", "));
        assertThat(seconds).as(what).hasSameSizeAs(windows);
        for (int i = 0; i < windows.size(); i++) {
            String[] ends = windows.get(i).split("-", 2);
            assertThat(seconds.get(i))
                    .as(what)
                    .isBetween(Double.parseDouble(ends[0]), Double.parseDouble(ends[1]));
        }
    }

    /** The announcement's own question: a short frightened look is no signal, however often. */
    @ParameterizedTest
    @CsvSource({"1, 1", "1, 5", "2, 1", "2, 5", "2, 10", "3, 2", "3, 5", "3, 10"})
    void shortBurstsOfFearWithinCalmNeverSignal(int burst, int everySeconds) {
        String once = "%ds CALM, %df FEAR 1".formatted(everySeconds, burst);

        assertThat(Street.played("9s CALM, " + once.concat(", ").repeat(300) + "5s CALM").signals())
                .isEmpty();
    }

    @Test
    void abstentionsChangeNothingWhereverTheyComeIn() {
        List<String> shown = Street.framesOf("9s CALM, 2s FEAR .8, 3s CALM, 20s FEAR .9, 5s CALM");
        Random random = new Random(2021);
        Street plain = street(shown, List.of());
        assertThat(plain.signals()).hasSize(1);
        for (int round = 0; round < 200; round++) {
            List<Integer> before = new ArrayList<>();
            for (int i = 0; i < shown.size(); i++) {
                if (random.nextInt(3) == 0) {
                    before.add(i);
                }
            }
            Street with = street(shown, before);

            assertThat(with.signals()).isEqualTo(plain.signals());
            assertThat(with.watch().evidence()).isEqualTo(plain.watch().evidence());
        }
    }

    /** The frames as shown, with a hidden look at the face half a frame before some of them. */
    private static Street street(List<String> shown, List<Integer> hiddenBefore) {
        Street street = new Street();
        for (int i = 0; i < shown.size(); i++) {
            if (hiddenBefore.contains(i)) {
                street.frameBetween(reading("HIDDEN"));
            }
            street.frame(reading(shown.get(i)), true);
        }
        return street;
    }

    private static List<FaceReading> reading(String shown) {
        return Street.reading(Street.face(100, 60), shown).stream().toList();
    }

    @Test
    void theSameFramesGiveTheSameSignals() {
        String line = "9s CALM, 20s FEAR .9, 60s CALM, 20s FEAR .9 / 60s CALM, 30s ANGUISH .7";

        List<Signal> once = Street.played(line).signals();
        assertThat(once).hasSize(2).isEqualTo(Street.played(line).signals());
        assertThat(once).extracting(Signal::id).doesNotHaveDuplicates();
    }

    @Test
    void anotherCameraOrAnotherTimeGivesAnotherId() {
        Signal one = Signal.request("booth-1", Street.at(0));

        assertThat(Signal.request("booth-1", Street.at(0))).isEqualTo(one);
        assertThat(Signal.request("booth-2", Street.at(0)).id()).isNotEqualTo(one.id());
        assertThat(Signal.request("booth-1", Street.at(1)).id()).isNotEqualTo(one.id());
    }

    @Test
    void aStepLeavesWhatItStartedFromAsItWas() {
        CameraWatch before = Street.played("9s CALM, 4s FEAR .9").watch();
        CameraWatch same = Street.played("9s CALM, 4s FEAR .9").watch();

        CameraWatch.Step step =
                before.add(
                        "cam-1",
                        Street.at(65),
                        reading("FEAR .9"),
                        List.of(),
                        Street.SETTINGS,
                        true);

        assertThat(before).isEqualTo(same);
        assertThat(
                        same.add(
                                "cam-1",
                                Street.at(65),
                                reading("FEAR .9"),
                                List.of(),
                                Street.SETTINGS,
                                true))
                .isEqualTo(step);
    }

    @Test
    void aSignalTellsWhatWasSeen() {
        Signal signal = Street.played("9s CALM, 20s FEAR .9").signals().get(0);

        assertThat(signal.rank()).isEqualTo(Rank.EXPRESSION);
        assertThat(signal.cameraId()).isEqualTo("cam-1");
        assertThat(signal.track()).isEqualTo(1);
        assertThat(signal.threshold()).isEqualTo(Street.SETTINGS.threshold(1));
        assertThat(signal.score()).isGreaterThanOrEqualTo(signal.threshold());
        assertThat(signal.looks()).hasSizeBetween(13, 16);
        assertThat(signal.looks().get(signal.looks().size() - 1).sum()).isEqualTo(signal.score());
        assertThat(signal.looks().get(0).readings()).isEqualTo(5);
    }

    @Test
    void evidenceIsForgottenWithItsTrack() {
        assertThat(Street.played("9s CALM, 3s FEAR .9, 3s NOBODY").watch().evidence()).isEmpty();
    }
}
