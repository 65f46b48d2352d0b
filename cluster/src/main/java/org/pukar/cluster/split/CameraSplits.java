package org.pukar.cluster.split;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.pukar.evidence.CameraWatch;
import org.pukar.evidence.Signal;
import org.pukar.evidence.StateBytes;

/** Cameras as bytes; another form, or damage, is refused with an {@link IOException}. */
public final class CameraSplits implements SimpleVersionedSerializer<CameraSplit> {
    @Override
    public int getVersion() {
        return StateBytes.VERSION;
    }

    @Override
    public byte[] serialize(CameraSplit split) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF(split.cameraId());
        byte[] watch = StateBytes.of(split.watch());
        out.writeInt(watch.length);
        out.write(watch);
        Bytes.write(out, split.waiting(), StateBytes::of);
        return bytes.toByteArray();
    }

    @Override
    public CameraSplit deserialize(int version, byte[] bytes) throws IOException {
        Bytes.check(version, "a camera's state");
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            String id = in.readUTF();
            CameraWatch watch = StateBytes.watch(version, Bytes.bytes(in));
            List<Signal> waiting = Bytes.read(in, b -> StateBytes.signal(version, b));
            return new CameraSplit(id, watch, waiting);
        } catch (IllegalArgumentException e) {
            throw new IOException("a camera's state is damaged: " + e.getMessage(), e);
        }
    }

    /** The state of the enumerator: cameras that nobody reads just now. */
    public static final class Pool implements SimpleVersionedSerializer<List<CameraSplit>> {
        private final CameraSplits one = new CameraSplits();

        @Override
        public int getVersion() {
            return StateBytes.VERSION;
        }

        @Override
        public byte[] serialize(List<CameraSplit> splits) throws IOException {
            return Bytes.of(splits, one);
        }

        @Override
        public List<CameraSplit> deserialize(int version, byte[] bytes) throws IOException {
            Bytes.check(version, "the list of cameras");
            return Bytes.list(version, bytes, one);
        }
    }
}
