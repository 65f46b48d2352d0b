package org.pukar.vision.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.pukar.camera.Spare;
import org.pukar.vision.gpu.Gpu;

/**
 * What was shown of a film.
 *
 * @param decoded frames, shown or not
 */
record Played(List<Shown> shown, long decoded) {
    /** A picture: its time in hundredths of a second, and its pixels' hash. */
    record Shown(long at, int pixels) {}

    /**
     * Plays a film, without an error and where it was told.
     *
     * @param gpu a card that decodes it, or none
     * @param most how many pictures of it at most
     * @param wish what is wanted, by the number of packets so far
     */
    static Played of(Path film, Gpu gpu, int most, IntFunction<Wanted> wish) throws Exception {
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
                                Arrays.hashCode(media.pixels(new Spare(0)).bytes())));
            }
            assertThat(media.errors()).isZero();
            return new Played(shown, media.decoded());
        }
    }
}
