package org.pukar.vision.face;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pukar.cue.Box;

class TileTest {
    @ParameterizedTest(name = "{0} x {1} has {2} tiles")
    @CsvSource({
        "1, 1, 1",
        "48, 48, 1",
        "640, 480, 3",
        "540, 960, 4",
        "1280, 720, 7",
        "1920, 1080, 19",
        "7680, 4320, 278"
    })
    void theirNumberFollowsFromTheFramesSize(int width, int height, int count) {
        List<Tile> tiles = Tile.cover(width, height, 36);
        assertThat(tiles).hasSize(count).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"640, 480", "1280, 720", "1920, 1080", "2560, 1440", "720, 1280"})
    void everySmallHeadLiesWholeInOneTileThatShowsItLargeEnough(int width, int height) {
        List<Tile> tiles = Tile.cover(width, height, 36);
        for (int head = 36; head <= Math.min(width, height) / 4; head *= 2) {
            for (int x = 0; x + head <= width; x += 17) {
                for (int y = 0; y + head <= height; y += 17) {
                    int left = x;
                    int top = y;
                    int size = head;
                    assertThat(tiles)
                            .as("head of %d at %d, %d", head, x, y)
                            .anyMatch(
                                    t ->
                                            left >= t.left()
                                                    && left + size <= t.left() + t.side()
                                                    && top >= t.top()
                                                    && top + size <= t.top() + t.side()
                                                    && 256.0 * size / t.side() >= 8);
                }
            }
        }
    }

    @Test
    void oneRegionHoldsNeighboursAndLiesInTheFrame() {
        List<Tile> regions =
                new Regions(1920, 1080)
                        .aroundPeople(
                                List.of(new Box(100, 100, 60, 75), new Box(260, 120, 64, 80)));
        assertThat(regions).hasSize(1);
        Tile region = regions.get(0);
        assertThat(region.left()).isGreaterThanOrEqualTo(0);
        assertThat(region.left() + region.side()).isLessThanOrEqualTo(1920);
    }

    @Test
    void headsFarApartGetRegionsOfTheirOwn() {
        assertThat(
                        new Regions(1920, 1080)
                                .around(
                                        List.of(
                                                new Box(50, 100, 60, 75),
                                                new Box(1700, 120, 64, 80))))
                .hasSize(2);
        assertThat(new Regions(1920, 1080).around(List.of())).isEmpty();
    }
}
