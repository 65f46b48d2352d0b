package org.pukar.vision.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pukar.camera.Frame;
import org.pukar.camera.Pixels;
import org.pukar.cue.Box;
import org.pukar.cue.Face;
import org.pukar.cue.Point;
import org.pukar.vision.capture.FileSource;
import org.pukar.vision.gpu.Gpu;

class FaceFinderTest {
    private static final Path HOME = Path.of(System.getProperty("pukar.home", ".."));
    private static FaceNet net;
    private static FacePoints points;
    private static Frame street;

    @BeforeAll
    static void open() throws Exception {
        net = FaceNet.open(HOME.resolve("models"), Gpu.none());
        points = FacePoints.open(HOME.resolve("models"), Gpu.none());
        try (FileSource source =
                new FileSource(
                        HOME.resolve("scenes/samples/crossing-1080p25.mp4").toString(),
                        Duration.ZERO)) {
            street = source.next().orElseThrow().copy();
        }
    }

    @AfterAll
    static void close() {
        net.close();
        points.close();
    }

    /** The frame in another size: nearest pixels. */
    private static Frame resized(Frame frame, int width, int height) {
        byte[] read = frame.pixels().rgb();
        byte[] rgb = new byte[width * height * 3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int from =
                        3
                                * (y * frame.height() / height * frame.width()
                                        + x * frame.width() / width);
                System.arraycopy(read, from, rgb, 3 * (y * width + x), 3);
            }
        }
        return new Frame("c", Instant.EPOCH, Pixels.ofRgb(width, height, rgb));
    }

    @ParameterizedTest(name = "{0} x {1}")
    @CsvSource({"1920, 1080", "1280, 720", "1000, 563", "3840, 2160", "7680, 4320"})
    void findsTheSameFourPeopleInAnySizeOfFrame(int width, int height) {
        List<Face> whole = new FaceFinder(net, points).find(street, List.of());
        assertThat(whole).hasSize(4);
        double scale = (double) width / street.width();
        List<Face> faces =
                new FaceFinder(net, points).find(resized(street, width, height), List.of());
        assertThat(faces).hasSize(4);
        for (Face face : whole) {
            assertThat(faces)
                    .anySatisfy(
                            other ->
                                    assertThat(other.box().center().x())
                                            .isCloseTo(
                                                    scale * face.box().center().x(),
                                                    within(.15 * scale * face.headWidth())));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "7, 3", "31, 33", "48, 48", "640, 20"})
    void aFrameOfAnySizeIsLookedAt(int width, int height) {
        byte[] rgb = new byte[width * height * 3];
        Arrays.fill(rgb, (byte) 120);
        Frame frame = new Frame("c", Instant.EPOCH, Pixels.ofRgb(width, height, rgb));
        assertThat(new FaceFinder(net, points).find(frame, List.of())).isEmpty();
    }

    @Test
    void greyIsTheLumaOfItsPixelsMeanAndBlackBeyondTheFrame() {
        byte[] rgb = new byte[40 * 6 * 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i % 6 < 3 ? 100 : 200); // columns by turns
        }
        rgb[0] = rgb[1] = rgb[2] = rgb[3] = rgb[4] = rgb[5] = 0;
        rgb[1] = (byte) 200; // one green pixel among three black ones
        rgb[40 * 3] = rgb[40 * 3 + 1] = rgb[40 * 3 + 2] = 0;
        rgb[40 * 3 + 3] = rgb[40 * 3 + 4] = rgb[40 * 3 + 5] = 0;
        Grey grey = Grey.black(40, 6, 2);
        grey.fill(new Frame("c", Instant.EPOCH, Pixels.ofRgb(40, 6, rgb)));
        assertThat(grey.width()).isEqualTo(32);
        assertThat(grey.height()).isEqualTo(32);
        assertThat(grey.values().get(0)).isEqualTo((byte) 29); // .587 x 200 / 4
        assertThat(grey.values().get(1)).isEqualTo((byte) 150);
        assertThat(grey.values().get(19)).isEqualTo((byte) 150);
        assertThat(grey.values().get(20)).isZero();
        assertThat(grey.values().get(3 * 32)).isZero();
    }

    @Test
    void somebodyNewMustBeSureAndSomebodyKnownLess() {
        List<Box> known = List.of(new Box(100, 100, 40, 40));
        Face there = face(104, 102, 40, .35);
        Face elsewhere = face(300, 100, 40, .45);
        Face sure = face(500, 100, 40, .5);
        assertThat(FaceFinder.chosen(List.of(there, elsewhere, sure), known))
                .containsExactly(there, sure);
        assertThat(FaceFinder.chosen(List.of(there, elsewhere, sure), List.of()))
                .containsExactly(sure);
    }

    /** Its box reaches over the head's lower half. */
    @Test
    void aTorsoDoesNotTakeTheKnownHeadsPlace() {
        List<Box> known = List.of(new Box(100, 100, 40, 40));
        Face head = face(102, 100, 40, .4);
        assertThat(FaceFinder.chosen(List.of(face(60, 120, 120, .45), head), known))
                .containsExactly(head);
        assertThat(FaceFinder.chosen(List.of(face(60, 120, 120, .55), head), known))
                .containsExactly(head);
    }

    @Test
    void ofDetectionsOfOneFaceTheSurestIsKept() {
        Face surest = face(104, 98, 44, .9);
        Face other = face(300, 100, 40, .5);
        assertThat(FaceFinder.chosen(List.of(face(100, 100, 40, .6), surest, other), List.of()))
                .containsExactly(surest, other);
    }

    private static Face face(double left, double top, double width, double confidence) {
        Point any = new Point(left, top);
        return new Face(
                new Box(left, top, width, width),
                new Face.Points(any, any, any, any, any, any),
                confidence);
    }
}
