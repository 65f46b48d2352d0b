package org.pukar.vision.pipeline;

/**
 * How often each net has run for one camera.
 *
 * @param frames for faces, in whole frames
 * @param palms for palms, around a face
 * @param hands on one hand
 */
public record Looks(double frames, long palms, long hands) {
    public static Looks none() {
        return new Looks(0, 0, 0);
    }

    /** Both together. */
    public Looks and(Looks more) {
        return new Looks(frames + more.frames, palms + more.palms, hands + more.hands);
    }

    /** What was looked since another count. */
    public Looks since(Looks before) {
        return new Looks(frames - before.frames, palms - before.palms, hands - before.hands);
    }
}
