package org.pukar.vision.capture;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Room for pictures that nobody needs any more, to be filled again: a frame of Full HD is three
 * megabytes, which the collector would have to follow five times a second for each camera. For
 * frames of one camera. Thread-safe.
 */
final class Spare {
    /** One is read while the next is decoded. */
    private static final int MOST = 2;

    private final Deque<byte[]> pictures = new ArrayDeque<>(MOST);

    /** So many bytes, whatever they hold. */
    synchronized byte[] take(int bytes) {
        byte[] picture = pictures.poll();
        while (picture != null && picture.length != bytes) { // the stream has another size now
            picture = pictures.poll();
        }
        return picture == null ? new byte[bytes] : picture;
    }

    /**
     * Keeps a picture for the next.
     *
     * @param picture that nobody reads or writes any more
     */
    synchronized void give(byte[] picture) {
        if (pictures.size() < MOST) {
            pictures.add(picture);
        }
    }
}
