package org.pukar.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import org.pukar.evidence.Rank;

/** Any events in any order keep the promises of {@link Life}. */
class IncidentLifeTest {
    static final int SEQUENCES = 10_000;
    private static final Map<State, Integer> ends = new EnumMap<>(State.class);

    @Property(tries = SEQUENCES, shrinking = ShrinkingMode.BOUNDED)
    void keepsItsPromisesWhateverHappens(@ForAll Rank rank, @ForAll("moves") int[] moves) {
        ends.merge(endOf(rank, moves), 1, Integer::sum);
    }

    @Provide
    Arbitrary<int[]> moves() {
        return anyMoves();
    }

    static Arbitrary<int[]> anyMoves() {
        return Arbitraries.integers()
                .between(0, Life.MOVES - 1)
                .withoutEdgeCases()
                .array(int[].class)
                .ofMinSize(0)
                .ofMaxSize(60);
    }

    static State endOf(Rank rank, int[] moves) {
        Life life = new Life(rank);
        for (int move : moves) {
            life.happens(move);
        }
        State reached = life.incident().state();
        life.nobodyComes();
        return reached;
    }

    /** That many were really tried, and between them they came to every state. */
    @AfterContainer
    static void wentEverywhere() {
        assertThat(ends.values().stream().mapToInt(Integer::intValue).sum())
                .isGreaterThanOrEqualTo(SEQUENCES);
        assertThat(ends).containsOnlyKeys(State.values());
    }
}
