package org.pukar.server.safeguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Proof 7: whoever holds all that Pukar keeps of looks on two days cannot tell whether they show
 * the same person. Attacked is more than is kept: everything that is said of rendered people
 * outside the net, by somebody who knows which expression each look shows and has learnt from other
 * people.
 */
class LinkageTest {
    /** The goal of docs/safeguards.md; .5 is chance. */
    private static final double MOST = .55;

    private static final List<Double> FAINT = List.of(0., .002, .01);

    /** Of all but fear, in the order in which they are said. */
    private static final double[] STEPS = {.1, .1, .1, .05, .1, .1};

    private static List<TwoDays> ways() throws Exception {
        return TwoDays.all();
    }

    private static Map<String, Separation> attacks(TwoDays days, double[][] rows, double ridge) {
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

    @ParameterizedTest
    @MethodSource("ways")
    void fromAllThatIsKeptOfLooksNobodyCanTellWhetherTwoDaysShowTheSamePerson(TwoDays days) {
        assertThat(days.people()).isGreaterThanOrEqualTo(200);
        Map<String, Separation> found = attacks(days, days.outputs(), .001);
        found.forEach(
                (attack, area) -> System.out.printf("linkage, %s, %s: %s%n", days, attack, area));
        assertThat(found)
                .allSatisfy(
                        (attack, area) ->
                                assertThat(area.area()).as(attack).isLessThanOrEqualTo(MOST));
    }

    /** Which of the rest has what is left then follows from all else that is said. */
    @Test
    void whatIsSaidComesInStepsOfWhichFearsAloneAreFine() throws Exception {
        Set<Double> faint = new HashSet<>();
        for (TwoDays days : TwoDays.all()) {
            for (double[] row : days.outputs()) {
                double[] said =
                        DoubleStream.of(row)
                                .limit(7)
                                .map(l -> Math.exp(l) - TwoDays.LEAST)
                                .toArray();
                double fear = Math.rint(said[6] * 1000) / 1000;
                assertThat(said[6]).isEqualTo(fear, within(1e-9));
                if (fear < .015) {
                    faint.add(fear);
                } else {
                    assertThat(fear * 50).isEqualTo(Math.rint(fear * 50), within(1e-9));
                }
                long odd = 0;
                for (int i = 0; i < STEPS.length; i++) {
                    double steps = said[i] / STEPS[i];
                    odd += Math.abs(steps - Math.rint(steps)) > 1e-6 ? 1 : 0;
                }
                assertThat(odd).isLessThanOrEqualTo(1);
                if (row[7] > -1) { // something was said
                    assertThat(DoubleStream.of(said).sum()).isEqualTo(1, within(1e-9));
                }
            }
        }
        assertThat(faint).containsExactlyInAnyOrderElementsOf(FAINT);
    }

    /** The same attacks do tell people apart from what Pukar does not keep: so they can fail. */
    @ParameterizedTest
    @MethodSource("ways")
    void theSameAttacksLinkPeopleByTheirFacesThemselves(TwoDays days) {
        Map<String, Separation> found = attacks(days, days.blocks(), .02);
        found.forEach((attack, area) -> System.out.println("faces, " + attack + ": " + area));
        assertThat(found)
                .anySatisfy(
                        (attack, area) ->
                                assertThat(area.low()).as(attack).isGreaterThan(MOST + .05));
    }
}
