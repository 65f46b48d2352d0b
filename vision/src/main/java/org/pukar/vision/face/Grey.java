package org.pukar.vision.face;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.pukar.camera.Colors;
import org.pukar.camera.Frame;
import org.pukar.camera.Pixels;
import org.pukar.vision.net.Net;

/**
 * A part of a frame in grey, made smaller by whole steps, black beyond the frame: what the detector
 * gets.
 *
 * @param window the part, in pixels of the smaller picture
 * @param shrink pixels of the frame a pixel, each way
 * @param values shape {window.height, window.width}: Rec. 601 luma, a whole number in [0, 255]
 */
record Grey(Window window, int shrink, ByteBuffer values) {
    private static final VarHandle FOUR_BYTES =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** Of a step of luma, so many bits after the point: the brightest still fits into an int. */
    private static final int BITS = 22;

    private static final int ONE = 1 << BITS;

    /** A black picture for whole frames of that size. */
    static Grey black(int frameWidth, int frameHeight, int shrink) {
        Window whole = new Window(0, 0, filled(frameWidth / shrink), filled(frameHeight / shrink));
        return new Grey(whole, shrink, Net.bytes(Math.toIntExact(whole.pixels())));
    }

    /** The next multiple of what the net takes. */
    static int filled(int pixels) {
        return Math.max(1, (pixels + Window.CELL - 1) / Window.CELL) * Window.CELL;
    }

    int width() {
        return window.width();
    }

    int height() {
        return window.height();
    }

    /**
     * Writes its part of a frame into it. A pixel is the mean of its square, of a square of four
     * and more pixels a side the mean of each second pixel of each second row; where the camera's
     * colours have a say in it, those of the square's middle.
     */
    void fill(Frame frame) {
        Pixels pixels = frame.pixels();
        byte[] line = new byte[width()];
        int[] sums = new int[width()];
        byte[] alone = alone(pixels.colors());
        int columns = Math.min(width(), frame.width() / shrink - window.left());
        for (int row = 0; row < height(); row++) {
            int of = window.top() + row;
            if (of >= frame.height() / shrink) {
                Arrays.fill(line, (byte) 0);
            } else if (shrink == 1 && pixels.colors().lumaAlone()) {
                int i = first(pixels, of, 0, 0);
                for (int column = 0; column < columns; column++) {
                    line[column] = alone[pixels.bytes()[i + column] & 0xff];
                }
            } else {
                int samples =
                        shrink < 4
                                ? sum(pixels, of, columns, sums)
                                : sumSome(pixels, of, columns, sums);
                asLuma(pixels.colors(), samples, columns, sums);
                if (!pixels.colors().lumaAlone()) {
                    addColors(pixels, of, columns, sums);
                }
                for (int column = 0; column < columns; column++) {
                    line[column] =
                            (byte) (Math.max(0, Math.min(256 * ONE - 1, sums[column])) >> BITS);
                }
            }
            values.put(row * width(), line);
        }
    }

    /** What each byte of brightness stands for, where the camera's colours have no say. */
    private static byte[] alone(Colors colors) {
        byte[] luma = new byte[256];
        for (int y = 0; y < luma.length; y++) {
            luma[y] = (byte) Math.round(colors.luma(y, 128, 128));
        }
        return luma;
    }

    /** Of each pixel's square all samples together; how many there are. */
    private int sum(Pixels pixels, int row, int columns, int[] sums) {
        byte[] bytes = pixels.bytes();
        for (int column = 0; column < columns; column++) {
            int sum = 0;
            for (int y = 0; y < shrink; y++) {
                int i = first(pixels, row, column, y);
                for (int x = 0; x < shrink; x++) {
                    sum += bytes[i + x] & 0xff;
                }
            }
            sums[column] = sum;
        }
        return shrink * shrink;
    }

    /** A quarter of them. Two samples of a row are summed in one number, each in its own half. */
    private int sumSome(Pixels pixels, int row, int columns, int[] sums) {
        byte[] bytes = pixels.bytes();
        for (int column = 0; column < columns; column++) {
            int sum = 0;
            for (int y = 0; y < shrink; y += 2) {
                int i = first(pixels, row, column, y);
                int both = 0;
                for (int x = 0; x < shrink; x += 4) {
                    both += (int) FOUR_BYTES.get(bytes, i + x) & 0xff00ff;
                }
                sum += (both & 0xffff) + (both >>> 16);
            }
            sums[column] = sum;
        }
        return shrink * shrink / 4;
    }

    /** From sums of what the camera stores to Rec. 601 from 0 to 255, in parts of {@link #ONE}. */
    private static void asLuma(Colors colors, int samples, int columns, int[] sums) {
        int scale = Math.round((float) ONE * colors.lumaScale() / samples);
        int black = Math.round((float) ONE * (colors.black() * colors.lumaScale() - .5f));
        for (int column = 0; column < columns; column++) {
            sums[column] = sums[column] * scale - black;
        }
    }

    private void addColors(Pixels pixels, int row, int columns, int[] sums) {
        byte[] bytes = pixels.bytes();
        Colors colors = pixels.colors();
        int middle = shrink / 2;
        int cb = pixels.cb() + pixels.chroma(0, row * shrink + middle);
        int cr = cb + pixels.cr() - pixels.cb();
        int before = -1;
        int added = 0;
        for (int column = 0; column < columns; column++) {
            int at = ((window.left() + column) * shrink + middle) >> 1;
            if (at != before) { // two pixels of a whole frame share their colours
                added =
                        (int)
                                (ONE
                                        * colors.lumaAdded(
                                                bytes[cb + at] & 0xff, bytes[cr + at] & 0xff));
                before = at;
            }
            sums[column] += added;
        }
    }

    /** Where in the frame's bytes a line of a pixel's square begins. */
    private int first(Pixels pixels, int row, int column, int y) {
        return (row * shrink + y) * pixels.width() + (window.left() + column) * shrink;
    }
}
