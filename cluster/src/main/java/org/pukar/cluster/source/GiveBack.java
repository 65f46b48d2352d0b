package org.pukar.cluster.source;

import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * The enumerator to a reader: give these cameras back.
 *
 * @param cameras their ids
 */
record GiveBack(List<String> cameras) implements SourceEvent {
    GiveBack {
        cameras = List.copyOf(cameras);
    }
}
