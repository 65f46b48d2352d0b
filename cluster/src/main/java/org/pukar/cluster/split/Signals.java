package org.pukar.cluster.split;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.pukar.evidence.Signal;
import org.pukar.evidence.StateBytes;

/** Signals that wait for the desk, as bytes; without pictures. */
public final class Signals implements SimpleVersionedSerializer<Signal> {
    @Override
    public int getVersion() {
        return StateBytes.VERSION;
    }

    @Override
    public byte[] serialize(Signal signal) {
        return StateBytes.of(signal);
    }

    @Override
    public Signal deserialize(int version, byte[] bytes) throws IOException {
        Bytes.check(version, "a signal that waits");
        try {
            return StateBytes.signal(version, bytes);
        } catch (IllegalArgumentException e) {
            throw new IOException("a signal that waits is damaged: " + e.getMessage(), e);
        }
    }
}
