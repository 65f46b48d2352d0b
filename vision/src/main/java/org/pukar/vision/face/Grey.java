package org.pukar.vision.face;

import java.nio.FloatBuffer;
import org.pukar.camera.Frame;
import org.pukar.vision.net.Net;

/**
 * A frame in grey, made smaller by whole steps, black where its sides are filled up to multiples of
 * 32: what the detector gets.
 *
 * @param width in pixels, a multiple of 32
 * @param height in pixels, a multiple of 32
 * @param shrink pixels of the frame a pixel, each way
 * @param values shape {height, width}: Rec. 601 luma, in [0, 255]
 */
record Grey(int width, int height, int shrink, FloatBuffer values) {
    private static final int MULTIPLE = 32;

    /** A black picture for frames of that size. */
    static Grey black(int frameWidth, int frameHeight, int shrink) {
        int width = filled(frameWidth / shrink);
        int height = filled(frameHeight / shrink);
        return new Grey(width, height, shrink, Net.buffer(width * height));
    }

    private static int filled(int pixels) {
        return Math.max(1, (pixels + MULTIPLE - 1) / MULTIPLE) * MULTIPLE;
    }

    /** Writes a frame of that size into it; each pixel is the mean of its square. */
    void fill(Frame frame) {
        float[] line = new float[frame.width() / shrink];
        for (int row = 0; row < frame.height() / shrink; row++) {
            if (shrink == 1) {
                wholeLine(frame, row, line);
            } else {
                meanLine(frame, row, line);
            }
            values.put(row * width, line);
        }
    }

    private static void wholeLine(Frame frame, int row, float[] line) {
        byte[] rgb = frame.rgb();
        int i = row * 3 * frame.width();
        for (int column = 0; column < line.length; column++, i += 3) {
            line[column] = luma(rgb, i) * (1f / 1000);
        }
    }

    private void meanLine(Frame frame, int row, float[] line) {
        byte[] rgb = frame.rgb();
        float share = 1f / (1000f * shrink * shrink);
        for (int column = 0; column < line.length; column++) {
            int sum = 0;
            for (int y = 0; y < shrink; y++) {
                int i = ((row * shrink + y) * frame.width() + column * shrink) * 3;
                for (int x = 0; x < shrink; x++, i += 3) {
                    sum += luma(rgb, i);
                }
            }
            line[column] = sum * share;
        }
    }

    /** In thousandths. */
    private static int luma(byte[] rgb, int i) {
        return 299 * (rgb[i] & 0xff) + 587 * (rgb[i + 1] & 0xff) + 114 * (rgb[i + 2] & 0xff);
    }

    /**
     * Writes into it what a larger one of the same frame holds, which is quicker than the frame.
     *
     * @param larger its shrink divides this one's
     * @param columns of this picture that the frame fills
     * @param rows of this picture that the frame fills
     */
    void fill(Grey larger, int columns, int rows) {
        int step = shrink / larger.shrink;
        float share = 1f / (step * step);
        float[] sums = new float[columns * step];
        float[] next = new float[columns * step];
        float[] line = new float[columns];
        for (int row = 0; row < rows; row++) {
            larger.values.get(row * step * larger.width, sums);
            for (int y = 1; y < step; y++) {
                larger.values.get((row * step + y) * larger.width, next);
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += next[i];
                }
            }
            for (int column = 0; column < columns; column++) {
                float sum = 0;
                for (int i = column * step; i < (column + 1) * step; i++) {
                    sum += sums[i];
                }
                line[column] = sum * share;
            }
            values.put(row * width, line);
        }
    }
}
