package org.pukar.vision.face;

import java.nio.ByteBuffer;
import org.pukar.camera.Frame;
import org.pukar.vision.net.Net;

/**
 * What the detector looks at for one frame: parts of it, and the whole much smaller, for heads that
 * fill more of it than the net sees at once. Kept and filled again for the next frame of that size.
 *
 * @param width of the picture that parts are taken of, in pixels, a multiple of 32
 * @param height of it, in pixels, a multiple of 32
 * @param shrink pixels of the frame a pixel of it, each way
 * @param values room for all of it
 * @param smaller the whole, {@link #SMALLER} times smaller still
 */
record Looked(int width, int height, int shrink, ByteBuffer values, Grey smaller) {
    /**
     * Longer sides are halved until they fit, for time. What is lost: a head of 36 pixels in a
     * frame of 3,840 is 18 for the net, which finds four of five of them (models/faces/card.md).
     */
    private static final int LONGEST = 2560;

    /** Heads of more than 200 pixels fill more than the net sees; it sees them so much smaller. */
    static final int SMALLER = 4;

    /** Black pictures for frames of that size. */
    static Looked at(int frameWidth, int frameHeight) {
        int shrink = 1;
        while (Math.max(frameWidth, frameHeight) / shrink > LONGEST) {
            shrink *= 2;
        }
        int width = Grey.filled(frameWidth / shrink);
        int height = Grey.filled(frameHeight / shrink);
        return new Looked(
                width,
                height,
                shrink,
                Net.bytes(width * height),
                Grey.black(frameWidth, frameHeight, SMALLER * shrink));
    }

    /** The part of a frame, until the next one is taken. */
    Grey part(Frame frame, Window window) {
        ByteBuffer room = values.duplicate().limit(Math.toIntExact(window.pixels()));
        Grey part = new Grey(window, shrink, room);
        part.fill(frame);
        return part;
    }
}
