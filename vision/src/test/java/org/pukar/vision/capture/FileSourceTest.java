package org.pukar.vision.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pukar.camera.CaptureException;
import org.pukar.camera.CaptureException.Code;
import org.pukar.camera.Frame;
import org.pukar.camera.Pixels;

class FileSourceTest {
    private static final Duration FIFTH = Duration.ofMillis(200);
    private static final String UNKNOWN =
            "a file must be a picture or video that FFmpeg knows; it can't be opened: Invalid data"
                    + " found when processing input (%s)";
    private static final String NOTHING_IN_IT =
            "a file must hold a picture that can be decoded, this one has none (%s)";
    private static final String NO_TRACK =
            "a source must have a video track that FFmpeg can decode, this one has none (%s)";

    @TempDir Path folder;

    /** What came of reading a file to its end. */
    private record Reading(List<Frame> frames, long decoded, double seconds, boolean truncated) {
        List<Double> times() {
            return frames.stream()
                    .map(f -> Duration.between(Instant.EPOCH, f.at()).toNanos() / 1e9)
                    .toList();
        }

        Frame first() {
            return frames.get(0);
        }
    }

    private static Reading read(Path file) throws CaptureException {
        try (FileSource source = new FileSource(file.toString(), FIFTH)) {
            List<Frame> frames = new ArrayList<>();
            for (Optional<Frame> next = source.next(); next.isPresent(); next = source.next()) {
                frames.add(next.get());
            }
            return new Reading(frames, source.decoded(), source.seconds(), source.truncated());
        }
    }

    private static void fails(Path file, Code code, String message) {
        CaptureException thrown = catchThrowableOfType(CaptureException.class, () -> read(file));
        assertThat(thrown).as("what reading %s throws", file).isNotNull();
        assertThat(thrown).hasMessage(message.formatted(file));
        assertThat(thrown.code()).isEqualTo(code);
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(file(name), bytes);
    }

    private Path firstHalf(Path whole) throws IOException {
        byte[] bytes = Files.readAllBytes(whole);
        return file("cut-" + whole.getFileName(), Arrays.copyOf(bytes, bytes.length / 2));
    }

    private Path film(String name, int frames) throws IOException {
        return Film.h264(320, 240).write(file(name), frames, i -> Drawing.walking(320, 240, i));
    }

    @Test
    void saysThatAFileIsMissing() {
        fails(file("none.mp4"), Code.MISSING, "there must be a file or folder of this name (%s)");
    }

    @Test
    void takesAnEmptyNameForNoFolder() {
        CaptureException thrown =
                catchThrowableOfType(
                        CaptureException.class, () -> new FileSource("", FIFTH).close());
        assertThat(thrown).hasMessage("there must be a file or folder of this name ()");
    }

    @Test
    void saysThatAFileIsEmpty() throws IOException {
        fails(
                file("empty.mp4", new byte[0]),
                Code.EMPTY,
                "a picture or video must not be empty, got 0 bytes (%s)");
    }

    @Test
    void saysThatGarbageIsNoPicture() throws IOException {
        byte[] garbage = new byte[100_000];
        new Random(1).nextBytes(garbage);
        fails(file("garbage.mp4", garbage), Code.UNREADABLE, UNKNOWN);
        fails(file("garbage.jpg", garbage), Code.UNREADABLE, NOTHING_IN_IT);
    }

    @ParameterizedTest
    @CsvSource({"notes.txt", "notes.mp4", "notes.ans", "notes"})
    void saysThatTextIsNoPicture(String name) throws IOException {
        byte[] text = "Nothing to see here.\n".repeat(200).getBytes(StandardCharsets.UTF_8);
        fails(file(name, text), Code.UNREADABLE, UNKNOWN);
    }

    @Test
    void opensNoFurtherFilesThatAFileNames() throws IOException {
        film("other.mp4", 5);
        fails(
                file("list.ffconcat", "ffconcat version 1.0\nfile other.mp4\n".getBytes(UTF)),
                Code.UNREADABLE,
                UNKNOWN);
        fails(
                file("list.m3u8", "#EXTM3U\n#EXTINF:1,\nother.mp4\n".getBytes(UTF)),
                Code.UNREADABLE,
                UNKNOWN);
    }

    @Test
    void saysThatSoundHasNoPicture() throws IOException {
        int bytes = 16_000;
        ByteBuffer wav = ByteBuffer.allocate(44 + bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(UTF)).putInt(36 + bytes).put("WAVEfmt ".getBytes(UTF));
        wav.putInt(16).putShort((short) 1).putShort((short) 1).putInt(8000).putInt(16_000);
        wav.putShort((short) 2).putShort((short) 16).put("data".getBytes(UTF)).putInt(bytes);
        fails(file("sound.wav", wav.array()), Code.NO_VIDEO, NO_TRACK);
    }

    @Test
    void saysThatAVideoOfNoLengthHasNoPicture() throws IOException {
        fails(film("nothing.mp4", 0), Code.UNREADABLE, NO_TRACK);
    }

    @Test
    void saysThatAPipeIsNoFile() throws Exception {
        Path pipe = file("pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        fails(pipe, Code.UNREADABLE, "a source must be a regular file or a folder (%s)");
    }

    @Test
    void saysThatACameraIsWatchedAndNotRead() {
        CaptureException thrown =
                catchThrowableOfType(
                        CaptureException.class,
                        () -> new FileSource("rtsp://me:secret@camera/1", FIFTH).close());
        assertThat(thrown)
                .hasMessage(
                        "only files are read; a camera is watched, with: ./pukar watch"
                                + " (rtsp://camera/1)");
    }

    @Test
    void readsWhatIsThereOfAFileCutShortWithItsTableInFront() throws Exception {
        Path whole =
                Film.h264(320, 240)
                        .with("movflags", "+faststart")
                        .write(file("front.mp4"), 100, i -> Drawing.walking(320, 240, i));
        Reading reading = read(firstHalf(whole));
        assertThat(reading.truncated()).isTrue();
        assertThat(reading.decoded()).isBetween(20L, 80L);
        assertThat(reading.frames()).hasSizeBetween(4, 16);
        assertThat(read(whole).truncated()).isFalse();
    }

    @Test
    void saysThatAFileCutShortHasLostItsTableAtTheEnd() throws Exception {
        fails(
                firstHalf(film("end.mp4", 50)),
                Code.TRUNCATED,
                "an MP4 file must hold its table of contents (moov), this one was cut short before"
                        + " it; copy the recording again (%s)");
    }

    @Test
    void readsWhatIsThereOfAStillCutShort() throws Exception {
        Reading reading = read(firstHalf(file("still.jpg", Drawing.jpeg(640, 480))));
        assertThat(reading.frames()).hasSize(1);
        assertThat(reading.truncated()).isTrue();
        assertThat(Drawing.corners(reading.first())).startsWith("RG");
    }

    @Test
    void saysThatAPngCutShortHasNoPicture() throws Exception {
        Random random = new Random(3);
        BufferedImage noise = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 40_000; i++) {
            noise.setRGB(i % 200, i / 200, random.nextInt());
        }
        Path whole = file("noise.png", Drawing.encoded(noise, "png"));
        assertThat(read(whole).truncated()).isFalse();
        fails(firstHalf(whole), Code.UNREADABLE, NOTHING_IN_IT);
    }

    @Test
    void reads16BitGrey() throws Exception {
        BufferedImage grey = new BufferedImage(64, 48, BufferedImage.TYPE_USHORT_GRAY);
        for (int i = 0; i < 64 * 48; i++) {
            grey.getRaster().setSample(i % 64, i / 64, 0, i % 64 < 32 ? 0x2000 : 0xc000);
        }
        Frame frame = read(file("grey.png", Drawing.encoded(grey, "png"))).first();
        assertThat(frame.luma(4, 4)).isCloseTo(0x20, within(2));
        assertThat(frame.luma(60, 40)).isCloseTo(0xc0, within(2));
    }

    @Test
    void reads16BitColour() throws Exception {
        ComponentColorModel deep =
                new ComponentColorModel(
                        ColorSpace.getInstance(ColorSpace.CS_sRGB),
                        false,
                        false,
                        Transparency.OPAQUE,
                        DataBuffer.TYPE_USHORT);
        WritableRaster raster =
                Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, 64, 48, 3, null);
        BufferedImage plain = Drawing.image(64, 48);
        for (int i = 0; i < 64 * 48 * 3; i++) {
            int x = i / 3 % 64;
            int y = i / 3 / 64;
            int shift = 16 - i % 3 * 8;
            raster.setSample(x, y, i % 3, (plain.getRGB(x, y) >> shift & 0xff) * 257);
        }
        byte[] png = Drawing.encoded(new BufferedImage(deep, raster, false, null), "png");
        assertThat(Drawing.corners(read(file("deep.png", png)).first())).isEqualTo("RGBY");
    }

    @ParameterizedTest
    @CsvSource({"png", "jpg", "bmp"})
    void readsOnePixel(String format) throws Exception {
        BufferedImage dot = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        dot.setRGB(0, 0, 0x40_80_c0);
        Frame frame = read(file("dot." + format, Drawing.encoded(dot, format))).first();
        assertThat(frame.width() * frame.height()).isEqualTo(1);
        assertThat(frame.luma(0, 0)).isCloseTo(116, within(3));
    }

    @ParameterizedTest
    @CsvSource({"321,241", "3,2", "17,33", "640,1"})
    void readsOddSizes(int width, int height) throws Exception {
        Frame png = read(Drawing.png(file("odd.png"), width, height)).first();
        Pixels drawn = Pixels.ofRgb(width, height, Drawing.corners(width, height));
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                assertThat(png.luma(x, y))
                        .as("%d, %d", x, y)
                        .isCloseTo(drawn.luma(x, y), within(2));
            }
        }
        Frame jpeg = read(file("odd.jpg", Drawing.jpeg(width, height))).first();
        assertThat(jpeg.width()).isEqualTo(width);
        assertThat(jpeg.height()).isEqualTo(height);
    }

    @Test
    void readsAVideoOfOddSize() throws Exception {
        Path file = Film.mjpeg(321, 241).write(file("odd.avi"), 6, i -> Drawing.corners(321, 241));
        Frame frame = read(file).first();
        assertThat(frame.width()).isEqualTo(321);
        assertThat(frame.height()).isEqualTo(241);
        assertThat(Drawing.corners(frame)).isEqualTo("RGBY");
    }

    @Test
    void reads8K() throws Exception {
        Frame frame = read(Drawing.png(file("8k.png"), 7680, 4320)).first();
        assertThat(frame.width()).isEqualTo(7680);
        assertThat(Drawing.corners(frame)).isEqualTo("RGBY");
    }

    @Test
    void refusesMoreThan64Megapixels() throws IOException {
        BufferedImage huge = new BufferedImage(10_000, 6_401, BufferedImage.TYPE_BYTE_BINARY);
        fails(
                file("huge.png", Drawing.encoded(huge, "png")),
                Code.TOO_LARGE,
                "a picture may have at most 64 megapixels, got 10000 x 6401 (%s)");
    }

    @ParameterizedTest
    @CsvSource({"0,RGBY,320,240", "90,BRYG,240,320", "180,YBGR,320,240", "270,GYRB,240,320"})
    void turnsAVideoUpright(int degrees, String corners, int width, int height) throws Exception {
        Path film =
                Film.h264(320, 240).write(file("turned.mp4"), 6, i -> Drawing.corners(320, 240));
        Files.write(film, turned(Files.readAllBytes(film), degrees));
        Frame frame = read(film).first();
        assertThat(Drawing.corners(frame)).isEqualTo(corners);
        assertThat(List.of(frame.width(), frame.height())).containsExactly(width, height);
    }

    /** The matrix of the track header says how the track is to be turned (ISO 14496-12, 8.3.2). */
    private static byte[] turned(byte[] mp4, int degrees) {
        int at = new String(mp4, StandardCharsets.ISO_8859_1).indexOf("tkhd") + 4 + 40;
        int cos = (int) Math.round(Math.cos(Math.toRadians(degrees))) << 16;
        int sin = (int) Math.round(Math.sin(Math.toRadians(degrees))) << 16;
        ByteBuffer box = ByteBuffer.wrap(mp4).position(at);
        for (int value : new int[] {cos, sin, 0, -sin, cos, 0, 0, 0, 1 << 30}) {
            box.putInt(value);
        }
        return mp4;
    }

    @ParameterizedTest
    @CsvSource({
        "1,RGBY", "2,GRYB", "3,YBGR", "4,BYRG", "5,RBGY", "6,BRYG", "7,YGBR", "8,GYRB",
    })
    void turnsAStillAsItsExifSays(int orientation, String corners) throws Exception {
        byte[] still = withOrientation(Drawing.jpeg(320, 240), orientation);
        Frame frame = read(file("exif.jpg", still)).first();
        assertThat(Drawing.corners(frame)).isEqualTo(corners);
        assertThat(frame.width()).isEqualTo(orientation < 5 ? 320 : 240);
    }

    /**
     * An EXIF segment of one entry, orientation (tag 0x112), right after the start of the image.
     */
    private static byte[] withOrientation(byte[] jpeg, int orientation) {
        ByteBuffer exif = ByteBuffer.allocate(jpeg.length + 36);
        exif.put(jpeg, 0, 2).putShort((short) 0xffe1).putShort((short) 34);
        exif.put("Exif\0\0MM\0*".getBytes(UTF)).putInt(8).putShort((short) 1);
        exif.putShort((short) 0x112).putShort((short) 3).putInt(1);
        exif.putShort((short) orientation).putShort((short) 0).putInt(0);
        return exif.put(jpeg, 2, jpeg.length - 2).array();
    }

    @Test
    void readsFiveFramesASecondOfTwentyFive() throws Exception {
        Reading reading = read(film("film.mp4", 50));
        assertThat(reading.times())
                .usingElementComparator(FileSourceTest::nearly)
                .containsExactly(0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.4, 1.6, 1.8);
        assertThat(reading.decoded()).isEqualTo(50);
        assertThat(reading.seconds()).isCloseTo(2, within(.001));
        assertThat(reading.truncated()).isFalse();
    }

    private static int nearly(double one, double other) {
        return Math.abs(one - other) < .001 ? 0 : Double.compare(one, other);
    }

    @Test
    void handsOverEveryFrameWhenAsked() throws Exception {
        try (FileSource source = new FileSource(film("all.mp4", 12).toString(), Duration.ZERO)) {
            int frames = 0;
            while (source.next().isPresent()) {
                frames++;
            }
            assertThat(frames).isEqualTo(12);
            assertThat(source.dropped()).isZero();
        }
    }

    @Test
    void keepsTheTimesOfAVariableFrameRate() throws Exception {
        int[] millis = {0, 40, 500, 540, 580, 1500, 1700, 1720, 1740, 1900, 2100};
        Path file =
                Film.h264(320, 240)
                        .write(file("vfr.mp4"), millis, i -> Drawing.walking(320, 240, i));
        Reading reading = read(file);
        assertThat(reading.decoded()).isEqualTo(millis.length);
        assertThat(reading.times())
                .usingElementComparator(FileSourceTest::nearly)
                .containsExactly(0.0, 0.5, 1.5, 1.7, 1.9, 2.1);
    }

    @Test
    void goesOnInTimeWhereTheTimestampsJumpBack() throws Exception {
        byte[] part = Files.readAllBytes(film("part.ts", 50));
        ByteArrayOutputStream twice = new ByteArrayOutputStream();
        twice.write(part);
        twice.write(part);
        Reading reading = read(file("twice.ts", twice.toByteArray()));
        assertThat(reading.decoded()).isEqualTo(100);
        assertThat(reading.seconds()).isCloseTo(4, within(.1));
        assertThat(reading.frames()).hasSizeBetween(19, 21);
        List<Double> times = reading.times();
        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1)).isCloseTo(.2, within(.09));
        }
    }

    @Test
    void readsTheStillsOfAFolderByNameOneASecond() throws Exception {
        Drawing.png(file("b.png"), 20, 10);
        Drawing.png(file("a.png"), 10, 10);
        file("c.JPG", Drawing.jpeg(30, 10));
        file("notes.txt", "not a picture".getBytes(UTF));
        Reading reading = read(folder);
        assertThat(reading.times()).containsExactly(0.0, 1.0, 2.0);
        assertThat(reading.frames()).extracting(Frame::width).containsExactly(10, 20, 30);
    }

    @Test
    void saysThatAFolderHoldsNoStills() throws IOException {
        file("notes.txt", "not a picture".getBytes(UTF));
        fails(
                folder,
                Code.EMPTY,
                "a folder of stills must hold a picture (png, jpg, webp, bmp, tif, pgm) (%s)");
    }

    @Test
    void namesTheStillOfAFolderThatCannotBeRead() throws IOException {
        Drawing.png(file("a.png"), 10, 10);
        Path bad = file("b.png", "not a picture".getBytes(UTF));
        CaptureException thrown = catchThrowableOfType(CaptureException.class, () -> read(folder));
        assertThat(thrown).hasMessageEndingWith("(" + bad + ")");
        assertThat(thrown.code()).isEqualTo(Code.UNREADABLE);
    }

    @ParameterizedTest
    @CsvSource({"shot 50%02d.png", "http:cam.png", "a:b%d.png", "*.png", "pipe:0.png"})
    void takesANameForAName(String name) throws Exception {
        assertThat(read(Drawing.png(file(name), 10, 10)).frames()).hasSize(1);
    }

    @Test
    void closingFromAnotherThreadEndsTheReading() throws Exception {
        Path film = film("long.mp4", 250);
        FileSource source = new FileSource(film.toString(), Duration.ZERO);
        assertThat(source.next()).isPresent();
        CompletableFuture<String> end =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                while (source.next().isPresent()) {}
                                return "over";
                            } catch (CaptureException e) {
                                return e.code().name();
                            }
                        });
        source.close();
        assertThat(end.get(5, TimeUnit.SECONDS)).isIn("over", "ENDED");
        assertThat(source.next()).isEmpty();
    }

    private static final java.nio.charset.Charset UTF = StandardCharsets.UTF_8;
}
