package org.pukar.cluster.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.pukar.evidence.CameraWatch;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.vision.mask.Ring;
import org.pukar.vision.worker.SignalMessage;

/** What lies in a checkpoint comes out as it was; what is none is refused; pictures never go in. */
class CameraSplitsTest {
    private static final Signal SIGNAL =
            new Signal(new UUID(3, 4), "gate", Rank.SIGN, Instant.EPOCH, 1, 0, 0, List.of());
    private static final CameraSplit SPLIT =
            new CameraSplit("gate", CameraWatch.start(), List.of(SIGNAL));
    private final CameraSplits form = new CameraSplits();
    private final CameraSplits.Pool pool = new CameraSplits.Pool();
    private final Signals signals = new Signals();

    @Test
    void aCameraComesBackAsItWas() throws IOException {
        assertThat(form.deserialize(form.getVersion(), form.serialize(SPLIT))).isEqualTo(SPLIT);
    }

    @Test
    void theCamerasThatNobodyReadsComeBackAsTheyWere() throws IOException {
        List<CameraSplit> all = List.of(SPLIT, CameraSplit.unknown("lane"));
        assertThat(pool.deserialize(pool.getVersion(), pool.serialize(all))).isEqualTo(all);
        assertThat(pool.deserialize(pool.getVersion(), pool.serialize(List.of()))).isEmpty();
    }

    @Test
    void aSignalThatWaitsComesBackAsItWas() throws IOException {
        assertThat(signals.deserialize(signals.getVersion(), signals.serialize(SIGNAL)))
                .isEqualTo(SIGNAL);
    }

    @Test
    void anotherFormIsRefusedByName() throws IOException {
        byte[] bytes = form.serialize(SPLIT);
        assertThatThrownBy(() -> form.deserialize(9, bytes))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "a camera's state must be of the form 2 that this Pukar reads, got 9; begin"
                                + " without the checkpoint, or with the Pukar that wrote it");
        assertThatThrownBy(() -> pool.deserialize(9, bytes))
                .hasMessageContaining("the list of cameras must be of the form 2");
        assertThatThrownBy(() -> signals.deserialize(9, signals.serialize(SIGNAL)))
                .hasMessageContaining("a signal that waits must be of the form 2");
    }

    @Test
    void whatIsDamagedIsRefused() throws IOException {
        byte[] bytes = form.serialize(SPLIT);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> form.deserialize(2, cut)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aPictureHasNoBytes() {
        SignalMessage seen =
                new SignalMessage(SIGNAL, List.of(new Ring.Shot(Instant.EPOCH, new byte[] {1, 2})));
        var handed = new Sightings().createSerializer(new SerializerConfigImpl());
        assertThat(handed.copy(seen)).isSameAs(seen);
        assertThatThrownBy(() -> handed.serialize(seen, new DataOutputSerializer(8)))
                .hasMessage(
                        "pictures stay on the machine that masked them: cameras and desk must be"
                                + " one chain of a task");
    }
}
