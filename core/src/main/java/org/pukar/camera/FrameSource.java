package org.pukar.camera;

import java.util.Optional;

/**
 * Hands over the frames of one camera or file, in the order of time. Not thread-safe, but {@link
 * #close} may be called from any thread and ends a waiting {@link #next}.
 */
public interface FrameSource extends AutoCloseable {
    /**
     * The next frame to read; empty when the source has come to its end.
     *
     * @throws CaptureException when the source can't be opened or read; the source is then of no
     *     more use
     */
    Optional<Frame> next() throws CaptureException;

    /** Frames that were decoded and wanted but replaced by a later one before anyone took them. */
    long dropped();

    @Override
    void close();
}
