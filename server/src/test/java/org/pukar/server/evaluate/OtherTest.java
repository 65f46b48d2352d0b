package org.pukar.server.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pukar.cue.Box;
import org.pukar.server.evaluate.Tally.Measure;

/** A clip of two frames with one head in distress, and what another program says of it. */
class OtherTest {
    private static final String FOUND =
            "{'clip':'c','frame':0,'faces':[{'box':[10,10,40,50],'distress':0.9}]}";
    private static final String NONE = "{'clip':'c','frame':1,'faces':[]}";

    @TempDir private Path folder;

    private static Truth truth() {
        Truth.Head head = new Truth.Head(1, Optional.of(new Box(10, 10, 40, 50)), 40, 1);
        return ClipReadingTest.clip(new Truth.Span(0, 1), List.of(), 2, head);
    }

    private Other other(String... lines) throws Exception {
        Path file = folder.resolve("other.jsonl");
        Files.writeString(file, String.join("\n", lines).replace('\'', '"'));
        return Other.read("other", file, List.of(truth()));
    }

    @Test
    void itsFacesAreCountedInTheFramesThatPukarRead() throws Exception {
        ClipResult mine = new ClipResult("c", .4);
        mine.looked(0);
        mine.looked(1);
        Results results =
                Results.of(List.of(mine)).beside(List.of(other(NONE, FOUND)), List.of(truth()));
        Tally theirs = results.others().values().iterator().next().total().all();
        assertThat(theirs.share(Measure.FOUND)).isEqualTo(new Share(1, 2));
        assertThat(theirs.share(Measure.DISTRESS_READ)).isEqualTo(new Share(1, 1));
        assertThat(theirs.share(Measure.COVERED).known()).isFalse();
        assertThat(theirs.share(Measure.SIGNALLED).known()).isFalse();
    }

    @Test
    void aFaceWithoutDistressIsFoundAndNotRead() throws Exception {
        Tally theirs =
                ClipReading.of(
                                truth(),
                                List.of(0),
                                other(FOUND.replace(",'distress':0.9", ""), NONE).faces("c"))
                        .all();
        assertThat(theirs.share(Measure.FOUND)).isEqualTo(new Share(1, 1));
        assertThat(theirs.share(Measure.READ)).isEqualTo(new Share(0, 1));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'clip':'c' | 'clip':'d' | clip must be one of DIR's, got d",
                "'frame':1 | 'frame':2 | frame must be a number in [0, 1], got 2",
                "'frame':1 | 'frame':0 | a frame must be there once, got c 0",
                "'frame':1 | 'frame':0.5 | frame must be a whole number, got 0.5",
                "'faces':[] | 'faces':[{'box':[1,1,-2,2]}] | a face must have a box with a width",
                "'faces':[] | 'faces':[{'box':[1,1,2,2],'distres':1}] | a face must have a box"
                        + " with",
                "'faces':[] | 'faces':3 | faces must be a list, got 3",
                "'faces':[] | 'faces':[{'box':[1]}] | box must be four numbers: left, top, width,"
                        + " height, got [1]",
                "'faces':[] | 'faces':[{'box':[1,1,2,2],'distress':2}] | distress must be a number"
                        + " in [0, 1], got 2",
            })
    void aLineThatDoesNotFitIsRefused(String was, String is, String why) {
        assertThatThrownBy(() -> other(FOUND, NONE.replace(was, is)))
                .isInstanceOf(TruthException.class)
                .hasMessageStartingWith(why)
                .hasMessageContaining("other.jsonl:2)");
    }

    @Test
    void itsNameIsItsOwnAndItsFileThere() {
        assertThatThrownBy(() -> Other.read("Pukar", folder.resolve("x"), List.of()))
                .hasMessageStartingWith("another program's name must be one of its own, got Pukar");
        assertThatThrownBy(() -> Other.read("x", folder.resolve("none.jsonl"), List.of()))
                .hasMessageStartingWith("another program's file must be there, got none")
                .hasMessageContaining("none.jsonl");
    }

    @Test
    void everyFrameMustBeThere() {
        assertThatThrownBy(() -> other(FOUND))
                .hasMessageStartingWith("every frame of every clip must be there, 2 of c, got 1");
        assertThatThrownBy(() -> other("")).hasMessageContaining("2 of c, got 0");
    }
}
