package org.pukar.vision.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.global.swscale.*;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.ffmpeg.swscale.SwsFilter;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pukar.camera.Colors;
import org.pukar.camera.Pixels;
import org.pukar.camera.PrivacyZone;
import org.pukar.camera.Spare;

/** Pictures of all kinds, and those that are larger than may be. */
class DecodedPictureTest {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 600;

    /** What a frame has in one of its planes, at a pixel of the frame. */
    interface Drawn {
        int value(int plane, int x, int y);
    }

    /**
     * A frame with a value of Cb and Cr for so many pixels across and down.
     *
     * @param drawn asked row by row, plane by plane
     */
    private static AVFrame drawn(int width, int height, Sampling sampling, Drawn drawn) {
        AVFrame frame = av_frame_alloc();
        frame.width(width).height(height).format(sampling.format);
        av_frame_get_buffer(frame, 0);
        for (int plane = 0; plane < 3; plane++) {
            int across = plane == 0 ? 1 : sampling.across;
            int down = plane == 0 ? 1 : sampling.down;
            for (int y = 0; y < height; y += down) {
                for (int x = 0; x < width; x += across) {
                    long at = (long) (y / down) * frame.linesize(plane) + x / across;
                    frame.data(plane).put(at, (byte) drawn.value(plane, x, y));
                }
            }
        }
        return frame;
    }

    /** Noise, the same left of that column whatever is right of it. */
    private static AVFrame frame(int column, int seed) {
        Random left = new Random(1);
        Random right = new Random(seed);
        return drawn(
                WIDTH,
                HEIGHT,
                Sampling.YUV420P,
                (plane, x, y) -> (x < column ? left : right).nextInt(16, 235));
    }

    private static Pixels picture(AVFrame frame, long most) {
        try (DecodedPicture picture = new DecodedPicture()) {
            return picture.of(frame, most, false, 0, new Spare(0));
        } finally {
            av_frame_free(frame);
        }
    }

    @ParameterizedTest
    @CsvSource({"720000, 1200, 600", "719999, 600, 300", "180000, 600, 300", "179999, 400, 200"})
    void areShrunkByAWholeNumber(long most, int width, int height) {
        Pixels pixels = picture(frame(0, 2), most);
        assertThat(pixels.width()).isEqualTo(width);
        assertThat(pixels.height()).isEqualTo(height);
        assertThat(pixels.bytes()).hasSize(width * height * 3 / 2);
    }

    @ParameterizedTest
    @CsvSource({"180000, 2", "80000, 3"})
    void whatIsInAZoneReachesNoPixelBesideIt(long most, int shrink) {
        int column = 600;
        Pixels one = picture(frame(column, 2), most);
        Pixels other = picture(frame(column, 3), most);
        int different = 0;
        int firstDifferent = one.width();
        for (int y = 0; y < one.height(); y++) {
            for (int x = 0; x < one.width(); x++) {
                int chroma = one.chroma(x, y);
                boolean same =
                        isSame(one, other, y * one.width() + x)
                                && isSame(one, other, one.cb() + chroma)
                                && isSame(one, other, one.cr() + chroma);
                different += same ? 0 : 1;
                firstDifferent = same ? firstDifferent : Math.min(firstDifferent, x);
            }
        }
        assertThat(different).isPositive();
        assertThat(firstDifferent).isGreaterThanOrEqualTo(column / shrink);
    }

    private static boolean isSame(Pixels one, Pixels other, int at) {
        return one.bytes()[at] == other.bytes()[at];
    }

    @Test
    void aMeanStaysAMean() {
        AVFrame grey =
                drawn(
                        WIDTH,
                        HEIGHT,
                        Sampling.YUV420P,
                        (plane, x, y) -> plane > 0 ? 128 : (x + y) % 2 == 0 ? 100 : 150);
        byte[] rgb = picture(grey, 180_000).rgb();
        // (125 - 16) / 219 of 255
        for (byte value : rgb) {
            assertThat(value & 0xff).isBetween(125, 129);
        }
    }

    /** Whatever the stream says of its colours, they are those that swscale gives. */
    @ParameterizedTest
    @CsvSource({
        AVCOL_SPC_BT709 + ", " + AVCOL_RANGE_MPEG,
        AVCOL_SPC_BT709 + ", " + AVCOL_RANGE_JPEG,
        AVCOL_SPC_SMPTE170M + ", " + AVCOL_RANGE_MPEG,
        AVCOL_SPC_UNSPECIFIED + ", " + AVCOL_RANGE_UNSPECIFIED,
        AVCOL_SPC_BT2020_NCL + ", " + AVCOL_RANGE_MPEG
    })
    void itsColoursAreThoseThatSwscaleGives(int matrix, int range) {
        byte[] expected = new byte[3 * WIDTH * HEIGHT];
        AVFrame frame = gradual();
        frame.colorspace(matrix).color_range(range);
        AVFrame rgb = scaled(frame, AV_PIX_FMT_RGB24);
        for (int y = 0; y < HEIGHT; y++) {
            rgb.data(0)
                    .position((long) y * rgb.linesize(0))
                    .get(expected, 3 * y * WIDTH, 3 * WIDTH);
        }
        av_frame_free(rgb);
        assertNear(picture(frame, MOST).rgb(), expected, 4);
    }

    /** What is not stored as most cameras do is the same picture. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                AV_PIX_FMT_NV12,
                AV_PIX_FMT_YUV422P,
                AV_PIX_FMT_YUV444P,
                AV_PIX_FMT_YUYV422,
                AV_PIX_FMT_YUV420P10LE,
                AV_PIX_FMT_P010LE,
                AV_PIX_FMT_RGB24,
                AV_PIX_FMT_BGR24,
                AV_PIX_FMT_BGRA
            })
    void aPictureThatIsStoredOtherwiseIsTheSame(int format) {
        AVFrame frame = gradual();
        frame.colorspace(AVCOL_SPC_SMPTE170M).color_range(AVCOL_RANGE_MPEG);
        AVFrame other = scaled(frame, format);
        assertNear(picture(other, MOST).rgb(), picture(frame, MOST).rgb(), 6);
    }

    private static final long MOST = 1_000_000;

    private static void assertNear(byte[] actual, byte[] expected, int by) {
        int most = 0;
        for (int i = 0; i < expected.length; i++) {
            most = Math.max(most, Math.abs((actual[i] & 0xff) - (expected[i] & 0xff)));
        }
        assertThat(most).isLessThanOrEqualTo(by);
    }

    /** Every channel rises slowly, its own way: half as many colours would be the same. */
    private static AVFrame gradual() {
        return drawn(
                WIDTH,
                HEIGHT,
                Sampling.YUV420P,
                (plane, x, y) -> {
                    int across = x * 60 / WIDTH;
                    int down = y * 60 / HEIGHT;
                    return plane == 0 ? 60 + across + down : 98 + (plane == 1 ? across : down);
                });
    }

    /** In another format, by swscale alone; the frame's own colours, or RGB. */
    private static AVFrame scaled(AVFrame frame, int format) {
        AVFrame to = av_frame_alloc();
        to.width(WIDTH).height(HEIGHT).format(format);
        to.colorspace(frame.colorspace()).color_range(frame.color_range());
        av_frame_get_buffer(to, 0);
        SwsContext scaler =
                sws_getContext(
                        WIDTH,
                        HEIGHT,
                        frame.format(),
                        WIDTH,
                        HEIGHT,
                        format,
                        SWS_BILINEAR,
                        new SwsFilter(null),
                        new SwsFilter(null),
                        new DoublePointer());
        IntPointer matrix = sws_getCoefficients(frame.colorspace());
        int full = frame.color_range() == AVCOL_RANGE_JPEG ? 1 : 0;
        sws_setColorspaceDetails(scaler, matrix, full, matrix, full, 0, 1 << 16, 1 << 16);
        sws_scale(scaler, frame.data(), frame.linesize(), 0, HEIGHT, to.data(), to.linesize());
        sws_freeContext(scaler);
        return to;
    }

    /**
     * A zone's pixels exchanged in what the camera sends, and the picture is the same to the last
     * byte: also where the stream has more colours than are kept, and the width or height is odd.
     */
    @ParameterizedTest
    @CsvSource({
        "YUV420P, 64, 48, false, 0", "YUV420P, 65, 49, true, 0", "YUV420P, 65, 49, false, 1",
        "YUV420P, 65, 49, true, 3", "YUV422P, 64, 48, false, 0", "YUV422P, 64, 48, true, 1",
        "YUV422P, 65, 49, false, 2", "YUV444P, 64, 48, false, 0", "YUV444P, 65, 49, true, 1",
        "YUV444P, 854, 480, false, 0"
    })
    void nothingOfAZoneIsInWhatIsShown(
            Sampling sampling, int width, int height, boolean mirrored, int turns) {
        for (String zone :
                List.of(
                        "0 0.503, 1 0.503, 1 1, 0 1",
                        "0 0.48, 1 0.48, 1 0.7, 0 0.7",
                        "0.503 0, 1 0, 1 1, 0.503 1",
                        "0.2 0.2, 0.52 0.2, 0.52 0.52, 0.2 0.52")) {
            Blackout blackout = new Blackout(List.of(PrivacyZone.read(zone)));
            boolean[][] inside = inside(blackout, width, height, mirrored, turns);
            byte[] one = shown(blackout, noise(sampling, inside, 2), mirrored, turns);
            byte[] other = shown(blackout, noise(sampling, inside, 3), mirrored, turns);
            assertThat(one).as(zone).isEqualTo(other);
        }
    }

    /** How a stream keeps its colours: a value for so many pixels across and down. */
    enum Sampling {
        YUV420P(AV_PIX_FMT_YUV420P, 2, 2),
        YUV422P(AV_PIX_FMT_YUV422P, 2, 1),
        YUV444P(AV_PIX_FMT_YUV444P, 1, 1);

        private final int format;
        private final int across;
        private final int down;

        Sampling(int format, int across, int down) {
            this.format = format;
            this.across = across;
            this.down = down;
        }

        /** Whether all pixels of a value are inside. */
        boolean isInside(boolean[][] inside, int plane, int x, int y) {
            boolean all = true;
            for (int i = y; i < Math.min(inside.length, y + (plane == 0 ? 1 : down)); i++) {
                for (int j = x;
                        j < Math.min(inside[i].length, x + (plane == 0 ? 1 : across));
                        j++) {
                    all &= inside[i][j];
                }
            }
            return all;
        }
    }

    /** Noise, of another seed where all of a value's pixels are inside. */
    private static AVFrame noise(Sampling sampling, boolean[][] inside, int seed) {
        Random outside = new Random(1);
        Random changed = new Random(seed);
        return drawn(
                inside[0].length,
                inside.length,
                sampling,
                (plane, x, y) -> {
                    int same = outside.nextInt(16, 235);
                    return sampling.isInside(inside, plane, x, y) ? changed.nextInt(16, 235) : same;
                });
    }

    private static byte[] shown(Blackout blackout, AVFrame frame, boolean mirrored, int turns) {
        try (DecodedPicture picture = new DecodedPicture()) {
            Pixels pixels = picture.of(frame, MOST, mirrored, turns, new Spare(0));
            blackout.apply(pixels);
            return pixels.bytes();
        } finally {
            av_frame_free(frame);
        }
    }

    /** Which of a stream's pixels are black once the picture is upright. */
    private static boolean[][] inside(
            Blackout blackout, int width, int height, boolean mirrored, int turns) {
        int w = turns % 2 == 0 ? width : height;
        int h = turns % 2 == 0 ? height : width;
        byte[] bright = new byte[Pixels.size(w, h)];
        Arrays.fill(bright, (byte) 200);
        Pixels upright = new Pixels(w, h, Colors.JPEG, bright);
        blackout.apply(upright);
        boolean[][] inside = new boolean[height][width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int atX = mirrored ? width - 1 - x : x;
                int atY = y;
                int high = height;
                int wide = width;
                for (int turn = 0; turn < turns; turn++) { // clockwise
                    int before = atX;
                    atX = high - 1 - atY;
                    atY = before;
                    int old = high;
                    high = wide;
                    wide = old;
                }
                inside[y][x] = upright.luma(atX, atY) == 0;
            }
        }
        return inside;
    }
}
