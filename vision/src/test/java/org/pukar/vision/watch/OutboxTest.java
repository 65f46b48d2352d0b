package org.pukar.vision.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.pukar.base.GeoPoint;
import org.pukar.camera.Camera;
import org.pukar.evidence.Signal;
import org.pukar.vision.mask.Ring;

class OutboxTest {
    private static final Camera CAMERA = new Camera("c", "s", "C", new GeoPoint(0, 0), "", false);

    /** Refuses the first offers, then takes and remembers. */
    private static final class MoodyTaker implements SignalTaker {
        final LinkedBlockingQueue<Instant> taken = new LinkedBlockingQueue<>();
        private int refusals;

        MoodyTaker(int refusals) {
            this.refusals = refusals;
        }

        @Override
        public void take(Signal signal, Camera camera, List<Ring.Shot> pictures) {
            if (refusals > 0) {
                refusals--;
                throw new IllegalStateException("the database is away");
            }
            taken.add(signal.at());
        }
    }

    @Test
    void signalsThatCouldNotBeTakenComeAgainInOrderAndOnce() throws Exception {
        MoodyTaker taker = new MoodyTaker(2);
        try (Outbox outbox = new Outbox(taker)) {
            for (int i = 0; i < 60; i++) {
                outbox.take(Signal.request("c", Instant.ofEpochSecond(i)), CAMERA, List.of());
            }
            for (int i = 0; i < 60; i++) {
                assertThat(taker.taken.poll(10, TimeUnit.SECONDS))
                        .isEqualTo(Instant.ofEpochSecond(i));
            }
            assertThat(taker.taken.poll(200, TimeUnit.MILLISECONDS)).isNull();
        }
    }
}
