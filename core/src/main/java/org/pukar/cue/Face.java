package org.pukar.cue;

/**
 * A face found in a frame: where it is, not whose.
 *
 * @param box around the head, in pixels of the whole frame
 * @param points its six points: as the detector gives them, better where a face is large enough to
 *     be read
 * @param confidence how sure the detector is, in [0, 1]
 */
public record Face(Box box, Points points, double confidence) {
    public Face {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException(
                    "a face's confidence must be in [0, 1], got " + confidence);
        }
    }

    /**
     * Six points of a face, in pixels of the whole frame; right and left are the person's own.
     *
     * @param rightEye middle of the eye
     * @param leftEye middle of the eye
     * @param nose its tip
     * @param mouth its middle
     * @param rightEar where it meets the cheek
     * @param leftEar where it meets the cheek
     */
    public record Points(
            Point rightEye, Point leftEye, Point nose, Point mouth, Point rightEar, Point leftEar) {
        /**
         * From a net's six, in the order above.
         *
         * @throws IllegalArgumentException when they are not six
         */
        public static Points of(Point... six) {
            if (six.length != 6) {
                throw new IllegalArgumentException("a face's points must be 6, got " + six.length);
            }
            return new Points(six[0], six[1], six[2], six[3], six[4], six[5]);
        }
    }

    /** Head width in pixels, the size that every limit of reading is given in. */
    public double headWidth() {
        return box.width();
    }
}
