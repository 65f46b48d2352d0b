package org.pukar.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pukar.server.store.AccountStore.Bounds;

class SessionBoundsTest {
    private static final Instant BEGAN = Instant.parse("2026-11-25T08:00:00Z");

    private static boolean holds(Duration later, Instant sessionsFrom, boolean disabled) {
        Bounds bounds = new Bounds(Instant.EPOCH, sessionsFrom, disabled);
        return SessionBounds.holds(BEGAN, Optional.of(bounds), BEGAN.plus(later));
    }

    @Test
    void aSessionEndsAfterHalfADayWithAnotherPasswordAndWithTheAccount() {
        Duration hour = Duration.ofHours(1);
        assertThat(holds(hour, BEGAN, false)).isTrue();
        assertThat(holds(Duration.ofHours(12).minusMillis(1), BEGAN, false)).isTrue();
        assertThat(holds(Duration.ofHours(12), BEGAN, false)).isFalse();
        assertThat(holds(hour, BEGAN.plusMillis(1), false)).isFalse();
        assertThat(holds(hour, BEGAN, true)).isFalse();
        assertThat(SessionBounds.holds(BEGAN, Optional.empty(), BEGAN)).isFalse();
    }
}
