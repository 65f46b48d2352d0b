package org.pukar.cue;

/** What a hand does in one frame: the parts of the Signal for Help, and everything else. */
public enum HandShape {
    /** The palm to the camera, all fingers straight, the thumb out. */
    OPEN,
    /** The palm to the camera, the four fingers straight, the thumb across the palm. */
    THUMB_TUCKED,
    /** The fingers folded. */
    FOLDED,
    /** Anything else, and what can't be told. */
    OTHER
}
