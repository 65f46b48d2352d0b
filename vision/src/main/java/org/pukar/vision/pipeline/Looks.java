package org.pukar.vision.pipeline;

import org.pukar.vision.face.FaceNet;

/**
 * How often each net has run for one camera.
 *
 * @param faces for faces
 * @param palms for palms, around a face
 * @param hands on one hand
 */
public record Looks(FaceNet.Looks faces, long palms, long hands) {
    public static Looks none() {
        return new Looks(FaceNet.Looks.none(), 0, 0);
    }

    /** Both together. */
    public Looks and(Looks more) {
        return new Looks(faces.and(more.faces), palms + more.palms, hands + more.hands);
    }

    /** What was looked since another count. */
    public Looks since(Looks before) {
        return new Looks(faces.since(before.faces), palms - before.palms, hands - before.hands);
    }
}
