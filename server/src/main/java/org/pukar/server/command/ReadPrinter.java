package org.pukar.server.command;

import org.pukar.camera.PictureFault;
import org.pukar.vision.pipeline.Pipeline;

/** How what is read reaches its reader: people or programs. */
interface ReadPrinter {
    /**
     * One frame was read.
     *
     * @param done the share of the file that is behind, in [0, 1]
     */
    void frame(Pipeline.Report report, double done);

    /** A fault began. */
    void fault(double seconds, PictureFault fault);

    /** The file is over. */
    void summary(ReadTotals totals);

    /** The file could not be read, or not whole. */
    void error(String file, String code, String message);
}
