package org.pukar.vision.face;

import java.util.Optional;
import org.pukar.camera.Frame;
import org.pukar.cue.Abstention;
import org.pukar.cue.Face;

/**
 * The gate before reading: a face that is too small, cut, turned, hidden, dark or blurred is not
 * read, and the reason is said. Where each limit below comes from: docs/decisions/004-quality.md.
 */
public final class FaceQuality {
    /**
     * A part of the crop outside the picture that is no more than this share of its side does no
     * harm.
     */
    private static final double MOST_OUTSIDE = .1;

    /** Degrees to a side: beyond them half of the mouth is gone. */
    private static final double MOST_YAW = 35;

    /** Degrees that a face is thrown back, and that it is nodded down or seen from above. */
    private static final double LEAST_PITCH = -25;

    private static final double MOST_PITCH = 30;

    /** Degrees to a shoulder: a head tilted by more is lying. */
    private static final double MOST_ROLL = 45;

    /** The detector is less sure of covered faces: masks, helmets, hands. */
    private static final double LEAST_CONFIDENCE = .4;

    private static final double BRIGHTEST = 240;

    /**
     * Least contrast of the face itself, of 255: below it a video's encoder leaves more error than
     * face (docs/decisions/004-quality.md). How dark a face is does not matter beside that, so no
     * brightness is too low.
     */
    private static final double FLATTEST = 6;

    /**
     * Where the face is in the crop, in shares of its side: its light counts most in the middle and
     * nothing from the reach on, so a white scarf or a wall beside a dark face does not.
     */
    private static final double FACE_X = .5;

    private static final double FACE_Y = .46;
    private static final double FACE_REACH = .4;

    /**
     * Side of the small picture in which sharpness is measured: finer detail than this is not
     * needed to read.
     */
    private static final int SHARPNESS_SIDE = 48;

    /** Energy of the Laplacian over that of the brightness. */
    private static final double LEAST_SHARPNESS = .05;

    private FaceQuality() {}

    /** Why the face can't be read; empty when it can. */
    public static Optional<Abstention> check(Frame frame, Face face) {
        if (face.headWidth() < FaceFinder.SMALLEST_HEAD) {
            return Optional.of(Abstention.TOO_SMALL);
        }
        FaceCrop crop = FaceCrop.of(face.points());
        if (crop.outside(frame) > MOST_OUTSIDE) {
            return Optional.of(Abstention.EDGE);
        }
        if (turned(HeadPose.of(face.points()))) {
            return Optional.of(Abstention.TURNED);
        }
        if (face.confidence() < LEAST_CONFIDENCE) {
            return Optional.of(Abstention.HIDDEN);
        }
        Light light = Light.of(crop.grey(frame, SHARPNESS_SIDE), SHARPNESS_SIDE);
        if (light.mean > BRIGHTEST || light.deviation < FLATTEST) {
            return Optional.of(Abstention.DARK);
        }
        return light.sharpness < LEAST_SHARPNESS
                ? Optional.of(Abstention.BLURRED)
                : Optional.empty();
    }

    private static boolean turned(HeadPose pose) {
        return Math.abs(pose.yaw()) > MOST_YAW
                || pose.pitch() < LEAST_PITCH
                || pose.pitch() > MOST_PITCH
                || Math.abs(pose.roll()) > MOST_ROLL;
    }

    /**
     * Light of a small picture of a face.
     *
     * @param mean of the face, in [0, 255]
     * @param deviation of the face, in [0, 255]
     * @param sharpness how much fine detail there is in all of the picture
     */
    record Light(double mean, double deviation, double sharpness) {
        /**
         * Measures a small picture.
         *
         * @param luma shape {side, side}
         */
        static Light of(float[] luma, int side) {
            double[] across = window(side, FACE_X);
            double[] down = window(side, FACE_Y);
            double faceSum = 0;
            double faceSquares = 0;
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < luma.length; i++) {
                double square = luma[i] * luma[i];
                double share = down[i / side] * across[i % side];
                faceSum += share * luma[i];
                faceSquares += share * square;
                sum += luma[i];
                squares += square;
            }
            double mean = sum / luma.length;
            double variance = Math.max(1, squares / luma.length - mean * mean);
            return new Light(
                    faceSum,
                    Math.sqrt(Math.max(0, faceSquares - faceSum * faceSum)),
                    detail(luma, side) / variance);
        }

        /** The mean square of the Laplacian. */
        private static double detail(float[] luma, int side) {
            double energy = 0;
            for (int y = 1; y < side - 1; y++) {
                for (int i = y * side + 1; i < (y + 1) * side - 1; i++) {
                    double laplacian =
                            luma[i - 1]
                                    + luma[i + 1]
                                    + luma[i - side]
                                    + luma[i + side]
                                    - 4 * luma[i];
                    energy += laplacian * laplacian;
                }
            }
            return energy / ((side - 2) * (side - 2));
        }

        /** How much each row or column counts; sum 1. */
        private static double[] window(int side, double middle) {
            double[] shares = new double[side];
            double sum = 0;
            for (int i = 0; i < side; i++) {
                double away = ((i + .5) / side - middle) / FACE_REACH;
                shares[i] = Math.max(0, 1 - away * away);
                sum += shares[i];
            }
            for (int i = 0; i < side; i++) {
                shares[i] /= sum;
            }
            return shares;
        }
    }
}
