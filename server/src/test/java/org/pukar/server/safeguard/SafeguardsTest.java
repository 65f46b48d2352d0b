package org.pukar.server.safeguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pukar.server.safeguard.Safeguards.Case;
import org.pukar.server.safeguard.Safeguards.Named;
import org.pukar.server.safeguard.Safeguards.Row;
import org.pukar.server.safeguard.Safeguards.State;

/** docs/safeguards.md is the list: nothing in it is made up, nothing is left out. */
class SafeguardsTest {
    private static final Path HOME = Path.of(System.getProperty("pukar.home", ".."));

    @Test
    void everySafeguardAndEveryProofHasARow() throws IOException {
        List<String> wanted =
                Stream.concat(
                                IntStream.rangeClosed(1, 18).mapToObj(n -> "G" + n),
                                IntStream.rangeClosed(1, 10).mapToObj(n -> "P" + n))
                        .toList();
        assertThat(Safeguards.rows(HOME)).extracting(Row::id).containsExactlyElementsOf(wanted);
    }

    @Test
    void everyTestThatIsNamedIsThereOrTheRowSaysThatItIsNot() throws IOException {
        Map<String, Path> sources = Safeguards.sources(HOME);
        for (Row row : Safeguards.rows(HOME)) {
            assertThat(row.tests()).as(row.id()).isNotEmpty();
            for (Named test : row.tests()) {
                if (sources.containsKey(test.type())) {
                    String source =
                            Files.readString(Objects.requireNonNull(sources.get(test.type())));
                    test.method()
                            .ifPresent(
                                    m ->
                                            assertThat(source)
                                                    .as("%s: %s", row.id(), test)
                                                    .contains(m + "("));
                    assertThat(row.missing())
                            .as("%s: %s is there now", row.id(), test)
                            .doesNotContain("not merged yet: " + test.type());
                } else {
                    assertThat(row.missing())
                            .as("%s: %s is not there", row.id(), test)
                            .contains("not merged yet: " + test.type());
                }
            }
        }
    }

    @Test
    void aRowIsGreenOnlyOnceEachOfItsTestsRanAndIsGreen() {
        Row row =
                new Row(
                        "G1",
                        "a rule",
                        List.of(
                                new Named("OneTest", java.util.Optional.of("holds")),
                                new Named("TwoTest", java.util.Optional.empty())),
                        "");
        Case one = new Case("OneTest", "holds", "green", 1);
        Case other = new Case("OneTest", "another", "red", 1);
        Case two = new Case("TwoTest", "any", "green", 2);
        assertThat(Safeguards.result(row, List.of(one, other, two)).state()).isEqualTo(State.GREEN);
        assertThat(Safeguards.result(row, List.of(one)).state()).isEqualTo(State.NOT_SHOWN);
        assertThat(
                        Safeguards.result(
                                        row, List.of(one, new Case("TwoTest", "any", "skipped", 0)))
                                .state())
                .isEqualTo(State.NOT_SHOWN);
        Case red = new Case("TwoTest", "more", "red", 0);
        Case whole = new Case("OneTest", "", "red", 0);
        assertThat(Safeguards.result(row, List.of(one, two, red)).red()).containsExactly("TwoTest");
        assertThat(Safeguards.result(row, List.of(one, two, whole)).state()).isEqualTo(State.RED);
    }

    @Test
    void atLeastTwentyFiveChangesArePlantedAndEachNamesTestsThatAreThere() throws IOException {
        List<Planted> all = Planted.read(HOME);
        assertThat(all).hasSizeGreaterThanOrEqualTo(25);
        Map<String, Path> there = Safeguards.sources(HOME);
        for (Planted change : all) {
            assertThat(change.tests()).as(change.what()).isNotEmpty();
            for (String named : change.tests()) {
                String[] test = named.split("#", -1);
                assertThat(there).as(change.what()).containsKey(test[0]);
                if (test.length > 1) {
                    assertThat(Objects.requireNonNull(there.get(test[0])))
                            .as(change.what())
                            .content()
                            .contains(" " + test[1] + "(");
                }
            }
            for (Planted.Edit edit : change.edits()) {
                assertThat(edit.fits(HOME)).as("%s: %s", change.what(), edit.file()).isTrue();
            }
        }
    }
}
