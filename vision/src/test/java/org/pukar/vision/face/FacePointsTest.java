package org.pukar.vision.face;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pukar.camera.Frame;
import org.pukar.cue.Box;
import org.pukar.cue.Face;
import org.pukar.cue.Point;
import org.pukar.vision.capture.FileSource;
import org.pukar.vision.gpu.Gpu;
import org.pukar.vision.net.Batches;

class FacePointsTest {
    private static final Path HOME = Path.of(System.getProperty("pukar.home", ".."));
    private static final String DAY = "skin02-female-bare-day";

    private static FaceNet detector;
    private static FacePoints points;

    @BeforeAll
    static void open() throws Exception {
        detector = FaceNet.open(HOME.resolve("models"), Gpu.none());
        points = FacePoints.open(HOME.resolve("models"), Gpu.none());
    }

    @AfterAll
    static void close() {
        detector.close();
        points.close();
    }

    /** Frames of one of the repository's films of pairs. */
    private static List<Frame> film(String name, int count) throws Exception {
        List<Frame> frames = new ArrayList<>();
        try (FileSource source =
                new FileSource(
                        HOME.resolve("scenes/samples/pairs/pairs-" + name + ".mp4").toString(),
                        Duration.ZERO)) {
            while (frames.size() < count) {
                frames.add(source.next().orElseThrow().copy());
            }
        }
        return frames;
    }

    /** As the detector alone finds the one person. */
    private static Face found(Frame frame) {
        return FaceFinder.chosen(
                        detector.find(frame, .3, new Changes(), List.of()).faces(), List.of())
                .get(0);
    }

    private static Face putRight(Frame frame, Face face) {
        return points.putRight(frame, List.of(face)).get(0);
    }

    /** How far two crops lie apart, in shares of the first one's side. */
    private static double off(Face a, Face b) {
        FaceCrop crop = FaceCrop.of(a.points());
        return crop.point(.5, .5).distanceTo(FaceCrop.of(b.points()).point(.5, .5)) / crop.side();
    }

    private static double size(Face a, Face b) {
        return FaceCrop.of(b.points()).side() / FaceCrop.of(a.points()).side();
    }

    /** The face with all of its points moved, in shares of the crop's side. */
    private static Face moved(Face face, double right, double down) {
        double side = FaceCrop.of(face.points()).side();
        Face.Points p = face.points();
        return new Face(
                face.box(),
                new Face.Points(
                        p.rightEye().moved(right * side, down * side),
                        p.leftEye().moved(right * side, down * side),
                        p.nose().moved(right * side, down * side),
                        p.mouth().moved(right * side, down * side),
                        p.rightEar().moved(right * side, down * side),
                        p.leftEar().moved(right * side, down * side)),
                face.confidence());
    }

    /**
     * The films differ in the skin alone. What this stands against: the detector put the darkest
     * face under a scarf .1 of the side off, and its fear was not read (docs/scenes/measured.md).
     */
    @ParameterizedTest
    @CsvSource({
        "skin02-female-hijab-day, skin10-female-hijab-day",
        "skin02-female-hijab-night, skin10-female-hijab-night",
        "skin06-female-hijab-day, skin10-female-hijab-day"
    })
    void theSameFaceIsCutAlikeWhateverItsSkin(String light, String dark) throws Exception {
        List<Frame> lights = film(light, 12);
        List<Frame> darks = film(dark, 12);
        double off = 0;
        double size = 0;
        for (int i = 0; i < lights.size(); i++) {
            Face a = putRight(lights.get(i), found(lights.get(i)));
            Face b = putRight(darks.get(i), found(darks.get(i)));
            off += off(a, b) / lights.size();
            size += size(a, b) / lights.size();
        }
        assertThat(off).isLessThan(.04);
        assertThat(size).isBetween(.9, 1.1);
    }

    @ParameterizedTest
    @CsvSource({".1, 0", "-.1, 0", "0, .1", "0, -.1", ".07, .07"})
    void wrongPointsComeBack(double right, double down) throws Exception {
        Frame frame = film(DAY, 1).get(0);
        Face known = putRight(frame, found(frame));
        Face back = putRight(frame, moved(known, right, down));
        assertThat(off(known, back)).isLessThan(.03);
        assertThat(size(known, back)).isBetween(.94, 1.06);
    }

    @Test
    void boxAndSurenessStayTheDetectors() throws Exception {
        Frame frame = film(DAY, 1).get(0);
        Face before = found(frame);
        Face after = putRight(frame, before);
        assertThat(after.box()).isEqualTo(before.box());
        assertThat(after.confidence()).isEqualTo(before.confidence());
        assertThat(after.points()).isNotEqualTo(before.points());
    }

    /** They are not read, so nothing is spent on them. */
    @Test
    void aFaceTooSmallToReadIsLeftAsItWasFound() throws Exception {
        Frame frame = film(DAY, 1).get(0);
        Face face = found(frame);
        Box box = face.box();
        Face small =
                new Face(new Box(box.left(), box.top(), 35, 40), face.points(), face.confidence());
        assertThat(points.putRight(frame, List.of(small, face)))
                .startsWith(small)
                .element(1)
                .isNotEqualTo(face);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, Batches.MOST, Batches.MOST + 1})
    void manyFacesKeepTheirOrder(int count) throws Exception {
        Frame frame = film(DAY, 1).get(0);
        Face face = found(frame);
        List<Face> all = new ArrayList<>(Collections.nCopies(count, face));
        if (count > 0) {
            all.set(count - 1, moved(face, .1, 0));
        }
        List<Face> done = points.putRight(frame, all);
        assertThat(done).hasSize(count);
        for (int i = 0; i < count; i++) {
            assertThat(off(putRight(frame, all.get(i)), done.get(i))).isLessThan(1e-4);
        }
    }

    /** The detector says them of a box that is no face; a square of them could be a mile wide. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 1000000, 0, 0, 1000000",
        "100, 100, 300, 100, 200, 400",
        "-500, 900, -480, 900, -490, 925",
        "NaN, 100, 130, 100, 115, 130",
        "Infinity, 100, 130, 100, 115, 130"
    })
    void pointsThatAreNowhereNearTheHeadStay(
            double rightX, double rightY, double leftX, double leftY, double mouthX, double mouthY)
            throws Exception {
        Point right = new Point(rightX, rightY);
        Point left = new Point(leftX, leftY);
        Point mouth = new Point(mouthX, mouthY);
        Face face =
                new Face(
                        new Box(80, 80, 60, 80),
                        new Face.Points(right, left, mouth, mouth, right, left),
                        1);
        Frame frame = film(DAY, 1).get(0);
        assertThat(points.putRight(frame, List.of(face))).containsExactly(face);
    }

    /**
     * What training/points/cropping.py says of the same frame and points ({@code right}), read by
     * OpenCV: the square is cut here as it was when the net learned.
     */
    @Test
    void itIsCutAsInTraining() throws Exception {
        Frame frame = film(DAY, 1).get(0);
        Face face =
                new Face(
                        new Box(202, 118, 74, 97),
                        new Face.Points(
                                new Point(227, 167),
                                new Point(253, 167),
                                new Point(240, 181),
                                new Point(240, 195),
                                new Point(212, 168),
                                new Point(268, 169)),
                        1);
        Face.Points after = putRight(frame, face).points();
        double side = FaceCrop.of(after).side();
        assertThat(after.rightEye().distanceTo(new Point(226.92, 171.79))).isLessThan(.01 * side);
        assertThat(after.leftEye().distanceTo(new Point(252.38, 170.85))).isLessThan(.01 * side);
        assertThat(after.mouth().distanceTo(new Point(241.22, 199.10))).isLessThan(.01 * side);
    }
}
