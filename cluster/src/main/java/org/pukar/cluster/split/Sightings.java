package org.pukar.cluster.split;

import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.pukar.vision.worker.SignalMessage;

/**
 * The type of what flows from cameras to the desk, inside one task. It has no bytes on purpose:
 * pictures must lie in no buffer, file or checkpoint, so a job that would send them over the
 * network fails with the first signal.
 */
public final class Sightings extends TypeInformation<SignalMessage> {
    private static final long serialVersionUID = 1;

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<SignalMessage> getTypeClass() {
        return SignalMessage.class;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public TypeSerializer<SignalMessage> createSerializer(SerializerConfig config) {
        return Handed.INSTANCE;
    }

    @Override
    public String toString() {
        return "Sightings";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sightings;
    }

    @Override
    public int hashCode() {
        return Sightings.class.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof Sightings;
    }

    /** Hands over the very same record, which never changes. */
    public static final class Handed extends TypeSerializerSingleton<SignalMessage> {
        private static final long serialVersionUID = 1;
        static final Handed INSTANCE = new Handed();

        @Override
        public boolean isImmutableType() {
            return true;
        }

        @Override
        public SignalMessage createInstance() {
            throw noBytes();
        }

        @Override
        public SignalMessage copy(SignalMessage from) {
            return from;
        }

        @Override
        public SignalMessage copy(SignalMessage from, SignalMessage reuse) {
            return from;
        }

        @Override
        public int getLength() {
            return -1;
        }

        @Override
        public void serialize(SignalMessage record, DataOutputView target) throws IOException {
            throw noBytes();
        }

        @Override
        public SignalMessage deserialize(DataInputView source) throws IOException {
            throw noBytes();
        }

        @Override
        public SignalMessage deserialize(SignalMessage reuse, DataInputView source)
                throws IOException {
            throw noBytes();
        }

        @Override
        public void copy(DataInputView source, DataOutputView target) throws IOException {
            throw noBytes();
        }

        private static IllegalStateException noBytes() {
            return new IllegalStateException(
                    "pictures stay on the machine that masked them: cameras and desk must be one"
                            + " chain of a task");
        }

        @Override
        public TypeSerializerSnapshot<SignalMessage> snapshotConfiguration() {
            return new Form();
        }

        /** There is nothing to be compatible with. */
        public static final class Form extends SimpleTypeSerializerSnapshot<SignalMessage> {
            public Form() {
                super(() -> INSTANCE);
            }
        }
    }
}
