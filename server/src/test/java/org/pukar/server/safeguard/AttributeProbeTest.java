package org.pukar.server.safeguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pukar.server.safeguard.TwoDays.Shown;

/**
 * Proof 8: what is said of a face outside the net tells nobody its skin or sex. Asked of rendered
 * people, by somebody who has learnt from others whose skin and sex they knew, and who also knows
 * which expression each look shows.
 */
class AttributeProbeTest {
    /** The goal of docs/safeguards.md; .5 is chance. */
    private static final double MOST = .55;

    /** Skin darker than the middle of Monk's ten steps; drawn as a man. */
    private static final Map<String, Predicate<Shown>> ATTRIBUTES =
            Map.of("skin", look -> look.skin() > 5, "sex", Shown::male);

    private static Stream<Arguments> asked() throws Exception {
        return TwoDays.all().stream()
                .flatMap(days -> ATTRIBUTES.keySet().stream().map(n -> Arguments.of(days, n)));
    }

    private static Map<String, Telling> probes(
            TwoDays days, double[][] rows, Predicate<Shown> attribute) {
        Map<String, Telling> found = new LinkedHashMap<>();
        found.put("any look", probe(days, rows, attribute, look -> true));
        for (String expression : TwoDays.EXPRESSIONS) {
            found.put(
                    expression,
                    probe(days, rows, attribute, l -> l.expression().equals(expression)));
        }
        return found;
    }

    private static Telling probe(
            TwoDays days, double[][] rows, Predicate<Shown> attribute, Predicate<Shown> which) {
        List<Shown> looks = days.looks();
        int[] chosen =
                IntStream.range(0, looks.size()).filter(i -> which.test(looks.get(i))).toArray();
        double[][] of = new double[chosen.length][];
        boolean[] isSo = new boolean[chosen.length];
        int[] person = new int[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            of[i] = rows[chosen[i]];
            isSo[i] = attribute.test(looks.get(chosen[i]));
            person[i] = chosen[i] * days.people() / looks.size();
        }
        return Telling.of(of, isSo, person);
    }

    @ParameterizedTest
    @MethodSource("asked")
    void fromAllThatIsSaidOfAFaceNobodyCanTellItsSkinOrSex(TwoDays days, String name) {
        Predicate<Shown> attribute = Objects.requireNonNull(ATTRIBUTES.get(name));
        Map<String, Telling> found = probes(days, Telling.squared(days.outputs()), attribute);
        found.forEach(
                (looks, told) ->
                        System.out.printf("probe, %s, %s, %s: %s%n", days, name, looks, told));
        assertThat(found)
                .allSatisfy(
                        (looks, told) ->
                                assertThat(told.right())
                                        .as("%s, %s, %s", days, name, looks)
                                        .isLessThanOrEqualTo(MOST));
    }

    @ParameterizedTest
    @MethodSource("asked")
    void theSameProbeTellsBothFromTheFaceItself(TwoDays days, String name) {
        Predicate<Shown> attribute = Objects.requireNonNull(ATTRIBUTES.get(name));
        Telling right = probe(days, days.blocks(), attribute, look -> true);
        System.out.printf("faces, %s, %s: %s%n", days, name, right);
        assertThat(right.low()).isGreaterThan(.6);
    }
}
