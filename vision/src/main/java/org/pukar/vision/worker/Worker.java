package org.pukar.vision.worker;

import org.pukar.base.PukarVersion;
import org.pukar.vision.pipeline.Reader;

/**
 * Who speaks to the desk.
 *
 * @param name such as {@code host/2}
 * @param run which of all jobs that were ever submitted it belongs to; only one at a time reads
 * @param version of its Pukar
 * @param models the mark of its models, see {@link Reader#models}
 */
public record Worker(String name, String run, String version, String models) {
    private static final int LONGEST = 200;

    public Worker {
        for (String text : new String[] {name, run, version, models}) {
            if (text == null || text.isBlank() || text.length() > LONGEST) {
                throw new IllegalArgumentException(
                        "a worker's name, run, version and models must each be 1 to %d characters, got %s"
                                .formatted(LONGEST, text == null ? "none" : text.length()));
            }
        }
    }

    /** This program under a name. */
    public static Worker ofThis(String name, String run) {
        return new Worker(name, run, PukarVersion.TEXT, Reader.models());
    }
}
