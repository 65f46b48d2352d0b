package org.pukar.server.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareTest {
    /** The closed form by hand: 0 of n ends at z²/(n + z²); 81 of 263: Newcombe 1998, table I. */
    @ParameterizedTest
    @CsvSource({
        "0, 10, 0, .2775",
        "10, 10, .7225, 1",
        "5, 10, .2366, .7634",
        "81, 263, .2553, .3662",
        "15, 148, .0624, .1605"
    })
    void agreesWithKnownIntervals(long hits, long of, double low, double high) {
        Share share = new Share(hits, of);
        assertThat(share.low()).isCloseTo(low, within(1e-4));
        assertThat(share.high()).isCloseTo(high, within(1e-4));
    }

    @Test
    void nothingCountedMayBeAnything() {
        assertThat(new Share(0, 0).known()).isFalse();
        assertThat(new Share(0, 0).low()).isZero();
        assertThat(new Share(0, 0).high()).isEqualTo(1);
    }

    @Test
    void moreHitsThanCountsAreRefused() {
        assertThatThrownBy(() -> new Share(2, 1))
                .hasMessage("a share's hits must be in [0, 1], got 2");
    }
}
