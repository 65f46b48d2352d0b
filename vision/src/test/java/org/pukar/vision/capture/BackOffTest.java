package org.pukar.vision.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackOffTest {
    /** No spread at all: the middle of the range. */
    private static final RandomGenerator MIDDLE =
            new RandomGenerator() {
                @Override
                public long nextLong() {
                    return 1L << 63;
                }
            };

    @Test
    void doublesFromASecondToThirty() {
        BackOff backOff = new BackOff(MIDDLE);
        for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30, 30}) {
            assertThat(backOff.next()).isEqualTo(Duration.ofSeconds(seconds));
        }
    }

    @Test
    void staysAtThirtySecondsForEver() {
        BackOff backOff = new BackOff(MIDDLE);
        for (int i = 0; i < 100_000; i++) {
            backOff.next();
        }
        assertThat(backOff.next()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void spreadsByHalfEitherWay() {
        BackOff backOff = new BackOff(new Random(11));
        Set<Duration> waits = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            Duration wait = backOff.next();
            if (i >= 5) {
                assertThat(wait).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(45));
                waits.add(wait);
            }
        }
        assertThat(waits).hasSizeGreaterThan(900);
    }

    @Test
    void beginsAnewOnceTheCameraIsWell() {
        BackOff backOff = new BackOff(MIDDLE);
        backOff.next();
        backOff.next();
        backOff.reset();
        assertThat(backOff.next()).isEqualTo(Duration.ofSeconds(1));
    }
}
