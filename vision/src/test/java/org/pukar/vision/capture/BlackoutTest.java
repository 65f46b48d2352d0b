package org.pukar.vision.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.pukar.camera.PrivacyZone;

class BlackoutTest {
    private static final GeometryFactory SHAPES = new GeometryFactory();

    /** A white picture with the zones; a hash where it is black. */
    private static String picture(int width, int height, String... zones) {
        byte[] rgb = black(width, height, List.of(zones).stream().map(PrivacyZone::read).toList());
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rgb.length; i += 3) {
            assertThat(rgb[i + 1]).isEqualTo(rgb[i]);
            assertThat(rgb[i + 2]).isEqualTo(rgb[i]);
            text.append(rgb[i] == 0 ? '#' : '.');
            text.append(i / 3 % width == width - 1 && i + 3 < rgb.length ? "/" : "");
        }
        return text.toString();
    }

    private static byte[] black(int width, int height, List<PrivacyZone> zones) {
        byte[] rgb = new byte[width * height * 3];
        java.util.Arrays.fill(rgb, (byte) 255);
        new Blackout(zones).apply(width, height, rgb);
        return rgb;
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
            byte[] rgb = new byte[side * side * 3];
            java.util.Arrays.fill(rgb, (byte) 255);
            blackout.apply(side, side, rgb);
            assertThat(rgb[0]).isZero();
            assertThat(rgb[rgb.length - 1]).isZero();
            assertThat(rgb[3 * side / 2 * 3 + 3]).isEqualTo((byte) 255);
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
            byte[] rgb = black(width, height, List.of(zone));
            Geometry shape = shape(zone, width, height);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    Geometry pixel =
                            SHAPES.toGeometry(
                                    new org.locationtech.jts.geom.Envelope(x, x + 1, y, y + 1));
                    boolean black = rgb[(y * width + x) * 3] == 0;
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
        byte[] rgb = new byte[1920 * 1080 * 3];
        long begun = System.nanoTime();
        blackout.apply(1920, 1080, rgb);
        double first = (System.nanoTime() - begun) / 1e6;
        int rounds = 200;
        begun = System.nanoTime();
        for (int i = 0; i < rounds; i++) {
            blackout.apply(1920, 1080, rgb);
        }
        double each = (System.nanoTime() - begun) / 1e6 / rounds;
        System.out.printf(
                Locale.ROOT, "zones in 1080p: %.1f ms at first, %.3f ms a frame%n", first, each);
        assertThat(each).as("ms a frame; decoding one takes 6 to 7").isLessThan(5);
    }
}
