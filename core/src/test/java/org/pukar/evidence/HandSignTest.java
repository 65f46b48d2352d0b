package org.pukar.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pukar.cue.Abstention;
import org.pukar.cue.Box;
import org.pukar.cue.Face;
import org.pukar.cue.FaceReading;
import org.pukar.cue.HandPoints;
import org.pukar.cue.HandReading;
import org.pukar.cue.Point;

/**
 * Hands by letters, one for each of five frames a second: o open, t thumb tucked, f folded, x
 * anything else, - not seen.
 */
class HandSignTest {
    private static final int SECONDS_30 = 150;

    private CameraWatch watch = CameraWatch.start();
    private final List<Signal> signals = new ArrayList<>();
    private int frame;

    private void play(String... hands) {
        for (int i = 0; i < hands[0].length(); i++) {
            List<HandReading> seen = new ArrayList<>();
            for (int h = 0; h < hands.length; h++) {
                if (hands[h].charAt(i) != '-') {
                    seen.add(new HandReading(1, hand(hands[h].charAt(i), 100 + 200.0 * h)));
                }
            }
            step(seen, true);
        }
    }

    private void step(List<HandReading> seen, boolean trusted) {
        Point p = new Point(200, 50);
        Face face = new Face(new Box(180, 20, 60, 70), new Face.Points(p, p, p, p, p, p), .9);
        CameraWatch.Step step =
                watch.add(
                        "cam-1",
                        Street.at(frame++),
                        List.of(FaceReading.abstained(face, Abstention.DARK)),
                        seen,
                        Street.SETTINGS,
                        trusted);
        watch = step.watch();
        signals.addAll(step.signals());
    }

    private static HandPoints hand(char shape, double x) {
        boolean folded = shape == 'f';
        List<HandPoints.Joint> joints = new ArrayList<>();
        List<Point> picture = new ArrayList<>();
        double thumb = shape == 't' ? 0 : shape == 'o' ? 9 : 3;
        for (int i = 0; i < HandPoints.COUNT; i++) {
            int finger = Math.floorDiv(i - 5, 4);
            double out = (i - 1) % 4;
            double across = i == 0 ? 0 : i < 5 ? thumb : 3 - 2 * finger;
            double up = i == 0 ? -8 : i < 5 ? -3 : folded && out > 1 ? 3 - out : 2 * out;
            joints.add(new HandPoints.Joint(across, -up, 0));
            picture.add(new Point(x + across, 200 - up));
        }
        return new HandPoints(picture, joints, .9);
    }

    @ParameterizedTest(name = "{0} ({2})")
    @CsvSource({
        "oootttfff, 1, as it is shown",
        "oooxtttxxfff, 1, what can't be told between two parts is no step back",
        "ooo--ttt-fff, 1, nor is a frame without the hand",
        "ooooooooottttttfffffffff, 1, slowly",
        "ooottttttttttttttttttttttttttfff, 1, folded 5.8 s after the palm was open",
        "ooottttttttttttttttttttttttttttfff, 0, folded after more than 6 s",
        "ooottfff, 0, the thumb not held",
        "oottfff, 0, nothing held",
        "oootttff, 0, the fold not held",
        "tttfff, 0, no open palm",
        "ooofff, 0, no tucked thumb",
        "fffttt, 0, backwards",
        "fffooottt, 0, another order",
        "ooofffttt, 0, folded before the thumb is tucked",
        "ooofffooofffooofff, 0, a hand that opens and closes",
        "oootttooo, 0, four, then five",
        "oootttoootttfff, 1, begun anew",
        "oooxxxxxxxxxtttfff, 1, 2.4 s without a telling shape",
        "ooo---------tttfff, 0, 2 s not seen: another hand"
    })
    void theSignIsItsThreePartsInOrderEachHeld(String hand, int made, String why) {
        play(hand);
        assertThat(signals).as(why).hasSize(made);
    }

    @Test
    void aSignSaysWhoseHandItWasAndNothingMore() {
        play("oootttfff");
        Signal signal = signals.get(0);
        assertThat(signal.rank()).isEqualTo(Rank.SIGN);
        assertThat(signal.track()).isEqualTo(1);
        assertThat(signal.looks()).isEmpty();
        assertThat(signal.at()).isEqualTo(Street.at(8));
    }

    @Test
    void eitherHandMakesItAndTheOtherDoesNotBreakIt() {
        play("xfoxfoxfo", "oootttfff");
        assertThat(signals).hasSize(1);
    }

    @Test
    void twoHandsDoNotMakeItTogether() {
        play("ooo---fff", "---ttt---");
        assertThat(signals).isEmpty();
    }

    @Test
    void oneThatIsMadeAgainStandsAndRingsOnce() {
        play("oootttfff" + "x".repeat(20) + "oootttfff");
        assertThat(signals).hasSize(1);
        play("x".repeat(SECONDS_30) + "oootttfff");
        assertThat(signals).hasSize(2);
    }

    @Test
    void aFrozenPictureAddsNothing() {
        for (char shape : "oootttfff".toCharArray()) {
            step(List.of(new HandReading(1, hand(shape, 100))), false);
        }
        assertThat(signals).isEmpty();
    }

    @Test
    void aHandOfAFaceThatIsNotFollowedIsNobodys() {
        for (char shape : "oootttfff".toCharArray()) {
            step(List.of(new HandReading(7, hand(shape, 100))), true);
        }
        assertThat(signals).isEmpty();
    }
}
