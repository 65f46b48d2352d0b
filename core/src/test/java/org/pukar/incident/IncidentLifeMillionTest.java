package org.pukar.incident;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import org.pukar.evidence.Rank;

/** The same as {@link IncidentLifeTest}, a million times. */
@Tag("slow")
class IncidentLifeMillionTest {
    private static final int SEQUENCES = 1_000_000;
    private static int tried;

    @Property(tries = SEQUENCES, shrinking = ShrinkingMode.BOUNDED)
    void keepsItsPromisesAMillionTimes(@ForAll Rank rank, @ForAll("moves") int[] moves) {
        IncidentLifeTest.endOf(rank, moves);
        tried++;
    }

    @Provide
    Arbitrary<int[]> moves() {
        return IncidentLifeTest.anyMoves();
    }

    @AfterContainer
    static void thatManyWereTried() {
        assertThat(tried).isGreaterThanOrEqualTo(SEQUENCES);
    }
}
