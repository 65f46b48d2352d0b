package org.pukar.vision.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Path2D;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pukar.camera.Frame;
import org.pukar.camera.Pixels;
import org.pukar.camera.PrivacyZone;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.vision.capture.Blackout;
import org.pukar.vision.capture.FileSource;
import org.pukar.vision.mask.Jpeg;
import org.pukar.vision.mask.MaskQueue;

/**
 * G7, metamorphic: whatever is changed inside a zone, everything that comes out stays byte for byte
 * the same: faces, readings, hands, masks, tracks, evidence, signals, faults, encoded pictures.
 */
class PrivacyZoneTest {
    private static final Path HOME =
            Path.of(System.getProperty("pukar.home", "..")).toAbsolutePath();

    /** Over the face at the bus stop, slanted; and a corner. */
    private static final List<PrivacyZone> ZONES =
            List.of(
                    PrivacyZone.read("0.5 0.2, 0.75 0.25, 0.7 0.9, 0.45 0.8"),
                    PrivacyZone.read("0 0, 0.1 0, 0 0.1"));

    private static final Duration FROM = Duration.ofSeconds(8);
    private static final int FRAMES = 25;

    /** What is put where the zone is. */
    enum Change {
        NOISE,
        WHITE,
        ANOTHER_FRAMES_PEOPLE
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anyChangeInsideAZoneLeavesEveryOutputByteIdentical(int seed) throws Exception {
        List<Frame> street = street();
        try (Reader reader = Reader.open(HOME.resolve("models"))) {
            List<String> plain = outputs(reader, street);
            List<Frame> changed = new ArrayList<>();
            Random random = new Random(seed);
            for (Frame frame : street) {
                changed.add(changed(frame, street, random));
            }
            assertThat(changed.get(9).pixels().bytes())
                    .isNotEqualTo(street.get(9).pixels().bytes());
            assertThat(outputs(reader, changed)).isEqualTo(plain);
        }
    }

    @Test
    void withoutTheZoneTheSameChangesAreSeen() throws Exception {
        List<Frame> street = street();
        try (Reader reader = Reader.open(HOME.resolve("models"))) {
            List<Frame> changed = new ArrayList<>();
            Random random = new Random(1);
            for (Frame frame : street) {
                changed.add(changed(frame, street, random));
            }
            assertThat(outputs(reader, changed, List.of()))
                    .isNotEqualTo(outputs(reader, street, List.of()));
        }
    }

    private static List<Frame> street() throws Exception {
        List<Frame> frames = new ArrayList<>();
        try (FileSource source =
                new FileSource(
                        HOME.resolve("scenes/samples/bus-stop.mp4").toString(),
                        Pipeline.INTERVAL)) {
            for (Optional<Frame> frame = source.next();
                    frame.isPresent() && frames.size() < FRAMES;
                    frame = source.next()) {
                if (!frame.get().at().isBefore(Instant.EPOCH.plus(FROM))) {
                    frames.add(frame.get());
                }
            }
        }
        return frames;
    }

    /** Other pixels wherever a zone reaches, by java.awt's geometry and not by ours. */
    private static Frame changed(Frame frame, List<Frame> street, Random random) {
        Change change = Change.values()[random.nextInt(Change.values().length)];
        Frame other = street.get(random.nextInt(street.size()));
        int shift = random.nextInt(frame.width());
        Pixels pixels = frame.pixels().copy();
        for (PrivacyZone zone : ZONES) {
            Path2D shape = shape(zone, frame.width(), frame.height());
            for (int y = 0; y < frame.height(); y++) {
                for (int x = 0; x < frame.width(); x++) {
                    if (!shape.intersects(x, y, 1, 1)) {
                        continue;
                    }
                    int from = (x + shift) % frame.width();
                    for (int plane = 0; plane < 3; plane++) {
                        pixels.bytes()[place(pixels, plane, x, y)] =
                                switch (change) {
                                    case NOISE -> (byte) random.nextInt(256);
                                    case WHITE -> (byte) (plane == 0 ? 255 : 128);
                                    case ANOTHER_FRAMES_PEOPLE ->
                                            other.pixels().bytes()[place(pixels, plane, from, y)];
                                };
                    }
                }
            }
        }
        return new Frame(frame.cameraId(), frame.at(), pixels);
    }

    /** A pixel's byte in one of the planes; that of Cb and Cr belongs to its neighbours, too. */
    private static int place(Pixels pixels, int plane, int x, int y) {
        int chroma = pixels.chroma(x, y);
        return switch (plane) {
            case 0 -> y * pixels.width() + x;
            case 1 -> pixels.cb() + chroma;
            default -> pixels.cr() + chroma;
        };
    }

    private static Path2D shape(PrivacyZone zone, int width, int height) {
        Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
        for (PrivacyZone.Corner c : zone.corners()) {
            if (path.getCurrentPoint() == null) {
                path.moveTo(c.x() * width, c.y() * height);
            } else {
                path.lineTo(c.x() * width, c.y() * height);
            }
        }
        path.closePath();
        return path;
    }

    private static List<String> outputs(Reader reader, List<Frame> street) {
        return outputs(reader, street, ZONES);
    }

    /** Everything that leaves the reading of these frames, once they went through the zones. */
    private static List<String> outputs(
            Reader reader, List<Frame> street, List<PrivacyZone> zones) {
        List<String> all = new ArrayList<>();
        Blackout blackout = new Blackout(zones);
        Pipeline pipeline = new Pipeline(reader, EvidenceSettings.standard());
        MaskQueue<Boolean> masks = new MaskQueue<>(640);
        try (Jpeg jpeg = new Jpeg()) {
            for (Frame given : street) {
                Frame frame = given.copy();
                blackout.apply(frame.pixels());
                Pipeline.Report report = pipeline.read(frame);
                all.add(
                        "%s %s %s %s %s %s %s"
                                .formatted(
                                        report.readings(),
                                        report.tracks(),
                                        report.hands(),
                                        report.masks(),
                                        report.signals(),
                                        report.fault(),
                                        report.watch()));
                for (MaskQueue.Ready<Boolean> ready :
                        masks.add(frame, report.masks(), report.watch().tracks(), true)) {
                    all.add(bytes(jpeg.of(ready.picture())));
                    masks.done(ready.picture()); // as a camera does
                }
            }
            masks.finish(pipeline.tracks())
                    .forEach(ready -> all.add(bytes(jpeg.of(ready.picture()))));
        }
        assertThat(all).hasSize(2 * street.size());
        return all;
    }

    private static String bytes(byte[] jpeg) {
        return java.util.HexFormat.of().formatHex(jpeg);
    }
}
