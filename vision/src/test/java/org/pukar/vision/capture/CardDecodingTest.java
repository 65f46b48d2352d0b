package org.pukar.vision.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pukar.vision.gpu.Gpu;

/** What NVDEC decodes, beside what the processor does: H.264 leaves a decoder no choice. */
@EnabledIf("org.pukar.vision.gpu.Card#here")
class CardDecodingTest {
    private static final Path SAMPLES =
            Path.of(System.getProperty("pukar.home", "..")).resolve("scenes/samples");

    /** A picture: its time in hundredths of a second, and its pixels' hash. */
    private record Shown(long at, int pixels) {}

    private static List<Shown> play(Path film, Gpu gpu, int most, IntFunction<Wanted> wish)
            throws Exception {
        List<Shown> shown = new ArrayList<>();
        int[] packets = {0};
        String file = film.toString();
        try (Deadline deadline = new Deadline(Duration.ofSeconds(60));
                Media media = Media.open(Address.of(file), file, deadline, 1, gpu)) {
            media.want(() -> wish.apply(packets[0]++), seconds -> {});
            while (shown.size() < most && media.grab()) {
                assertThat(media.isOnCard()).as("decoded on the card").isEqualTo(gpu != Gpu.none());
                shown.add(
                        new Shown(
                                Math.round(media.seconds() * 100),
                                Arrays.hashCode(media.pixels().bytes())));
            }
            assertThat(media.errors()).isZero();
        }
        return shown;
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
