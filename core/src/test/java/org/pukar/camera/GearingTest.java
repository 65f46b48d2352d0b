package org.pukar.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GearingTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static Instant after(double seconds) {
        return NOON.plusMillis(Math.round(seconds * 1000));
    }

    @Test
    void somebodyInViewIsFollowedUntilTenSecondsAfterTheyAreGone() {
        Gearing gearing = Gearing.idle();
        assertThat(gearing.gear(NOON)).isEqualTo(Gear.IDLE);
        gearing = gearing.add(NOON, true, Duration.ZERO);
        assertThat(gearing.gear(NOON)).isEqualTo(Gear.ACTIVE);
        gearing = gearing.add(after(5), true, Duration.ZERO).add(after(6), false, Duration.ZERO);
        assertThat(gearing.gear(after(14.9))).isEqualTo(Gear.ACTIVE);
        assertThat(gearing.gear(after(15))).isEqualTo(Gear.IDLE);
    }

    @Test
    void aPictureThatStandsIsLookedAtInFullBeforeItIsCalledFrozen() {
        Gearing gearing = Gearing.idle().add(NOON, false, Duration.ofMillis(1_900));
        assertThat(gearing.gear(NOON)).isEqualTo(Gear.IDLE);
        gearing = gearing.add(after(1), false, Duration.ofSeconds(2));
        assertThat(gearing.gear(after(1))).isEqualTo(Gear.ACTIVE);
        gearing = gearing.add(after(1.2), false, Duration.ZERO); // it was alive
        assertThat(gearing.gear(after(3))).isEqualTo(Gear.IDLE);
    }

    @Test
    void aClockThatIsSetBackAnHourKeepsNoCameraAwake() {
        Gearing gearing = Gearing.idle().add(NOON, true, Duration.ZERO);
        assertThat(gearing.gear(NOON.minusSeconds(3_600))).isEqualTo(Gear.IDLE);
    }
}
