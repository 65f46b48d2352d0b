package org.pukar.cluster.split;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.pukar.evidence.StateBytes;

/** Reads and writes lists of what has a form of its own, and says which form was expected. */
final class Bytes {
    private Bytes() {}

    static void check(int version, String what) throws IOException {
        if (version != StateBytes.VERSION) {
            throw new IOException(
                    "%s must be of the form %d that this Pukar reads, got %d; begin without the checkpoint, or with the Pukar that wrote it"
                            .formatted(what, StateBytes.VERSION, version));
        }
    }

    interface Write<T> {
        byte[] bytes(T value) throws IOException;
    }

    interface Read<T> {
        T value(byte[] bytes) throws IOException;
    }

    static <T> void write(DataOutputStream out, List<T> values, Write<T> write) throws IOException {
        out.writeInt(values.size());
        for (T value : values) {
            byte[] bytes = write.bytes(value);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    static <T> List<T> read(DataInputStream in, Read<T> read) throws IOException {
        int size = in.readInt();
        List<T> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add(read.value(bytes(in)));
        }
        return List.copyOf(values);
    }

    static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("state must be whole, it is cut short");
        }
        return in.readNBytes(length);
    }

    /** A list of what another serializer writes. */
    static <T> byte[] of(List<T> values, SimpleVersionedSerializer<T> one) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(new DataOutputStream(bytes), values, one::serialize);
        return bytes.toByteArray();
    }

    static <T> List<T> list(int version, byte[] bytes, SimpleVersionedSerializer<T> one)
            throws IOException {
        return read(
                new DataInputStream(new ByteArrayInputStream(bytes)),
                b -> one.deserialize(version, b));
    }
}
