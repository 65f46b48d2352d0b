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
        int columns = frame.width() / shrink;
        int rows = frame.height() / shrink;
        byte[] rgb = frame.rgb();
        int step = 3 * shrink;
        float share = 1f / (1000f * shrink * shrink);
        float[] line = new float[columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int sum = 0;
                for (int y = 0; y < shrink; y++) {
                    int i = (row * shrink + y) * 3 * frame.width() + column * step;
                    for (int x = 0; x < shrink; x++, i += 3) {
                        sum +=
                                299 * (rgb[i] & 0xff)
                                        + 587 * (rgb[i + 1] & 0xff)
                                        + 114 * (rgb[i + 2] & 0xff);
                    }
                }
                line[column] = sum * share;
            }
            values.put(row * width, line);
        }
    }
}
