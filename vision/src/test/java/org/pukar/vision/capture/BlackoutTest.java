package org.pukar.vision.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.pukar.camera.Colors;
import org.pukar.camera.Pixels;
import org.pukar.camera.PrivacyZone;

@Tag("alone")
class BlackoutTest {
    private static final GeometryFactory SHAPES = new GeometryFactory();

    /** A bright and coloured picture with the zones; a hash where it is black. */
    private static String picture(int width, int height, String... zones) {
        Pixels pixels =
                black(width, height, List.of(zones).stream().map(PrivacyZone::read).toList());
        StringBuilder text = new StringBuilder();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                text.append(isBlack(pixels, x, y) ? '#' : '.');
            }
            text.append(y < height - 1 ? "/" : "");
        }
        return text.toString();
    }

    /** A black pixel has no colour left, either. */
    private static boolean isBlack(Pixels pixels, int x, int y) {
        boolean black = pixels.luma(x, y) == 0;
        if (black) {
            int chroma = pixels.chroma(x, y);
            assertThat(pixels.bytes()[pixels.cb() + chroma] & 0xff).isEqualTo(128);
            assertThat(pixels.bytes()[pixels.cr() + chroma] & 0xff).isEqualTo(128);
        }
        return black;
    }

    private static Pixels bright(int width, int height) {
        byte[] bytes = new byte[Pixels.size(width, height)];
        Arrays.fill(bytes, (byte) 200);
        return new Pixels(width, height, Colors.REC_709, bytes);
    }

    private static Pixels black(int width, int height, List<PrivacyZone> zones) {
        Pixels pixels = bright(width, height);
        new Blackout(zones).apply(pixels);
        return pixels;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "0.3 0.3, 0.6 0.3, 0.6 0.6, 0.3 0.6 | ..../.##./.##./....",
                "0.25 0.25, 0.5 0.25, 0.5 0.5, 0.25 0.5 | ###./###./###./....",
                "0 0, 1 0, 1 1, 0 1 | ####/####/####/####",
                "0.6 0.6, 0.6 0.6, 0.6 0.6 | ..../..../..#./....",
                // A line through a corner touches all four pixels there.
                "0.1 0.1, 0.9 0.9, 0.9 0.9 | ##../###./.###/..##",
                "1 1, 1 1, 1 1 | ..../..../..../...#",
                "0 0.6, 1 0.6, 1 0.6 | ..../..../####/...."
            })
    void everyPixelThatAZoneTouchesIsBlack(String zone, String picture) {
        assertThat(picture(4, 4, zone)).isEqualTo(picture);
    }

    @Test
    void aPartThatTheOutlineGoesRoundTwiceIsBlackToo() {
        String twice = "0.1 0.1, 0.9 0.1, 0.9 0.9, 0.1 0.9, 0.1 0.1, 0.9 0.1, 0.9 0.9, 0.1 0.9";
        assertThat(picture(4, 4, twice)).isEqualTo("####/####/####/####");
    }

    @Test
    void severalZonesAndAnotherSizeOfPicture() {
        Blackout blackout =
                new Blackout(
                        List.of(
                                PrivacyZone.read("0 0, 0.1 0, 0.1 0.1, 0 0.1"),
                                PrivacyZone.read("0.9 0.9, 1 0.9, 1 1, 0.9 1")));
        for (int side : new int[] {4, 8, 4}) {
            Pixels pixels = bright(side, side);
            blackout.apply(pixels);
            assertThat(isBlack(pixels, 0, 0)).isTrue();
            assertThat(isBlack(pixels, side - 1, side - 1)).isTrue();
            assertThat(isBlack(pixels, side / 2, side / 2 - 1)).isFalse();
        }
    }

    /** Against another implementation: JTS's intersection of the polygon with each pixel. */
    @Test
    void anyPolygonCoversEveryPixelThatItReaches() {
        Random random = new Random(7);
        for (int n = 0; n < 300; n++) {
            int corners = 3 + random.nextInt(6);
            List<PrivacyZone.Corner> drawn = new ArrayList<>();
            for (int i = 0; i < corners; i++) {
                drawn.add(new PrivacyZone.Corner(random.nextDouble(), random.nextDouble()));
            }
            PrivacyZone zone = new PrivacyZone(drawn);
            int width = 1 + random.nextInt(24);
            int height = 1 + random.nextInt(24);
            Pixels pixels = black(width, height, List.of(zone));
            Geometry shape = shape(zone, width, height);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    Geometry pixel =
                            SHAPES.toGeometry(
                                    new org.locationtech.jts.geom.Envelope(x, x + 1, y, y + 1));
                    boolean black = isBlack(pixels, x, y);
                    if (shape.intersects(pixel)) {
                        assertThat(black).as("%s at %d %d", zone.text(), x, y).isTrue();
                    } else if (shape.distance(pixel) > 1e-3 && shape.getDimension() == 2) {
                        assertThat(black).as("%s at %d %d", zone.text(), x, y).isFalse();
                    }
                }
            }
        }
    }

    private static Geometry shape(PrivacyZone zone, int width, int height) {
        Coordinate[] ring = new Coordinate[zone.corners().size() + 1];
        for (int i = 0; i < ring.length; i++) {
            PrivacyZone.Corner c = zone.corners().get(i % zone.corners().size());
            ring[i] = new Coordinate(c.x() * width, c.y() * height);
        }
        // What is inside a line that crosses itself can be argued about, its outline can't.
        Geometry polygon = SHAPES.createPolygon(ring);
        return polygon.isValid() ? polygon : SHAPES.createLineString(ring);
    }

    @Test
    void costsNextToNothing() {
        List<PrivacyZone> zones =
                List.of(
                        PrivacyZone.read("0 0, 0.3 0, 0.25 0.4, 0 0.5"),
                        PrivacyZone.read("0.6 0.1, 0.95 0.15, 0.9 0.8, 0.7 0.9, 0.55 0.4"));
        Blackout blackout = new Blackout(zones);
        Pixels pixels = bright(1920, 1080);
        long begun = System.nanoTime();
        blackout.apply(pixels);
        double first = (System.nanoTime() - begun) / 1e6;
        int rounds = 200;
        begun = System.nanoTime();
        for (int i = 0; i < rounds; i++) {
            blackout.apply(pixels);
        }
        double each = (System.nanoTime() - begun) / 1e6 / rounds;
        System.out.printf(
                Locale.ROOT, "zones in 1080p: %.1f ms at first, %.3f ms a frame%n", first, each);
        assertThat(each).as("ms a frame; decoding one takes 6 to 7").isLessThan(5);
    }
}
