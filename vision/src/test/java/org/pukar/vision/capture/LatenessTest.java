package org.pukar.vision.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** A stream of 100 packets a second with a key frame every second, by times that the test says. */
class LatenessTest {
    private static final double PACKET = .01;

    private final Lateness lateness = new Lateness();
    private double stream = 7000;
    private double now = 3;
    private int number;
    private int skipped;

    /** Packets that lie there, each decoded so much later than the one before. */
    private void packets(int count, double apart) {
        packets(count, apart, 0);
    }

    /** The same, each waited for. */
    private void packets(int count, double apart, double waited) {
        for (int i = 0; i < count; i++) {
            stream += PACKET;
            now += apart;
            skipped += lateness.skips(stream, now, waited, number++ % 100 == 0) ? 1 : 0;
        }
    }

    @Test
    void whatComesInTimeIsNeverSkipped() {
        packets(100_000, PACKET, .8 * PACKET);
        assertThat(skipped).isZero();
        assertThat(lateness.seconds()).isCloseTo(0, within(1e-6));
    }

    @Test
    void afterASecondItSkipsUntilItHasCaughtUpAndGoesOnWithAKeyFrame() {
        packets(150, PACKET * 1.5); // nothing is waited for
        assertThat(lateness.seconds()).isCloseTo(.75, within(.01));
        assertThat(skipped).isZero();
        packets(60, PACKET * 1.5); // 1.05 s late
        assertThat(skipped).isPositive();
        int before = skipped;
        packets(90, 0); // nothing is decoded; to the next key frame
        assertThat(skipped).isEqualTo(before + 90);
        assertThat(lateness.skippedSeconds()).isCloseTo(skipped * PACKET, within(.02));
        packets(1, PACKET);
        assertThat(skipped).as("the key frame").isEqualTo(before + 90);
        packets(500, PACKET);
        assertThat(skipped).isEqualTo(before + 90);
    }

    @Test
    void aClockThatDriftsIsNotLate() {
        packets(20_000_000, PACKET * 1.0005, .5 * PACKET); // two and a half days, 100 s of drift
        assertThat(skipped).isZero();
    }

    /** Its clock says 25 a second where 20 come. */
    @Test
    void aClockThatIsFarTooFastIsNotLate() {
        packets(100_000, PACKET * 1.25, PACKET);
        assertThat(skipped).isZero();
        assertThat(lateness.seconds()).isLessThan(.5);
    }

    @Test
    void aStreamThatStoodStillAndComesOnAtItsPaceIsNotSkipped() {
        packets(1000, PACKET, .8 * PACKET);
        now += 20; // the camera stood still, its clock with it
        packets(1, 0, 20);
        packets(1000, PACKET, .8 * PACKET);
        assertThat(skipped).isZero();
    }

    /** Five times as fast as it is shown, as a decoder that has time to spare. */
    @Test
    void whatComesAtOnceAfterANetworkStoodStillIsDecoded() {
        packets(1000, PACKET, .8 * PACKET);
        now += 3;
        packets(300, PACKET / 5);
        packets(1000, PACKET, .8 * PACKET);
        assertThat(skipped).isZero();
    }

    /** By the times at which they are shown, B frames come after what follows them. */
    @Test
    void bFramesHideNoLateness() {
        for (int i = 0; i < 400; i++) {
            stream += 2 * PACKET;
            now += 2 * PACKET * 1.5;
            skipped += lateness.skips(stream, now, 0, i % 100 == 0) ? 1 : 0;
            skipped += lateness.skips(stream - PACKET, now, 0, false) ? 1 : 0;
        }
        assertThat(skipped).isPositive();
    }

    @Test
    void aClockThatIsSetIsNotLate() {
        packets(1000, PACKET, .8 * PACKET);
        stream -= 300;
        packets(1000, PACKET, .8 * PACKET);
        stream += 3000;
        packets(1000, PACKET, .8 * PACKET);
        assertThat(skipped).isZero();
    }
}
