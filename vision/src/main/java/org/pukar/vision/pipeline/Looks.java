package org.pukar.vision.pipeline;

/**
 * How often each net has run for one camera.
 *
 * @param tiles for faces, on a part of the street
 * @param heads for one face, around where it should be
 * @param palms for palms, around a face
 * @param hands on one hand
 */
public record Looks(long tiles, long heads, long palms, long hands) {
    public static Looks none() {
        return new Looks(0, 0, 0, 0);
    }

    /** What was looked since another count. */
    public Looks since(Looks before) {
        return new Looks(
                tiles - before.tiles,
                heads - before.heads,
                palms - before.palms,
                hands - before.hands);
    }
}
