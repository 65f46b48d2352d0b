package org.pukar.vision.pipeline;

/**
 * How often each net has run for one camera.
 *
 * @param frames for faces, in whole frames
 * @param small for faces, in squares of 320 pixels, which a graphics card is given
 * @param large the same of 640
 * @param palms for palms, around a face
 * @param hands on one hand
 */
public record Looks(double frames, long small, long large, long palms, long hands) {
    public static Looks none() {
        return new Looks(0, 0, 0, 0, 0);
    }

    /** Both together. */
    public Looks and(Looks more) {
        return new Looks(
                frames + more.frames,
                small + more.small,
                large + more.large,
                palms + more.palms,
                hands + more.hands);
    }

    /** What was looked since another count. */
    public Looks since(Looks before) {
        return new Looks(
                frames - before.frames,
                small - before.small,
                large - before.large,
                palms - before.palms,
                hands - before.hands);
    }
}
