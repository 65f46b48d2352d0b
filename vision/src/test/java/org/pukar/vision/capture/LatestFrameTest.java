package org.pukar.vision.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.pukar.camera.Frame;
import org.pukar.camera.Pixels;

class LatestFrameTest {
    private static Frame frame(int second) {
        return new Frame("a", Instant.EPOCH.plusSeconds(second), Pixels.ofRgb(1, 1, new byte[3]));
    }

    @Test
    void givesNothingWhenNothingComes() {
        assertThat(new LatestFrame().take(Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void givesTheLatestOnceAndCountsThoseItReplaced() {
        LatestFrame latest = new LatestFrame();
        latest.put(frame(1));
        latest.put(frame(2));
        latest.put(frame(3));
        assertThat(latest.take(Duration.ZERO).orElseThrow().at())
                .isEqualTo(Instant.EPOCH.plusSeconds(3));
        assertThat(latest.take(Duration.ZERO)).isEmpty();
        assertThat(latest.dropped()).isEqualTo(2);
    }

    @Test
    void closingEndsAWait() throws Exception {
        LatestFrame latest = new LatestFrame();
        CompletableFuture<Boolean> waited =
                CompletableFuture.supplyAsync(() -> latest.take(Duration.ofMinutes(1)).isEmpty());
        latest.close();
        assertThat(waited.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(latest.closedWithin(Long.MAX_VALUE / 2)).isTrue();
    }
}
