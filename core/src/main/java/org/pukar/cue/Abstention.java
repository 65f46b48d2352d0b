package org.pukar.cue;

/**
 * Why a face was not read. An abstention carries no evidence either way; each is counted and shown.
 */
public enum Abstention {
    /** The head is under 36 pixels wide. */
    TOO_SMALL,
    /** Too few fine edges: out of focus, or moving fast. */
    BLURRED,
    /** The face looks too far to a side, up or down. */
    TURNED,
    /** Too little contrast of its own to see its shape, from darkness, haze or glare. */
    DARK,
    /** Something covers the eyes or the mouth, or the detector is not sure enough of them. */
    HIDDEN,
    /**
     * The reader itself can't tell: a mask, a veil, dark glasses, a visor, a print, or nothing that
     * can be read.
     */
    UNSURE,
    /** Part of the head lies outside the picture. */
    EDGE,
    /** The camera's settings switch reading off: it is too far, too dark or too steep there. */
    OFF
}
