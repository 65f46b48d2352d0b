package org.pukar.cue;

import java.util.List;
import org.pukar.camera.Frame;

/**
 * Reads what a face looks like in one frame, or abstains and says why. Implementations are
 * thread-safe and keep nothing of what they saw.
 */
public interface CueReader {
    /**
     * What the face looks like, or why it was not read.
     *
     * @param frame the whole picture
     * @param face one face of it, in the frame's pixels
     */
    FaceReading read(Frame frame, Face face);

    /** The same for several faces of a frame, in their order; cheaper than one by one. */
    List<FaceReading> read(Frame frame, List<Face> faces);
}
