package org.pukar.cluster.source;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;
import org.pukar.cluster.split.CameraSplit;
import org.pukar.cluster.split.CameraSplits;

/**
 * A reader to the enumerator: these are not read here any more.
 *
 * @param version of the form
 * @param splits as {@link CameraSplits.Pool} writes them
 * @param refused why the desk refuses this reader, so that it must get no other; empty when it
 *     doesn't
 */
@SuppressWarnings("ArrayRecordComponent") // written once, read once
record GivenBack(int version, byte[] splits, String refused) implements SourceEvent {
    static GivenBack of(List<CameraSplit> splits, String refused) throws IOException {
        CameraSplits.Pool form = new CameraSplits.Pool();
        return new GivenBack(form.getVersion(), form.serialize(splits), refused);
    }

    List<CameraSplit> read() throws IOException {
        return new CameraSplits.Pool().deserialize(version, splits);
    }
}
