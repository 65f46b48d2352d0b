package org.pukar.server.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bus stop's clip with truths that are made here: 1280 x 720, 250 frames, 12.5 a second. */
class TruthsTest {
    private static final Path CLIP =
            Path.of(System.getProperty("pukar.home", ".."), "scenes/samples/bus-stop.mp4");
    private static final String FIRST =
            "{'type':'clip','name':'a','file':'a.mp4','width':1280,'height':720,'fps':12.5,'frames':250,'light':'day','weather':'clear','people':[{'id':1,'skin':6,'sex':'female','wears':[],'distress':[{'from':9,'until':20,'show':'fear'}],'signs':[]}]}";
    private static final String FRAME =
            "{'type':'frame','frame':%d,'at':0,'people':[{'id':1,'head':[10,20,30,40],'headWidth':30,'visible':1}]}";

    @TempDir private Path folder;

    @BeforeEach
    void copyTheClip() throws Exception {
        Files.copy(CLIP, folder.resolve("a.mp4"));
    }

    private Truths truths(List<String> lines) throws Exception {
        Files.writeString(
                folder.resolve("a.truth.jsonl"), String.join("\n", lines).replace('\'', '"'));
        return Truths.of(folder);
    }

    private static List<String> lines(String first, int frames) {
        List<String> lines = new ArrayList<>(List.of(first));
        for (int i = 0; i < frames; i++) {
            lines.add(FRAME.formatted(i));
        }
        return lines;
    }

    @Test
    void aTruthThatFitsIsRead() throws Exception {
        Truths truths = truths(lines(FIRST, 250));
        assertThat(truths.problems()).isEmpty();
        assertThat(truths.sound()).hasSize(1);
        assertThat(truths.sound().get(0).frames()).hasSize(250);
        assertThat(truths.sound().get(0).person(1).spanAt(9)).isPresent();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'width':1280 | 'width':640 | width and height must be the video's, 1280 x 720, got"
                        + " 640 x 720",
                "'fps':12.5 | 'fps':25 | fps must be the video's, 12.50, got 25.0",
                "'frames':250 | 'frames':249 | frames must be the number of frame lines, 250, got"
                        + " 249",
                "'file':'a.mp4' | 'file':'b.mp4' | file must name a video beside its truth, got"
                        + " b.mp4",
                "'file':'a.mp4' | 'file':'../a.mp4' | file must name a video beside its truth, got"
                        + " ../a.mp4",
                "'name':'a' | 'name':'b' | name and file must be the truth's own, a and a.mp4, got"
                        + " b and a.mp4",
                "'type':'clip' | 'type':'frame' | a truth file's first line must be of type clip,"
                        + " got frame",
                "'type':'clip' | 'kind':'clip' | a truth file's first line must be of type clip,"
                        + " got no type",
                "'skin':6 | 'skin':11 | skin must be a number in [1, 10], got 11",
                "'until':20 | 'until':8 | until must be a number in [9, 1000000], got 8",
                "'people':[ | 'people':3,'x':[ | people must be a list, got 3",
                "'wears':[] | 'wears':[3] | wears must be a list of names, got 3",
                "'light':'day', | '' | every line must be a JSON object, got",
            })
    void aFirstLineThatDoesNotFitIsRefused(String was, String is, String why) throws Exception {
        Truths truths = truths(lines(FIRST.replace(was, is), 250));
        assertThat(truths.sound()).isEmpty();
        assertThat(truths.problems()).hasSize(1);
        assertThat(truths.problems().get(0))
                .startsWith(why)
                .contains("a.truth.jsonl:1)")
                .endsWith("; render the clip and its truth again");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'type':'frame' | 'type':'scene' | every line after the first must be of type"
                        + " frame, got scene",
                "'frame':7 | 'frame':8 | frames must be counted from 0 without a gap, here 7, got"
                        + " 8",
                "'visible':1 | 'visible':1.2 | visible must be a number in [0, 1], got 1.2",
                "[10,20,30,40] | [10,20,30] | head must be four numbers: left, top, width, height,"
                        + " got [10,20,30]",
                "'id':1 | 'id':2 | a frame's people must be of the clip's people, each once, got id"
                        + " 2",
                "{'type' | 'type' | every line must be a JSON object, got",
            })
    void aFrameThatIsBrokenIsRefusedWithItsLine(String was, String is, String why)
            throws Exception {
        List<String> lines = lines(FIRST, 250);
        lines.set(8, lines.get(8).replace(was, is));
        assertThat(truths(lines).problems()).hasSize(1);
        assertThat(truths(lines).problems().get(0)).startsWith(why).contains("a.truth.jsonl:9)");
    }

    @Test
    void aTruthOfAnotherLengthIsRefused() throws Exception {
        assertThat(truths(lines(FIRST.replace("250", "240"), 240)).problems().get(0))
                .startsWith("frames must be the video's, 250, got 240");
    }

    @Test
    void anEmptyTruthAClipWithoutOneAndAFolderWithoutBothAreRefused() throws Exception {
        assertThat(truths(List.of("")).problems().get(0)).contains("got an empty file");
        Files.delete(folder.resolve("a.truth.jsonl"));
        assertThat(Truths.of(folder).problems().get(0))
                .startsWith("every clip must have its truth beside it, got none");
        Files.delete(folder.resolve("a.mp4"));
        assertThat(Truths.of(folder).problems().get(0))
                .startsWith("DIR must hold NAME.mp4 and NAME.truth.jsonl, got neither");
        assertThat(Truths.of(folder.resolve("none")).problems().get(0))
                .startsWith("DIR must be a folder");
    }

    @Test
    void whatIsNoVideoIsRefused() throws Exception {
        Files.writeString(folder.resolve("a.mp4"), "not a video at all");
        assertThat(truths(lines(FIRST, 250)).problems().get(0)).startsWith("file must be a video");
    }
}
