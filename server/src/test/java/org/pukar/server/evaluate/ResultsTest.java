package org.pukar.server.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.pukar.server.evaluate.Tally.Measure;
import org.xml.sax.InputSource;

class ResultsTest {
    /** A clip with two skins, of whose 50 heads each so many are found. */
    private static ClipResult clip(String name, int foundOf3, int foundOf8) {
        ClipResult clip = new ClipResult(name, 10);
        for (int i = 0; i < 50; i++) {
            clip.group(Dimension.SKIN, "3").count(Measure.FOUND, i < foundOf3);
            clip.group(Dimension.SKIN, "8").count(Measure.FOUND, i < foundOf8);
            clip.group(Dimension.WIDTH_STEP, "36 to 42").count(Measure.FOUND, i < foundOf3);
            clip.all().count(Measure.FOUND, i < foundOf3);
        }
        clip.all().delay(2.5);
        return clip;
    }

    @Test
    void aGapIsBetweenTheLargestAndTheSmallestShare() {
        List<ClipResult> clips = List.of(clip("a", 50, 40), clip("b", 40, 30), clip("c", 45, 35));
        Gap gap = Gap.of(Results.of(clips), Dimension.SKIN, Measure.FOUND).orElseThrow();
        assertThat(gap.most()).isEqualTo("3");
        assertThat(gap.least()).isEqualTo("8");
        assertThat(gap.value()).isCloseTo(.2, within(1e-9));
        // Every clip has the same gap, so drawing others changes nothing.
        assertThat(gap.interval().orElseThrow().low()).isCloseTo(.2, within(1e-9));
        assertThat(gap.interval().orElseThrow().high()).isCloseTo(.2, within(1e-9));
        assertThat(Gap.of(Results.of(clips), Dimension.SKIN, Measure.FOUND)).contains(gap);
    }

    @Test
    void aGapNeedsTwoGroupsAndItsIntervalThreeClipsOfEach() {
        List<ClipResult> one = List.of(clip("a", 50, 40), clip("b", 40, 30));
        assertThat(Gap.of(Results.of(one), Dimension.SKIN, Measure.FOUND).orElseThrow().interval())
                .isEmpty();
        assertThat(Gap.of(Results.of(one), Dimension.SEX, Measure.FOUND)).isEmpty();
        assertThat(Gap.of(Results.of(List.of()), Dimension.SKIN, Measure.FOUND)).isEmpty();
    }

    @Test
    void whereAllAreAlikeTheGapIsNoneAndWasMeasured() {
        List<ClipResult> clips = List.of(clip("a", 50, 50), clip("b", 40, 40), clip("c", 50, 50));
        Results results = Results.of(clips);
        Gap gap = Gap.of(results, Dimension.SKIN, Measure.FOUND).orElseThrow();
        assertThat(gap.value()).isZero();
        assertThat(gap.most()).isNotEqualTo(gap.least());
        assertThat(gap.interval().orElseThrow()).isEqualTo(new Gap.Interval(0, 0));
        assertThat(Summary.words(Dimension.SKIN, gap))
                .isEqualTo("none is above another [0.0 points, 0.0 points]");
        assertThat(ReportPage.of(results))
                .contains("No gap by skin, sex, what is worn or light is wider than chance")
                .contains("Gap: none is above another")
                .doesNotContain("two groups of 20 heads");
    }

    @Test
    void groupsComeInTheOrderThatPeopleExpect() {
        ClipResult clip = new ClipResult("a", 1);
        for (String group : List.of("10", "9", "72 and over", "under 36", "turban", "glasses")) {
            clip.group(Dimension.WEARS, group);
        }
        assertThat(clip.groups(Dimension.WEARS).keySet())
                .containsExactly("under 36", "9", "10", "72 and over", "glasses", "turban");
    }

    @Test
    void thePageIsWellFormedAndNeedsNothingElse() throws Exception {
        for (List<ClipResult> clips :
                List.of(
                        List.of(clip("<a & \"b\">", 50, 40), clip("b", 40, 30)),
                        List.of(new ClipResult("nobody", 1)))) {
            String page = ReportPage.of(Results.of(clips));
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(
                            new InputSource(
                                    new StringReader(page.substring(page.indexOf("<html")))));
            assertThat(page.replace("xmlns=\"http://www.w3.org/2000/svg\"", ""))
                    .doesNotContain("http")
                    .doesNotContain("<script")
                    .doesNotContain("<link")
                    .contains("rendered, not real");
        }
    }

    @Test
    void anotherProgramStandsBesideInEveryOutput() {
        Results results =
                new Results(
                        List.of(clip("a", 50, 40)),
                        clip("all", 50, 40),
                        Map.of("<other>", Results.of(List.of(clip("a", 30, 10)))));
        assertThat(Summary.lines(results)).contains("beside it, on the same frames: <other>");
        assertThat(ReportPage.of(results)).contains("Beside other programs", "&lt;other&gt;");
        assertThat(ResultsJson.of(results).get("others"))
                .extracting("<other>")
                .extracting("all")
                .extracting("found")
                .isEqualTo(
                        Map.of("hits", 30L, "of", 50L, "value", .6, "low", .4618, "high", .7239));
    }

    @Test
    void theSummarySaysWhatWasNotMeasured() {
        assertThat(Summary.lines(Results.of(List.of(new ClipResult("nobody", 1)))))
                .contains("heads found          not measured", "head pixels masked   not measured");
    }
}
