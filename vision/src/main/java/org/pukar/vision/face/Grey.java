package org.pukar.vision.face;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
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
 * @param values shape {window.height, window.width}: Rec. 601 luma, in [0, 255]
 */
record Grey(Window window, int shrink, FloatBuffer values) {
    private static final VarHandle FOUR_BYTES =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** A black picture for whole frames of that size. */
    static Grey black(int frameWidth, int frameHeight, int shrink) {
        Window whole = new Window(0, 0, filled(frameWidth / shrink), filled(frameHeight / shrink));
        return new Grey(whole, shrink, Net.buffer(Math.toIntExact(whole.pixels())));
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
        float[] line = new float[width()];
        int columns = Math.min(width(), frame.width() / shrink - window.left());
        for (int row = 0; row < height(); row++) {
            int of = window.top() + row;
            if (of >= frame.height() / shrink) {
                Arrays.fill(line, 0);
            } else {
                if (shrink < 4) {
                    meanLine(pixels, of, columns, line);
                } else {
                    sparseLine(pixels, of, columns, line);
                }
                asLuma(pixels, of, columns, line);
            }
            values.put(row * width(), line);
        }
    }

    private void meanLine(Pixels pixels, int row, int columns, float[] line) {
        byte[] bytes = pixels.bytes();
        if (shrink == 1) {
            int i = first(pixels, row, 0, 0);
            for (int column = 0; column < columns; column++) {
                line[column] = bytes[i + column] & 0xff;
            }
            return;
        }
        float share = 1f / (shrink * shrink);
        for (int column = 0; column < columns; column++) {
            int sum = 0;
            for (int y = 0; y < shrink; y++) {
                int i = first(pixels, row, column, y);
                for (int x = 0; x < shrink; x++) {
                    sum += bytes[i + x] & 0xff;
                }
            }
            line[column] = sum * share;
        }
    }

    /** Two samples of a row are summed in one number, each in its own half of it. */
    private void sparseLine(Pixels pixels, int row, int columns, float[] line) {
        byte[] bytes = pixels.bytes();
        float share = 4f / (shrink * shrink);
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
            line[column] = sum * share;
        }
    }

    /** From what the camera stores to Rec. 601 from 0 to 255. */
    private void asLuma(Pixels pixels, int row, int columns, float[] line) {
        Colors colors = pixels.colors();
        if (colors == Colors.JPEG) {
            return;
        }
        float scale = colors.lumaScale();
        float black = colors.black() * scale;
        for (int column = 0; column < columns; column++) {
            line[column] = line[column] * scale - black;
        }
        if (!colors.lumaAlone()) {
            addColors(pixels, row, columns, line);
        }
        for (int column = 0; column < columns; column++) {
            line[column] = Math.max(0, Math.min(255, line[column]));
        }
    }

    private void addColors(Pixels pixels, int row, int columns, float[] line) {
        byte[] bytes = pixels.bytes();
        Colors colors = pixels.colors();
        int middle = shrink / 2;
        int cb = pixels.cb() + pixels.chroma(0, row * shrink + middle);
        int cr = cb + pixels.cr() - pixels.cb();
        int before = -1;
        float added = 0;
        for (int column = 0; column < columns; column++) {
            int at = ((window.left() + column) * shrink + middle) >> 1;
            if (at != before) { // two pixels of a whole frame share their colours
                added = colors.lumaAdded(bytes[cb + at] & 0xff, bytes[cr + at] & 0xff);
                before = at;
            }
            line[column] += added;
        }
    }

    /** Where in the frame's bytes a line of a pixel's square begins. */
    private int first(Pixels pixels, int row, int column, int y) {
        return (row * shrink + y) * pixels.width() + (window.left() + column) * shrink;
    }
}
