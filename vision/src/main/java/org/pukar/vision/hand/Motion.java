package org.pukar.vision.hand;

import org.pukar.camera.Frame;
import org.pukar.vision.face.FaceCrop;

/** How bright a square of the picture is in each of 12 x 12 places: enough to see that it moved. */
final class Motion {
    private static final int PLACES = 12;

    /** Pixels a place, along each axis: evens out the sensor's noise. */
    private static final int SAMPLES = 4;

    /** Luma, of 255; the noise of a place's mean is under 2 by night. */
    private static final double CHANGE = 10;

    private final float[] means;

    private Motion(float[] means) {
        this.means = means;
    }

    static Motion of(Frame frame, FaceCrop square) {
        float[] means = new float[PLACES * PLACES];
        int across = PLACES * SAMPLES;
        for (int row = 0; row < across; row++) {
            for (int column = 0; column < across; column++) {
                var at = square.point((column + .5) / across, (row + .5) / across);
                int x = (int) Math.max(0, Math.min(frame.width() - 1, at.x()));
                int y = (int) Math.max(0, Math.min(frame.height() - 1, at.y()));
                means[row / SAMPLES * PLACES + column / SAMPLES] += frame.luma(x, y);
            }
        }
        for (int i = 0; i < means.length; i++) {
            means[i] /= SAMPLES * SAMPLES;
        }
        return new Motion(means);
    }

    boolean differs(Motion other) {
        for (int i = 0; i < means.length; i++) {
            if (Math.abs(means[i] - other.means[i]) > CHANGE) {
                return true;
            }
        }
        return false;
    }
}
