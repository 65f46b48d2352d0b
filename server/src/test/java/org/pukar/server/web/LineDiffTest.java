package org.pukar.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineDiffTest {
    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', ''",
        "a b c, a b c, ''",
        "a b c, a x c, -b +x",
        "a b, b, -a",
        "b, a b c, +a +c",
        "a a b, a b b, -a +b",
        "'', a, +a"
    })
    void whatWentAndWhatCame(String before, String after, String changed) {
        String found =
                LineDiff.of(lines(before), lines(after)).stream()
                        .map(l -> (l.came() ? "+" : "-") + l.text())
                        .collect(Collectors.joining(" "));
        assertThat(found).isEqualTo(changed);
    }

    /** The earlier text less what went, with what came, has the later one's lines. */
    @Test
    void whatChangedIsAllThatChanged() {
        Random random = new Random(1);
        for (int n = 0; n < 2_000; n++) {
            List<String> before = drawn(random);
            List<String> after = drawn(random);
            List<String> made = new ArrayList<>(before);
            for (LineDiff.Line line : LineDiff.of(before, after)) {
                if (line.came()) {
                    made.add(line.text());
                } else {
                    assertThat(made.remove(line.text())).isTrue();
                }
            }
            assertThat(made).containsExactlyInAnyOrderElementsOf(after);
        }
    }

    private static List<String> drawn(Random random) {
        return random.ints(random.nextInt(12), 0, 5).mapToObj(String::valueOf).toList();
    }
}
