package org.pukar.cluster.source;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SupportsSplitReassignmentOnRecovery;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.pukar.cluster.desk.DeskClient;
import org.pukar.cluster.settings.JobSettings;
import org.pukar.cluster.split.CameraSplit;
import org.pukar.cluster.split.CameraSplits;
import org.pukar.vision.worker.SignalMessage;
import org.pukar.vision.worker.Worker;

/**
 * All cameras of the desk's settings. After a failure every camera goes by the enumerator again, so
 * that living readers may take it.
 *
 * @param settings of the job
 */
public record CameraSource(JobSettings settings)
        implements Source<SignalMessage, CameraSplit, List<CameraSplit>>,
                SupportsSplitReassignmentOnRecovery {
    private static final long serialVersionUID = 1;

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<CameraSplit, List<CameraSplit>> createEnumerator(
            SplitEnumeratorContext<CameraSplit> context) throws IOException {
        return restoreEnumerator(context, List.of());
    }

    @Override
    public SplitEnumerator<CameraSplit, List<CameraSplit>> restoreEnumerator(
            SplitEnumeratorContext<CameraSplit> context, List<CameraSplit> waiting)
            throws IOException {
        DeskClient desk =
                new DeskClient(
                        settings.desk(),
                        settings.key(),
                        Worker.ofThis("enumerator", settings.run()));
        return new CameraEnumerator(context, desk::task, waiting, InstantSource.system());
    }

    @Override
    public SimpleVersionedSerializer<CameraSplit> getSplitSerializer() {
        return new CameraSplits();
    }

    @Override
    public SimpleVersionedSerializer<List<CameraSplit>> getEnumeratorCheckpointSerializer() {
        return new CameraSplits.Pool();
    }

    @Override
    public SourceReader<SignalMessage, CameraSplit> createReader(SourceReaderContext context)
            throws IOException {
        return new CameraReader(context, settings);
    }
}
