package org.pukar.vision.face;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.pukar.camera.Frame;
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
    private static final int MULTIPLE = 32;

    private static final VarHandle FOUR_BYTES =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** A black picture for whole frames of that size. */
    static Grey black(int frameWidth, int frameHeight, int shrink) {
        Window whole = new Window(0, 0, filled(frameWidth / shrink), filled(frameHeight / shrink));
        return new Grey(whole, shrink, Net.buffer(Math.toIntExact(whole.pixels())));
    }

    /** The next multiple of what the net takes. */
    static int filled(int pixels) {
        return Math.max(1, (pixels + MULTIPLE - 1) / MULTIPLE) * MULTIPLE;
    }

    int width() {
        return window.width();
    }

    int height() {
        return window.height();
    }

    /**
     * Writes its part of a frame into it. A pixel is the mean of its square, of a square of four
     * and more pixels a side the mean of each second pixel of each second row.
     */
    void fill(Frame frame) {
        float[] line = new float[width()];
        int columns = Math.min(width(), frame.width() / shrink - window.left());
        for (int row = 0; row < height(); row++) {
            int of = window.top() + row;
            if (of >= frame.height() / shrink) {
                Arrays.fill(line, 0);
            } else if (shrink == 1) {
                wholeLine(frame, of, columns, line);
            } else if (shrink < 4) {
                meanLine(frame, of, columns, line);
            } else {
                sparseLine(frame, of, columns, line);
            }
            values.put(row * width(), line);
        }
    }

    private void wholeLine(Frame frame, int row, int columns, float[] line) {
        byte[] rgb = frame.rgb();
        int i = (row * frame.width() + window.left()) * 3;
        for (int column = 0; column < columns; column++, i += 3) {
            line[column] = luma(rgb, i) * (1f / 1000);
        }
    }

    private void meanLine(Frame frame, int row, int columns, float[] line) {
        byte[] rgb = frame.rgb();
        float share = 1f / (1000f * shrink * shrink);
        for (int column = 0; column < columns; column++) {
            int sum = 0;
            for (int y = 0; y < shrink; y++) {
                int i = first(frame, row, column, y);
                for (int x = 0; x < shrink; x++, i += 3) {
                    sum += luma(rgb, i);
                }
            }
            line[column] = sum * share;
        }
    }

    /** Red and blue are summed in one number, each in its own half of it: up to 256 samples. */
    private void sparseLine(Frame frame, int row, int columns, float[] line) {
        byte[] rgb = frame.rgb();
        float share = 4f / (1000f * shrink * shrink);
        for (int column = 0; column < columns; column++) {
            int redBlue = 0;
            int green = 0;
            for (int y = 0; y < shrink; y += 2) {
                int i = first(frame, row, column, y);
                for (int x = 0; x < shrink; x += 2, i += 6) {
                    int pixel = (int) FOUR_BYTES.get(rgb, i); // a sample is no row's last pixel
                    redBlue += pixel & 0xff00ff;
                    green += pixel >>> 8 & 0xff;
                }
            }
            line[column] =
                    (299 * (redBlue & 0xffff) + 587 * green + 114 * (redBlue >>> 16)) * share;
        }
    }

    /** Where in the frame's bytes a line of a pixel's square begins. */
    private int first(Frame frame, int row, int column, int y) {
        return ((row * shrink + y) * frame.width() + (window.left() + column) * shrink) * 3;
    }

    /** In thousandths. */
    private static int luma(byte[] rgb, int i) {
        return 299 * (rgb[i] & 0xff) + 587 * (rgb[i + 1] & 0xff) + 114 * (rgb[i + 2] & 0xff);
    }
}
