package org.pukar.cluster.sink;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.pukar.cluster.desk.DeskClient;
import org.pukar.cluster.settings.JobSettings;
import org.pukar.cluster.split.Signals;
import org.pukar.evidence.Signal;
import org.pukar.vision.worker.SignalMessage;
import org.pukar.vision.worker.Worker;

/**
 * Hands signals to the desk at least once, under ids that make repeats harmless. A desk that is
 * slow or away holds up no camera and no checkpoint: signals wait in memory, and without their
 * pictures in the checkpoint.
 *
 * @param settings of the job
 */
public record DeskSink(JobSettings settings)
        implements Sink<SignalMessage>, SupportsWriterState<SignalMessage, Signal> {
    private static final long serialVersionUID = 1;

    @Override
    public DeskWriter createWriter(WriterInitContext context) throws IOException {
        return restoreWriter(context, List.of());
    }

    @Override
    public DeskWriter restoreWriter(WriterInitContext context, Collection<Signal> waiting)
            throws IOException {
        String name = "signals/" + context.getTaskInfo().getIndexOfThisSubtask();
        DeskWriter writer =
                new DeskWriter(
                        new DeskClient(
                                settings.desk(),
                                settings.key(),
                                Worker.ofThis(name, settings.run())));
        waiting.forEach(signal -> writer.add(new SignalMessage(signal, List.of())));
        return writer;
    }

    @Override
    public SimpleVersionedSerializer<Signal> getWriterStateSerializer() {
        return new Signals();
    }
}
