package org.pukar.server.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small counts stay hidden, also from whoever subtracts. */
class HiddenTest {
    @ParameterizedTest
    @CsvSource({
        "5 6 7, 5 6 7",
        "3 6 7, - - 7", // else 3 would be the sum less 6 and 7
        "4 4 9, - - 9", // together 8: 0 to 8 each, as far as anybody can tell
        "1 1 9, - - -", // together 2 would be a small count itself
        "0 0 0, - - -",
        "0 9 8, - 9 -",
        "20 0 0 30, - - - 30",
        "2 100, - -"
    })
    void whatIsShown(String parts, String shown) {
        List<Long> counts = Stream.of(parts.split(" ")).map(Long::valueOf).toList();
        assertThat(Hidden.of(counts).stream().map(c -> c.map(String::valueOf).orElse("-")))
                .containsExactly(shown.split(" "));
    }

    @Test
    void nothingUnderFiveCanBeComputed() {
        Random random = new Random(3);
        for (int n = 0; n < 20_000; n++) {
            List<Long> parts =
                    random.longs(2 + random.nextInt(5), 0, 1 + random.nextInt(30)).boxed().toList();
            List<Optional<Long>> shown = Hidden.of(parts);
            long hidden = shown.stream().filter(Optional::isEmpty).count();
            long sum = parts.stream().mapToLong(p -> p).sum();
            long rest = sum - shown.stream().flatMap(Optional::stream).mapToLong(p -> p).sum();
            assertThat(shown.stream().flatMap(Optional::stream)).allMatch(p -> p >= 5);
            assertThat(hidden).as("%s", parts).isNotEqualTo(1);
            assertThat(hidden == 0 || rest >= 5 || Hidden.sum(parts).isEmpty())
                    .as("%s", parts)
                    .isTrue();
        }
    }

    @Test
    void noTableOfAPublicPageGivesASmallCountAway() {
        Random random = new Random(4);
        for (int n = 0; n < 5_000; n++) {
            PublicFigures shown = PublicFigures.of(drawn(random));
            Map<String, Long> known = new HashMap<>();
            for (PublicFigures.Table table : shown.tables()) {
                table.lines()
                        .forEach(
                                l ->
                                        l.count()
                                                .ifPresent(
                                                        c ->
                                                                known.put(
                                                                        table.title() + l.text(),
                                                                        c)));
                long hidden = table.lines().stream().filter(l -> l.count().isEmpty()).count();
                assertThat(hidden).isNotEqualTo(1);
                assertThat(table.sum()).as("a table whose sum is small is not shown").isPresent();
            }
            assertThat(known.values()).allMatch(c -> c >= 5);
            boolean sent = known.containsKey("public.becameCount.SENT");
            assertThat(shown.tables().stream().anyMatch(t -> t.title().equals("figures.found")))
                    .as("what was found is shown only where the number of those sent is")
                    .isEqualTo(sent);
        }
    }

    private static Figures drawn(Random random) {
        Map<Count, Long> counts = new HashMap<>();
        int most = 1 + random.nextInt(40);
        for (Count count :
                List.of(
                        Count.HELP_GIVEN,
                        Count.HELP_NOT_WANTED,
                        Count.NOBODY_THERE,
                        Count.NO_EMERGENCY,
                        Count.FOUND_UNKNOWN,
                        Count.DISMISSED,
                        Count.EXPIRED,
                        Count.WITHDRAWN)) {
            counts.put(count, (long) random.nextInt(most));
        }
        long sent =
                Stream.of(
                                Count.HELP_GIVEN,
                                Count.HELP_NOT_WANTED,
                                Count.NOBODY_THERE,
                                Count.NO_EMERGENCY,
                                Count.FOUND_UNKNOWN)
                        .mapToLong(c -> counts.getOrDefault(c, 0L))
                        .sum();
        counts.put(Count.SENT, sent);
        counts.put(Count.STOPPED_YES, sent / 3);
        counts.put(Count.STOPPED_NO, sent / 2);
        long all =
                sent
                        + Stream.of(Count.DISMISSED, Count.EXPIRED, Count.WITHDRAWN)
                                .mapToLong(c -> counts.getOrDefault(c, 0L))
                                .sum();
        counts.put(Count.INCIDENTS, all);
        counts.put(Count.SIGNS, all / 4);
        counts.put(Count.EXPRESSIONS, all - all / 4);
        return new Figures("s", counts, Map.of(), 0);
    }

    @Test
    void theBoundOnFalseAlarmsIsRoundedUpAndNeedsThirtyDays() {
        assertThat(of(0, 29).mostPerCameraDay()).isEmpty();
        assertThat(of(0, 30).mostPerCameraDay()).contains(.1);
        assertThat(of(2, 300).mostPerCameraDay()).contains(.05);
        assertThat(of(3000, 300).mostPerCameraDay()).contains(20.0);
    }

    private static PublicFigures of(long falseAlarms, double days) {
        return PublicFigures.of(
                new Figures("s", Map.of(Count.FALSE_EXPRESSIONS, falseAlarms), Map.of(), days));
    }
}
