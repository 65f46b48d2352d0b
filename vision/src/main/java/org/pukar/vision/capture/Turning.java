package org.pukar.vision.capture;

import org.pukar.camera.Pixels;

/** Turns a picture that lies on its side, or is mirrored, as its file or camera says. Pure. */
final class Turning {
    private Turning() {}

    /**
     * The picture, upright; itself where there is nothing to do.
     *
     * @param mirrored whether left and right are to be swapped, before it is turned
     * @param quarterTurns clockwise, 0 to 3
     */
    static Pixels of(Pixels from, boolean mirrored, int quarterTurns) {
        Pixels result = mirrored ? changed(from, Turning::mirror, false) : from;
        for (int turn = 0; turn < quarterTurns; turn++) {
            result = changed(result, Turning::turn, true);
        }
        return result;
    }

    private interface Change {
        void make(byte[] from, Pixels.Plane plane, byte[] to);
    }

    private static Pixels changed(Pixels from, Change change, boolean turns) {
        byte[] to = new byte[from.bytes().length];
        for (Pixels.Plane plane : from.planes()) {
            change.make(from.bytes(), plane, to);
        }
        int width = turns ? from.height() : from.width();
        int height = turns ? from.width() : from.height();
        return new Pixels(width, height, from.colors(), to);
    }

    private static void mirror(byte[] from, Pixels.Plane plane, byte[] to) {
        for (int y = 0, o = plane.begin(); y < plane.height(); y++) {
            for (int x = plane.width() - 1; x >= 0; x--, o++) {
                to[o] = from[plane.begin() + y * plane.width() + x];
            }
        }
    }

    /** A quarter turn clockwise: a column, read upwards, becomes a row. */
    private static void turn(byte[] from, Pixels.Plane plane, byte[] to) {
        for (int x = 0, o = plane.begin(); x < plane.width(); x++) {
            for (int y = plane.height() - 1; y >= 0; y--, o++) {
                to[o] = from[plane.begin() + y * plane.width() + x];
            }
        }
    }
}
