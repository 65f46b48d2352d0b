package org.pukar.server.safeguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Proof 7: whoever holds all that Pukar keeps of looks on two days cannot tell whether they show
 * the same person. Attacked is more than is kept: everything that is said of rendered people
 * outside the net, by somebody who knows which expression each look shows and has learnt from other
 * people.
 */
class LinkageTest {
    /** The goal of docs/safeguards.md; .5 is chance. */
    private static final double MOST = .55;

    private static TwoDays days;

    @BeforeAll
    static void read() throws Exception {
        days = TwoDays.read();
        assertThat(days.people()).isGreaterThanOrEqualTo(200);
    }

    private static Map<String, Separation> attacks(double[][] rows, double ridge) {
        List<double[][]> distances = new ArrayList<>();
        List<double[][]> learnt = new ArrayList<>();
        for (String expression : TwoDays.EXPRESSIONS) {
            double[][] first = days.on(1, expression, rows);
            double[][] second = days.on(2, expression, rows);
            distances.add(Linking.byDistance(first, second));
            learnt.add(Linking.byLearning(first, second, ridge));
        }
        double[][] first = days.on(1, rows);
        double[][] second = days.on(2, rows);
        Map<String, Separation> found = new LinkedHashMap<>();
        found.put("one look, distance", Separation.of(distances));
        found.put("one look, learnt", Separation.of(learnt));
        found.put(
                "a whole day, distance",
                Separation.of(List.<double[][]>of(Linking.byDistance(first, second))));
        found.put(
                "a whole day, learnt",
                Separation.of(List.<double[][]>of(Linking.byLearning(first, second, ridge))));
        return found;
    }

    @Test
    void fromAllThatIsKeptOfLooksNobodyCanTellWhetherTwoDaysShowTheSamePerson() throws Exception {
        Map<String, Separation> found = attacks(days.outputs(), .001);
        found.forEach((attack, area) -> System.out.println("linkage, " + attack + ": " + area));
        assertThat(found)
                .allSatisfy(
                        (attack, area) ->
                                assertThat(area.area()).as(attack).isLessThanOrEqualTo(MOST));
    }

    @Test
    void whatIsSaidComesInStepsOfAFiftieth() throws Exception {
        for (double[] row : days.outputs()) {
            for (double logarithm : row) {
                double fiftieths = (Math.exp(logarithm) - TwoDays.LEAST) * 50;
                assertThat(fiftieths).isEqualTo(Math.rint(fiftieths), within(1e-6));
            }
        }
    }

    /** The same attacks do tell people apart from what Pukar does not keep: so they can fail. */
    @Test
    void theSameAttacksLinkPeopleByTheirFacesThemselves() {
        Map<String, Separation> found = attacks(days.blocks(), .02);
        found.forEach((attack, area) -> System.out.println("faces, " + attack + ": " + area));
        assertThat(found)
                .anySatisfy(
                        (attack, area) ->
                                assertThat(area.low()).as(attack).isGreaterThan(MOST + .05));
    }
}
