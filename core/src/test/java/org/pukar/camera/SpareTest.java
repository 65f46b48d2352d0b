package org.pukar.camera;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpareTest {
    private final Spare spare = new Spare(2);

    @Test
    void whatWasGivenIsFilledAgainAndNeverByTwo() {
        byte[] first = spare.take(30);
        byte[] second = spare.take(30);
        assertThat(second).isNotSameAs(first);
        spare.give(first);
        assertThat(spare.take(30)).isSameAs(first);
        assertThat(spare.take(30)).isNotSameAs(first).isNotSameAs(second);
    }

    @Test
    void aStreamThatChangesItsSizeGetsRoomOfItsSize() {
        byte[] small = spare.take(30);
        spare.give(small);
        assertThat(spare.take(60)).hasSize(60);
        assertThat(spare.take(30)).isNotSameAs(small);
    }

    @Test
    void noMoreThanTwoAreKept() {
        byte[] third = new byte[30];
        spare.give(new byte[30]);
        spare.give(new byte[30]);
        spare.give(third);
        spare.take(30);
        spare.take(30);
        assertThat(spare.take(30)).isNotSameAs(third);
    }
}
