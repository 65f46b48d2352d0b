package org.pukar.vision.face;

import java.util.Arrays;
import org.pukar.camera.Pixels;

/** Cuts a square out of one of a picture's planes, turned as it lies. Pure. */
final class Bicubic {
    /**
     * Keys' cubic kernel with OpenCV's parameter: bilinear samples lose fear on small faces (the
     * model's card).
     */
    private static final float SHARPNESS = -.75f;

    /** A sample's place between pixels is rounded to 1 / 1024. */
    private static final int WEIGHT_STEPS = 1024;

    private static final float[] WEIGHTS = weights();

    /** Places are whole numbers of so small a part of a pixel. */
    private static final int PARTS = 1 << 16;

    /** A thread cuts one square after the other, and each patch into the same room. */
    private static final ThreadLocal<float[]> ROOM = ThreadLocal.withInitial(() -> new float[0]);

    /** No more than a megabyte a thread is kept: a head that fills the frame takes new room. */
    private static final int MOST_KEPT = 512 * 512;

    private Bicubic() {}

    /**
     * The square's values, each the mean of k x k evenly spread bicubic samples, k = side over
     * size; beyond the plane's edge its nearest value goes on.
     *
     * @param square in pixels of the plane
     * @param plane 0 to 2, as in {@link Pixels#planes()}
     * @param size of the result, in pixels
     * @param out from {@code begin} on, shape {size, size}: row, column; each in [0, 255], as the
     *     picture stores them
     */
    static void cut(FaceCrop square, Pixels pixels, int plane, int size, float[] out, int begin) {
        Patch patch = Patch.of(square, pixels, plane);
        int k = (int) Math.max(1, Math.floor(square.side() / size + .5));
        double step = square.side() / (size * k);
        int acrossX = (int) Math.round(step * square.alongX() * PARTS);
        int acrossY = (int) Math.round(step * square.alongY() * PARTS);
        Arrays.fill(out, begin, begin + size * size, 0);
        float share = 1f / (k * k);
        for (int row = 0; row < size * k; row++) {
            double along = .5 * step;
            double down = (row + .5) * step;
            double x = square.corner().x() + along * square.alongX() - down * square.alongY();
            double y = square.corner().y() + along * square.alongY() + down * square.alongX();
            int atX = (int) Math.round((x - .5 - patch.left) * PARTS);
            int atY = (int) Math.round((y - .5 - patch.top) * PARTS);
            int to = begin + row / k * size;
            for (int column = 0; column < size; column++) {
                for (int i = 0; i < k; i++, atX += acrossX, atY += acrossY) {
                    out[to + column] += share * sample(patch.values, patch.width, atX, atY);
                }
            }
        }
    }

    /** One sample, in [0, 255]. */
    private static float sample(float[] from, int width, int x, int y) {
        int at = ((y >> 16) - 1) * width + (x >> 16) - 1;
        int across = x >> 4 & 4 * (WEIGHT_STEPS - 1);
        int down = y >> 4 & 4 * (WEIGHT_STEPS - 1);
        float sum =
                WEIGHTS[down] * line(from, at, across)
                        + WEIGHTS[down + 1] * line(from, at + width, across)
                        + WEIGHTS[down + 2] * line(from, at + 2 * width, across)
                        + WEIGHTS[down + 3] * line(from, at + 3 * width, across);
        return Math.max(0, Math.min(255, sum));
    }

    private static float line(float[] from, int at, int across) {
        return WEIGHTS[across] * from[at]
                + WEIGHTS[across + 1] * from[at + 1]
                + WEIGHTS[across + 2] * from[at + 2]
                + WEIGHTS[across + 3] * from[at + 3];
    }

    /**
     * Keys' cubic weights of the pixels at -1, 0, 1 and 2 for places {@code t} in [0, 1) after
     * pixel 0, four a step.
     */
    private static float[] weights() {
        float[] weights = new float[4 * WEIGHT_STEPS];
        float a = SHARPNESS;
        for (int i = 0; i < WEIGHT_STEPS; i++) {
            float t = (i + .5f) / WEIGHT_STEPS;
            weights[4 * i] = a * (t * t * t - 2 * t * t + t);
            weights[4 * i + 1] = (a + 2) * t * t * t - (a + 3) * t * t + 1;
            weights[4 * i + 2] = -(a + 2) * t * t * t + (2 * a + 3) * t * t - a * t;
            weights[4 * i + 3] = -a * (t * t * t - t * t);
        }
        return weights;
    }

    /**
     * The upright part of a plane that the samples touch.
     *
     * @param left of its first pixel, in pixels of the plane
     * @param values begin with shape {width, width}, in [0, 255]
     */
    @SuppressWarnings("ArrayRecordComponent") // lives as long as one square is cut
    private record Patch(int left, int top, int width, float[] values) {
        static Patch of(FaceCrop square, Pixels pixels, int plane) {
            double acrossX = square.side() * square.alongX();
            double acrossY = square.side() * square.alongY();
            // Room for the samples' neighbours: one pixel before, two after, and one for rounding.
            int left = first(square.corner().x(), acrossX, -acrossY);
            int top = first(square.corner().y(), acrossY, acrossX);
            int width = (int) (Math.abs(acrossX) + Math.abs(acrossY)) + 7;
            Patch patch = new Patch(left, top, width, room(width * width));
            patch.fill(pixels.bytes(), pixels.planes().get(plane));
            return patch;
        }

        private static float[] room(int numbers) {
            float[] kept = ROOM.get();
            if (kept.length >= numbers) {
                return kept;
            }
            float[] room = new float[numbers];
            if (numbers <= MOST_KEPT) {
                ROOM.set(room);
            }
            return room;
        }

        private void fill(byte[] bytes, Pixels.Plane plane) {
            int last = plane.width() - 1;
            boolean inside = left >= 0 && left + width <= plane.width();
            for (int y = 0, o = 0; y < width; y++) {
                int line = plane.begin() + plane.width() * clamp(top + y, plane.height() - 1);
                for (int x = left; x < left + width; x++, o++) {
                    values[o] = bytes[line + (inside ? x : clamp(x, last))] & 0xff;
                }
            }
        }

        private static int clamp(int value, int highest) {
            return Math.max(0, Math.min(highest, value));
        }

        private static int first(double corner, double across, double down) {
            return (int) Math.floor(corner + Math.min(0, across) + Math.min(0, down)) - 3;
        }
    }
}
