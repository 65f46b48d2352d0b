package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchHeapTest {
    @Test
    void aThreadThatBeganCountsFromItsBeginningAndOneThatEndedNotAtAll() {
        BenchHeap before = new BenchHeap(Map.of(1L, 100L, 2L, 5000L));
        assertThat(new BenchHeap(Map.of(1L, 130L, 3L, 7L)).since(before)).isEqualTo(37);
    }

    @Test
    void whatThisThreadTakesIsSeen() {
        BenchHeap before = BenchHeap.now();
        byte[] taken = new byte[1_000_000];
        assertThat(BenchHeap.now().since(before)).isGreaterThanOrEqualTo(taken.length);
    }
}
