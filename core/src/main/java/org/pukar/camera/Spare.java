package org.pukar.camera;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Room for pictures that nobody needs any more, to be filled again: a frame of Full HD is three
 * megabytes, which the collector would have to follow five times a second for each camera. For
 * frames of one camera. Thread-safe.
 */
public final class Spare {
    private final int most;
    private final Deque<byte[]> pictures = new ArrayDeque<>();

    /**
     * @param most pictures that are kept
     */
    public Spare(int most) {
        this.most = most;
    }

    /** So many bytes, whatever they hold. */
    public synchronized byte[] take(int bytes) {
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
    public synchronized void give(byte[] picture) {
        if (pictures.size() < most) {
            pictures.add(picture);
        }
    }
}
