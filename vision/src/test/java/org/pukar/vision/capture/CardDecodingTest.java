package org.pukar.vision.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pukar.vision.capture.Played.Shown;
import org.pukar.vision.gpu.Gpu;

/** What NVDEC decodes, beside what the processor does: H.264 leaves a decoder no choice. */
@EnabledIf("org.pukar.vision.gpu.Gpu#present")
class CardDecodingTest {
    private static final Path SAMPLES =
            Path.of(System.getProperty("pukar.home", "..")).resolve("scenes/samples");

    private static List<Shown> play(Path film, Gpu gpu, int most, IntFunction<Wanted> wish)
            throws Exception {
        return Played.of(film, gpu, most, wish).shown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bus-stop", "crossing-1080p25", "lane"})
    void everyPictureIsTheProcessorsToTheByte(String clip) throws Exception {
        Path film = SAMPLES.resolve(clip + ".mp4");
        Gpu card = Gpu.alone();
        List<Shown> expected = play(film, Gpu.none(), 110, n -> Wanted.PICTURE);
        assertThat(play(film, card, 110, n -> Wanted.PICTURE)).hasSize(110).isEqualTo(expected);
        assertThat(card.usable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bus-stop", "crossing-1080p25", "lane"})
    void keyFramesComeAlone(String clip) throws Exception {
        Path film = SAMPLES.resolve(clip + ".mp4");
        assertThat(play(film, Gpu.alone(), 3, n -> Wanted.KEY_FRAME))
                .hasSize(3)
                .isEqualTo(play(film, Gpu.none(), 3, n -> Wanted.KEY_FRAME));
    }

    /** Whenever it is woken, the very next picture is whole. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 13, 25, 60})
    void wokenBetweenKeyFramesItShowsWhatTheWholeFilmShows(int packets) throws Exception {
        Path film = SAMPLES.resolve("bus-stop.mp4");
        IntFunction<Wanted> wish = n -> n < packets ? Wanted.KEY_FRAME : Wanted.PICTURE;
        List<Shown> all = play(film, Gpu.none(), 110, n -> Wanted.PICTURE);
        int asleep = (packets + 24) / 25;
        List<Shown> awake = play(film, Gpu.alone(), asleep + 30, wish).subList(asleep, asleep + 30);
        int first = all.indexOf(awake.get(0));
        assertThat(awake).isEqualTo(all.subList(first, first + 30));
        assertThat(first).isBetween(packets - 2, packets + 4);
    }
}
