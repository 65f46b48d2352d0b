package org.pukar.vision.capture;

/** What of a stream is decoded next, as {@link Media} is told before each packet. */
enum Wanted {
    /** The next picture, and what it needs. */
    PICTURE,
    /** No picture now: what later ones need, B frames mostly not. */
    REFERENCES,
    /** The next key frame and no other; what follows it is kept, to go on from there. */
    KEY_FRAME,
    /** Nothing; what follows the last key frame is kept. */
    NOTHING
}
