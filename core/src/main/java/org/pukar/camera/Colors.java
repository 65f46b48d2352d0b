package org.pukar.camera;

/**
 * What a camera's Y', Cb and Cr stand for. Cameras differ: most HD ones use Rec. 709 and keep white
 * at 235; everything that reads or keeps a picture uses a JPEG file's, which is Rec. 601 from 0 to
 * 255. Values are in [0, 255], those asked with as they are stored.
 */
public enum Colors {
    /** A JPEG file's own (JFIF 1.02). */
    JPEG(.299, .114, true),
    /** Standard definition, and whatever says nothing. */
    REC_601(.299, .114, false),
    /** HD. */
    REC_709(.2126, .0722, false),
    REC_709_FULL(.2126, .0722, true),
    /** UHD. */
    REC_2020(.2627, .0593, false),
    REC_2020_FULL(.2627, .0593, true);

    private final int black;
    private final float luma;

    /** What Cb and Cr add to red, green and blue. */
    private final float redCr;

    private final float greenCb;
    private final float greenCr;
    private final float blueCb;

    /** What they add to a JPEG file's luma, Cb and Cr. */
    private final float lumaCb;

    private final float lumaCr;
    private final float cbCb;
    private final float cbCr;
    private final float crCb;
    private final float crCr;

    /**
     * How luma is made.
     *
     * @param red its share, and that of blue; the rest is green's
     * @param full whether black is 0 and white 255; else they are 16 and 235
     */
    Colors(double red, double blue, boolean full) {
        black = full ? 0 : 16;
        luma = full ? 1 : 255f / 219;
        double chroma = full ? 1 : 255.0 / 224;
        double green = 1 - red - blue;
        double toRed = 2 * (1 - red) * chroma;
        double toBlue = 2 * (1 - blue) * chroma;
        redCr = (float) toRed;
        greenCb = (float) (-blue * toBlue / green);
        greenCr = (float) (-red * toRed / green);
        blueCb = (float) toBlue;
        // Rec. 601's luma of those three; where it is the camera's own, nothing is added.
        boolean same = red == .299;
        lumaCb = same ? 0 : (float) (.114 * toBlue + .587 * greenCb);
        lumaCr = same ? 0 : (float) (.299 * toRed + .587 * greenCr);
        cbCb = same ? (float) chroma : (float) ((toBlue - lumaCb) / 1.772);
        cbCr = same ? 0 : (float) (-lumaCr / 1.772);
        crCb = same ? 0 : (float) (-lumaCb / 1.402);
        crCr = same ? (float) chroma : (float) ((toRed - lumaCr) / 1.402);
    }

    /** The Y' of black. */
    public int black() {
        return black;
    }

    /** How much a step of Y' is of a step of luma. */
    public float lumaScale() {
        return luma;
    }

    /** Whether luma can be told without looking at Cb and Cr. */
    public boolean lumaAlone() {
        return lumaCb == 0 && lumaCr == 0;
    }

    /** What Cb and Cr add to luma. */
    public float lumaAdded(float cb, float cr) {
        return lumaCb * (cb - 128) + lumaCr * (cr - 128);
    }

    /** Luma, Rec. 601. */
    public float luma(float y, float cb, float cr) {
        return limited(luma * (y - black) + lumaAdded(cb, cr));
    }

    /** Cb as a JPEG file has it. */
    public float cb(float cb, float cr) {
        return limited(128 + cbCb * (cb - 128) + cbCr * (cr - 128));
    }

    /** Cr as a JPEG file has it. */
    public float cr(float cb, float cr) {
        return limited(128 + crCb * (cb - 128) + crCr * (cr - 128));
    }

    public float red(float y, float cr) {
        return limited(luma * (y - black) + redCr * (cr - 128));
    }

    public float green(float y, float cb, float cr) {
        return limited(luma * (y - black) + greenCb * (cb - 128) + greenCr * (cr - 128));
    }

    public float blue(float y, float cb) {
        return limited(luma * (y - black) + blueCb * (cb - 128));
    }

    private static float limited(float value) {
        return Math.max(0, Math.min(255, value));
    }
}
