package org.pukar.vision.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pukar.base.GeoPoint;
import org.pukar.camera.Camera;
import org.pukar.camera.Frame;
import org.pukar.camera.Gear;
import org.pukar.vision.capture.Played.Shown;
import org.pukar.vision.gpu.Gpu;

/** The idle gear: key frames alone, and what comes after them once somebody is there. */
@Tag("alone")
class SleepTest {
    private static final Path SAMPLES =
            Path.of(System.getProperty("pukar.home", "..")).resolve("scenes/samples");

    @TempDir Path folder;

    /** On the processor. */
    private static Played play(Path film, int most, IntFunction<Wanted> wish) throws Exception {
        return Played.of(film, Gpu.none(), most, wish);
    }

    /** The samples have B frames, and a key frame every two seconds. */
    @ParameterizedTest
    @ValueSource(strings = {"bus-stop", "crossing-1080p25", "lane"})
    void keyFramesComeAloneAndAreThoseOfTheWholeFilm(String clip) throws Exception {
        Path film = SAMPLES.resolve(clip + ".mp4");
        Played all = play(film, 110, n -> Wanted.PICTURE);
        Played keys = play(film, 3, n -> Wanted.KEY_FRAME);
        assertThat(keys.shown()).isNotEmpty().isSubsetOf(all.shown());
        assertThat(keys.shown()).extracting(Shown::at).allMatch(at -> at % 200 == 0);
        assertThat(keys.decoded()).isEqualTo(keys.shown().size());
        assertThat(play(film, 3, n -> Wanted.NOTHING)).isEqualTo(new Played(List.of(), 0));
    }

    /** Whenever it is woken, the very next picture is whole, and so are all that follow. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 13, 25, 60})
    void wokenBetweenKeyFramesItShowsWhatTheWholeFilmShows(int packets) throws Exception {
        Path film = SAMPLES.resolve("bus-stop.mp4"); // 12.5 frames a second: 25 from key to key
        List<Shown> all = play(film, 110, n -> Wanted.PICTURE).shown();
        int asleep = (packets + 24) / 25;
        List<Shown> awake =
                play(film, asleep + 30, n -> n < packets ? Wanted.KEY_FRAME : Wanted.PICTURE)
                        .shown()
                        .subList(asleep, asleep + 30);
        int first = all.indexOf(awake.get(0));
        assertThat(awake).isEqualTo(all.subList(first, first + 30));
        // A few pictures are on their way through the decoder when it is woken.
        assertThat(first).isBetween(packets - 2, packets + 4);
    }

    @Test
    void itFallsAsleepOnlyAtAKeyFrameSoThatItMayWakeBefore() throws Exception {
        Path film = SAMPLES.resolve("bus-stop.mp4");
        List<Shown> all = play(film, 60, n -> Wanted.PICTURE).shown();
        List<Shown> shown =
                play(film, 60, n -> n > 30 && n < 40 ? Wanted.KEY_FRAME : Wanted.PICTURE).shown();
        assertThat(shown).isEqualTo(all);
    }

    /** Five seconds from one key frame to the next: too long for somebody who needs help. */
    @Test
    void whereKeyFramesAreRareSomethingIsSeenEverySecond() throws Exception {
        Path film =
                Film.h264(320, 240)
                        .withGop(125)
                        .write(folder.resolve("rare.mp4"), 300, SleepTest::picture);
        Played played = play(film, 20, n -> Wanted.KEY_FRAME);
        List<Long> times = played.shown().stream().map(Shown::at).toList();
        assertThat(times.get(0)).isZero();
        assertThat(times.get(1)).as("hundredths of a second").isLessThan(300);
        for (int i = 2; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1)).isLessThanOrEqualTo(100);
        }
    }

    @Test
    void anIdleCameraGivesAFrameASecondAtMostAndAWokenOneFive() throws Exception {
        Path film =
                Film.mjpeg(320, 240) // every frame is a key frame
                        .write(folder.resolve("keys.avi"), 250, SleepTest::picture);
        Camera camera = new Camera("c", "s", "C", new GeoPoint(0, 0), film.toString(), true);
        try (LiveSource source =
                new LiveSource(camera, List.of(), InstantSource.system())
                        .shift(Gear.IDLE)
                        .start()) {
            assertThat(source.next()).isPresent();
            Instant begun = Instant.now();
            assertThat(count(source, begun.plusSeconds(4))).isBetween(3, 5);
            source.shift(Gear.ACTIVE);
            assertThat(count(source, begun.plusSeconds(6))).isBetween(7, 12);
            assertThat(source.decoded()).isLessThan(6 + 25 * 3);
        }
    }

    private static int count(LiveSource source, Instant until) {
        int frames = 0;
        while (Instant.now().isBefore(until)) {
            Optional<Frame> frame = source.next(Duration.between(Instant.now(), until));
            frames += frame.isPresent() ? 1 : 0;
        }
        return frames;
    }

    private static byte[] picture(int frame) {
        byte[] rgb = new byte[320 * 240 * 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i / 960 + 3 * frame + i % 7);
        }
        return rgb;
    }
}
