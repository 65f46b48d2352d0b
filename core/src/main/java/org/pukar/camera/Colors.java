package org.pukar.camera;

/**
 * What a camera's Y', Cb and Cr stand for. Cameras differ: most HD ones use Rec. 709 and keep white
 * at 235; everything that reads or keeps a picture uses a JPEG file's, which is Rec. 601 from 0 to
 * 255. One linear step leads from the camera's to those:
 *
 * <pre>
 * y  = luma (Y' - black) + lumaCb (Cb - 128) + lumaCr (Cr - 128)
 * cb = 128 + cbCb (Cb - 128) + cbCr (Cr - 128)
 * cr = 128 + crCb (Cb - 128) + crCr (Cr - 128)
 * </pre>
 *
 * @param black the Y' of black
 */
public record Colors(
        int black,
        float luma,
        float lumaCb,
        float lumaCr,
        float cbCb,
        float cbCr,
        float crCb,
        float crCr) {
    /** Shares of red and of blue in Rec. 601's luma. */
    private static final double RED = .299;

    private static final double BLUE = .114;

    /** A JPEG file's own (JFIF 1.02). */
    public static final Colors JPEG = of(Matrix.REC_601, true);

    /** How luma is made of red, green and blue. */
    public enum Matrix {
        /** Standard definition, and whatever says nothing. */
        REC_601(RED, BLUE),
        /** HD. */
        REC_709(.2126, .0722),
        /** UHD. */
        REC_2020(.2627, .0593);

        private final double red;
        private final double blue;

        Matrix(double red, double blue) {
            this.red = red;
            this.blue = blue;
        }
    }

    /**
     * Of a stream that says this.
     *
     * @param full whether black is 0 and white 255; else they are 16 and 235
     */
    public static Colors of(Matrix m, boolean full) {
        double luma = full ? 1 : 255.0 / 219;
        double chroma = full ? 1 : 255.0 / 224;
        // What Cb and Cr add to red, green and blue.
        double redCr = 2 * (1 - m.red) * chroma;
        double blueCb = 2 * (1 - m.blue) * chroma;
        double green = 1 - m.red - m.blue;
        double lumaCb = BLUE * blueCb - (1 - RED - BLUE) * m.blue * blueCb / green;
        double lumaCr = RED * redCr - (1 - RED - BLUE) * m.red * redCr / green;
        double toCb = 1 / (2 * (1 - BLUE));
        double toCr = 1 / (2 * (1 - RED));
        boolean same = m == Matrix.REC_601; // what is 0 shall not be nearly 0
        return new Colors(
                full ? 0 : 16,
                (float) luma,
                same ? 0 : (float) lumaCb,
                same ? 0 : (float) lumaCr,
                same ? (float) chroma : (float) (toCb * (blueCb - lumaCb)),
                same ? 0 : (float) (toCb * -lumaCr),
                same ? 0 : (float) (toCr * -lumaCb),
                same ? (float) chroma : (float) (toCr * (redCr - lumaCr)));
    }

    /** Whether luma can be told without looking at Cb and Cr. */
    public boolean lumaAlone() {
        return lumaCb == 0 && lumaCr == 0;
    }

    /**
     * Luma, Rec. 601.
     *
     * @param y as stored, in [0, 255]; likewise cb and cr
     * @return in [0, 255]
     */
    public float lumaOf(float y, float cb, float cr) {
        return limited(luma * (y - black) + lumaCb * (cb - 128) + lumaCr * (cr - 128));
    }

    /** Cb as a JPEG file has it, in [0, 255]. */
    public float cbOf(float cb, float cr) {
        return limited(128 + cbCb * (cb - 128) + cbCr * (cr - 128));
    }

    /** Cr as a JPEG file has it, in [0, 255]. */
    public float crOf(float cb, float cr) {
        return limited(128 + crCb * (cb - 128) + crCr * (cr - 128));
    }

    /** Red of a JPEG file's luma and Cr; in [0, 255] as all others here. */
    public static float red(float luma, float cr) {
        return limited(luma + 1.402f * (cr - 128));
    }

    /** Green of a JPEG file's luma, Cb and Cr. */
    public static float green(float luma, float cb, float cr) {
        return limited(luma - .344136f * (cb - 128) - .714136f * (cr - 128));
    }

    /** Blue of a JPEG file's luma and Cb. */
    public static float blue(float luma, float cb) {
        return limited(luma + 1.772f * (cb - 128));
    }

    private static float limited(float value) {
        return Math.max(0, Math.min(255, value));
    }
}
