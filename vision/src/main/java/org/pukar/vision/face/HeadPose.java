package org.pukar.vision.face;

import org.pukar.cue.Face;
import org.pukar.cue.Point;

/**
 * How a head is turned as the camera sees it, in degrees: a mean head's six points fitted to those
 * that were found, seen from afar (scaled orthography; DeMenthon and Davis 1995). How far off it
 * is: docs/decisions/004-quality.md.
 *
 * @param yaw 0 towards the camera, positive to the person's left
 * @param pitch 0 level, positive with the face down
 * @param roll 0 upright, positive where the head leans towards its right shoulder
 */
public record HeadPose(double yaw, double pitch, double roll) {
    /**
     * Right eye, left eye, nose, mouth, right ear, left ear: means of 60 heads of ICT-FaceKit in
     * centimetres, about their middle; to the person's left, up, ahead.
     */
    private static final double[][] HEAD = {
        {-3.27, 1.57, .90},
        {3.27, 1.57, .90},
        {0, -1.48, 4.79},
        {0, -5.30, 2.75}
    };

    /** {@link #HEAD}'s pseudo-inverse, shape {3, 6}. */
    private static final double[][] INVERSE = inverse();

    /** The pose of a face by its points. */
    public static HeadPose of(Face.Points points) {
        Point[] seen = {points.rightEye(), points.leftEye(), points.nose(), points.mouth()};
        double[] right = new double[3];
        double[] up = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            for (int p = 0; p < seen.length; p++) {
                right[axis] += INVERSE[axis][p] * seen[p].x();
                up[axis] -= INVERSE[axis][p] * seen[p].y(); // rows of the picture run downwards
            }
        }
        double size = Math.sqrt(length(right) * length(up));
        if (!(size > 0)) {
            return new HeadPose(0, 0, 0); // all points in one place
        }
        unit(right);
        unit(up);
        // The two lean by the same to become square: neither is trusted more.
        double lean = dot(right, up) / 2;
        for (int axis = 0; axis < 3; axis++) {
            double before = right[axis];
            right[axis] -= lean * up[axis];
            up[axis] -= lean * before;
        }
        unit(right);
        unit(up);
        double[] ahead = cross(right, up);
        return new HeadPose(
                Math.toDegrees(Math.atan2(right[2], ahead[2])),
                Math.toDegrees(Math.asin(Math.max(-1, Math.min(1, -up[2])))),
                Math.toDegrees(Math.atan2(up[0], up[1])));
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    private static double length(double[] a) {
        return Math.sqrt(dot(a, a));
    }

    private static void unit(double[] a) {
        double length = Math.max(1e-9, length(a));
        for (int axis = 0; axis < 3; axis++) {
            a[axis] /= length;
        }
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {
            a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
        };
    }

    /**
     * (HᵀH)⁻¹Hᵀ; to the left is square to the other two, for a mean head is the same on both sides.
     */
    private static double[][] inverse() {
        double xx = 0;
        double yy = 0;
        double zz = 0;
        double yz = 0;
        double middleY = 0;
        double middleZ = 0;
        for (double[] p : HEAD) {
            middleY += p[1] / HEAD.length;
            middleZ += p[2] / HEAD.length;
        }
        for (double[] p : HEAD) {
            double y = p[1] - middleY;
            double z = p[2] - middleZ;
            xx += p[0] * p[0];
            yy += y * y;
            zz += z * z;
            yz += y * z;
        }
        double determinant = yy * zz - yz * yz;
        double[][] inverse = new double[3][HEAD.length];
        for (int p = 0; p < HEAD.length; p++) {
            double y = HEAD[p][1] - middleY;
            double z = HEAD[p][2] - middleZ;
            inverse[0][p] = HEAD[p][0] / xx;
            inverse[1][p] = (zz * y - yz * z) / determinant;
            inverse[2][p] = (yy * z - yz * y) / determinant;
        }
        return inverse;
    }
}
