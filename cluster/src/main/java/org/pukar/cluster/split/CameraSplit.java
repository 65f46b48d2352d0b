package org.pukar.cluster.split;

import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;
import org.pukar.evidence.CameraWatch;
import org.pukar.evidence.Signal;

/**
 * A camera as a split of the source: what is known of its present. Its address is not in it, nor a
 * picture.
 *
 * @param cameraId which
 * @param watch who is in view, and what it adds up to
 * @param waiting signals that were raised and not handed on yet
 */
public record CameraSplit(String cameraId, CameraWatch watch, List<Signal> waiting)
        implements SourceSplit {
    public CameraSplit {
        waiting = List.copyOf(waiting);
    }

    /** A camera of which nothing is known. */
    public static CameraSplit unknown(String cameraId) {
        return new CameraSplit(cameraId, CameraWatch.start(), List.of());
    }

    @Override
    public String splitId() {
        return cameraId;
    }
}
