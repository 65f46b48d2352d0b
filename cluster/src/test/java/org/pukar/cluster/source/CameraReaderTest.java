package org.pukar.cluster.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.cluster.settings.JobSettings;
import org.pukar.cluster.split.CameraSplit;
import org.pukar.evidence.CameraWatch;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.vision.worker.SignalMessage;

/** A reader's side of Flink; its desk is away, so that it opens no camera. */
class CameraReaderTest {
    @TempDir private Path folder;
    private final List<SourceEvent> told = new ArrayList<>();
    private final List<Signal> out = new ArrayList<>();
    private CameraReader reader;

    private final class Context implements SourceReaderContext {
        @Override
        public SourceReaderMetricGroup metricGroup() {
            return UnregisteredMetricsGroup.createSourceReaderMetricGroup();
        }

        @Override
        public Configuration getConfiguration() {
            return new Configuration();
        }

        @Override
        public String getLocalHostName() {
            return "host";
        }

        @Override
        public int getIndexOfSubtask() {
            return 1;
        }

        @Override
        public void sendSplitRequest() {}

        @Override
        public void sendSourceEventToCoordinator(SourceEvent event) {
            told.add(event);
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            return SimpleUserCodeClassLoader.create(CameraReaderTest.class.getClassLoader());
        }
    }

    private final class Out implements ReaderOutput<SignalMessage> {
        @Override
        public void collect(SignalMessage message) {
            out.add(message.signal());
        }

        @Override
        public void collect(SignalMessage message, long timestamp) {
            collect(message);
        }

        @Override
        public void emitWatermark(Watermark watermark) {}

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}

        @Override
        public SourceOutput<SignalMessage> createOutputForSplit(String split) {
            return this;
        }

        @Override
        public void releaseOutputForSplit(String split) {}
    }

    @BeforeEach
    void start() throws Exception {
        Files.writeString(folder.resolve("key"), "key\n");
        reader =
                new CameraReader(
                        new Context(),
                        new JobSettings(
                                "run",
                                URI.create("http://127.0.0.1:1"),
                                folder.resolve("key").toString(),
                                folder.resolve("pukar.yaml").toString(),
                                "models",
                                false));
    }

    @AfterEach
    void stop() {
        reader.close();
    }

    private static Signal signal(int n) {
        return new Signal(new UUID(0, n), "gate", Rank.SIGN, Instant.EPOCH, 1, 0, 0, List.of());
    }

    private static CameraSplit gate(Signal... waiting) {
        return new CameraSplit("gate", CameraWatch.start(), List.of(waiting));
    }

    @Test
    void withNothingToSayItGivesTheSameFutureUntilThereIsSomething() {
        CompletableFuture<Void> first = reader.isAvailable();
        assertThat(first).isNotDone();
        assertThat(reader.isAvailable()).isSameAs(first);
        assertThat(reader.pollNext(new Out())).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        reader.addSplits(List.of(gate(signal(1))));
        assertThat(first).isDone();
        assertThat(reader.pollNext(new Out())).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        assertThat(out).containsExactly(signal(1));
        assertThat(reader.isAvailable()).isNotDone();
    }

    @Test
    void signalsThatWaitLieInTheCheckpointUntilTheyAreHandedOn() {
        reader.addSplits(List.of(gate(signal(1), signal(2))));
        assertThat(reader.snapshotState(1)).containsExactly(gate(signal(1), signal(2)));
        assertThat(reader.pollNext(new Out())).isEqualTo(InputStatus.MORE_AVAILABLE);
        assertThat(reader.snapshotState(2)).containsExactly(gate(signal(2)));
        assertThat(reader.pollNext(new Out())).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        assertThat(reader.snapshotState(3)).containsExactly(gate());
    }

    @Test
    void aCameraThatIsGivenBackIsNoLongerInTheCheckpointButItsSignalsAre() throws Exception {
        reader.addSplits(List.of(gate(signal(1)), CameraSplit.unknown("lane")));
        reader.handleSourceEvents(new GiveBack(List.of("gate", "lane", "unknown")));
        assertThat(told).hasSize(1);
        GivenBack back = (GivenBack) told.get(0);
        assertThat(back.read()).containsExactly(gate(), CameraSplit.unknown("lane"));
        assertThat(back.refused()).isEmpty();
        assertThat(reader.snapshotState(1)).containsExactly(gate(signal(1)));
        assertThat(reader.pollNext(new Out())).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        assertThat(reader.snapshotState(2)).isEmpty();
    }

    /** Its other reader failed before it handed a signal on: here it is handed on. */
    @Test
    void aCameraThatIsHereAlreadyBringsOnlyItsSignals() {
        reader.addSplits(List.of(gate()));
        reader.addSplits(List.of(gate(signal(1))));
        assertThat(reader.snapshotState(1)).containsExactly(gate(signal(1)));
    }
}
