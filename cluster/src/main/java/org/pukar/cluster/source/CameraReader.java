package org.pukar.cluster.source;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.io.InputStatus;
import org.pukar.camera.Camera;
import org.pukar.cluster.desk.DeskClient;
import org.pukar.cluster.settings.JobSettings;
import org.pukar.cluster.split.CameraSplit;
import org.pukar.evidence.CameraWatch;
import org.pukar.evidence.Signal;
import org.pukar.vision.mask.Ring;
import org.pukar.vision.worker.SignalMessage;
import org.pukar.vision.worker.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker: reads the cameras that it was given, on threads as one machine does, and hands on their
 * signals. Frames stay on those threads. Flink's calls come from one thread, signals from the
 * cameras' and the desk's word from another.
 */
final class CameraReader implements SourceReader<SignalMessage, CameraSplit> {
    private static final Logger log = LoggerFactory.getLogger(CameraReader.class);

    private final SourceReaderContext context;
    private final DeskLine line;

    /** As they were given; what is known of a camera that is read lies in {@link DeskLine}. */
    private final Map<String, CameraSplit> held = new LinkedHashMap<>();

    private final Deque<SignalMessage> waiting = new ArrayDeque<>();
    private CompletableFuture<Void> available = new CompletableFuture<>();

    CameraReader(SourceReaderContext context, JobSettings settings) throws IOException {
        this.context = context;
        this.line =
                new DeskLine(
                        new DeskClient(
                                settings.desk(),
                                settings.key(),
                                Worker.ofThis(name(context), settings.run())),
                        settings,
                        InstantSource.system(),
                        new OfDesk());
    }

    /** Its process as the cluster names it, such as worker-2, else its machine; and its task. */
    private static String name(SourceReaderContext context) {
        String process =
                context.getConfiguration().get(TaskManagerOptions.TASK_MANAGER_RESOURCE_ID);
        String host = context.getLocalHostName().isEmpty() ? "here" : context.getLocalHostName();
        return Optional.ofNullable(process).orElse(host) + "/" + context.getIndexOfSubtask();
    }

    /** What the line to the desk asks and tells. */
    private final class OfDesk implements DeskLine.Listener {
        @Override
        public Map<String, CameraWatch> held() {
            synchronized (CameraReader.this) {
                Map<String, CameraWatch> all = new LinkedHashMap<>();
                held.forEach((id, split) -> all.put(id, split.watch()));
                return all;
            }
        }

        @Override
        public void accepted() {
            context.sendSplitRequest();
        }

        @Override
        public void refused(String why) {
            giveBack(List.copyOf(held().keySet()), why);
        }

        @Override
        public void take(Signal signal, Camera camera, List<Ring.Shot> pictures) {
            CameraReader.this.add(new SignalMessage(signal, pictures));
        }
    }

    @Override
    public void start() {
        line.start();
    }

    private synchronized void add(SignalMessage message) {
        waiting.addLast(message);
        available.complete(null);
    }

    @Override
    public synchronized InputStatus pollNext(ReaderOutput<SignalMessage> output) {
        Optional<SignalMessage> next = Optional.ofNullable(waiting.pollFirst());
        next.ifPresent(output::collect);
        return waiting.isEmpty() ? InputStatus.NOTHING_AVAILABLE : InputStatus.MORE_AVAILABLE;
    }

    /** The same future until there is something: Flink listens to the one that it was given. */
    @Override
    public synchronized CompletableFuture<Void> isAvailable() {
        if (waiting.isEmpty() && available.isDone()) {
            available = new CompletableFuture<>();
        }
        return available;
    }

    @Override
    public synchronized void addSplits(List<CameraSplit> splits) {
        for (CameraSplit split : splits) {
            split.waiting().forEach(signal -> add(new SignalMessage(signal, List.of())));
            held.putIfAbsent(
                    split.cameraId(), new CameraSplit(split.cameraId(), split.watch(), List.of()));
        }
        log.info("{} cameras are read here: {}", held.size(), held.keySet());
        line.soon();
    }

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof GiveBack back) {
            giveBack(back.cameras(), "");
        }
    }

    private void giveBack(List<String> ids, String refused) {
        List<CameraSplit> back = new ArrayList<>();
        synchronized (this) {
            for (String id : ids) {
                Optional<CameraSplit> split = Optional.ofNullable(held.remove(id));
                Optional<CameraWatch> watch = line.remove(id);
                split.ifPresent(
                        s -> back.add(new CameraSplit(id, watch.orElse(s.watch()), List.of())));
            }
        }
        try {
            context.sendSourceEventToCoordinator(GivenBack.of(back, refused));
        } catch (IOException e) {
            throw new IllegalStateException("memory takes every byte", e);
        }
    }

    /**
     * What is known of each camera first, its signals after: so that none is in neither. A camera
     * that was given back may have signals here still.
     */
    @Override
    public synchronized List<CameraSplit> snapshotState(long checkpoint) {
        Map<String, CameraWatch> known = new LinkedHashMap<>();
        held.forEach((id, split) -> known.put(id, line.present(id).orElse(split.watch())));
        Map<String, List<Signal>> signals = new HashMap<>();
        for (SignalMessage message : waiting) {
            String id = message.signal().cameraId();
            known.putIfAbsent(id, CameraWatch.start());
            signals.computeIfAbsent(id, c -> new ArrayList<>()).add(message.signal());
        }
        return known.entrySet().stream()
                .map(
                        e ->
                                new CameraSplit(
                                        e.getKey(),
                                        e.getValue(),
                                        signals.getOrDefault(e.getKey(), List.of()).stream()
                                                .distinct()
                                                .toList()))
                .toList();
    }

    @Override
    public void close() {
        line.close();
    }
}
