package org.pukar.evidence;

/**
 * What is known of a camera's present, and a signal, as bytes: for runners that move a camera from
 * one machine to another. Written by hand, so that nobody's library or class name decides what can
 * be read again; to the bit, so that the next frame gives the same signal there. No picture is in
 * it, and of a face no more than the box around its head.
 */
public final class StateBytes {
    /** Of the form; another one is refused. It rises with every change of a record in it. */
    public static final int VERSION = 2;

    private StateBytes() {}

    public static byte[] of(CameraWatch watch) {
        StateOut out = new StateOut();
        out.watch(watch);
        return out.bytes();
    }

    public static byte[] of(Signal signal) {
        StateOut out = new StateOut();
        out.signal(signal);
        return out.bytes();
    }

    /**
     * Reads what {@link #of(CameraWatch)} wrote.
     *
     * @param version the form that it was written in
     * @throws IllegalArgumentException when it is of another form, or damaged
     */
    public static CameraWatch watch(int version, byte[] bytes) {
        check(version);
        return new StateIn(bytes).whole(StateIn::watch);
    }

    /**
     * Reads what {@link #of(Signal)} wrote.
     *
     * @param version the form that it was written in
     * @throws IllegalArgumentException when it is of another form, or damaged
     */
    public static Signal signal(int version, byte[] bytes) {
        check(version);
        return new StateIn(bytes).whole(StateIn::signal);
    }

    private static void check(int version) {
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "state must be of the form %d that this Pukar reads, got %d; begin without it, or with the Pukar that wrote it"
                            .formatted(VERSION, version));
        }
    }
}
