package org.pukar.vision.watch;

import org.pukar.camera.Gear;

/**
 * What a camera takes, and how late it is.
 *
 * @param gear how much of its stream is decoded and read now
 * @param cores processor seconds a second, decoding and reading
 * @param delayMillis what half of the last thousand frames took at most, from the camera until
 *     their step of evidence was done
 * @param longDelayMillis what 99 of 100 took at most
 */
public record Effort(Gear gear, double cores, long delayMillis, long longDelayMillis) {
    /** Of a camera that is not read. */
    public static Effort none() {
        return new Effort(Gear.IDLE, 0, 0, 0);
    }
}
