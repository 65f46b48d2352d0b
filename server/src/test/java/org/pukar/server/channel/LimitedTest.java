package org.pukar.server.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LimitedTest {
    @Test
    void workThatHangsIsLeftBehindAndHoldsOneThreadOnly() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        Limited.Work deaf =
                () -> {
                    begun.incrementAndGet();
                    while (end.getCount() > 0) {
                        Thread.onSpinWait(); // hears no interrupt, as a socket does not
                    }
                };
        try (Limited limited = new Limited("test", Duration.ofMillis(100))) {
            assertThatThrownBy(() -> limited.run(deaf))
                    .isInstanceOf(DeliveryException.class)
                    .hasMessage("no answer within 0.1 s");
            for (int n = 0; n < 10; n++) {
                assertThatThrownBy(() -> limited.run(deaf))
                        .isInstanceOf(DeliveryException.class)
                        .hasMessage("the try before this one still hangs");
            }
            assertThat(begun).hasValue(1);
            end.countDown();
            while (true) {
                try {
                    limited.run(begun::incrementAndGet);
                    break;
                } catch (DeliveryException e) {
                    Thread.onSpinWait();
                }
            }
            assertThat(begun).hasValue(2);
        }
    }

    @Test
    void workThatFollowsAtOnceIsNeverTakenForWorkThatHangs() throws Exception {
        AtomicInteger done = new AtomicInteger();
        try (Limited limited = new Limited("test", Duration.ofSeconds(10))) {
            for (int n = 0; n < 100_000; n++) {
                limited.run(done::incrementAndGet);
            }
        }
        assertThat(done).hasValue(100_000);
    }

    @Test
    void waitsDoubleUpToFiveMinutesAndAreSpread() {
        UUID id = new UUID(0, 0);
        assertThat(Waits.after(1, id)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Waits.after(2, id)).isEqualTo(Duration.ofSeconds(2));
        assertThat(Waits.after(9, id)).isEqualTo(Duration.ofSeconds(256));
        for (int attempt = 10; attempt < 1000; attempt++) {
            assertThat(Waits.after(attempt, id)).isEqualTo(Duration.ofMinutes(5));
            assertThat(Waits.after(attempt, UUID.randomUUID()))
                    .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
        }
    }
}
