package org.pukar.cluster.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.pukar.cluster.split.CameraSplit;

/** Flink's side of the enumerator: notes what it was told; calls happen when the test says so. */
final class RecordingContext implements SplitEnumeratorContext<CameraSplit> {
    private final int parallelism;
    private final Map<Integer, ReaderInfo> readers = new HashMap<>();
    private final Map<Integer, List<CameraSplit>> assigned = new TreeMap<>();
    private final Map<Integer, List<SourceEvent>> events = new TreeMap<>();

    RecordingContext(int parallelism) {
        this.parallelism = parallelism;
    }

    void register(int subtask, List<CameraSplit> reported) {
        readers.put(subtask, ReaderInfo.createReaderInfo(subtask, "host" + subtask, reported));
    }

    void fail(int subtask) {
        readers.remove(subtask);
    }

    /** What each reader got since this was asked last. */
    Map<Integer, List<CameraSplit>> assigned() {
        Map<Integer, List<CameraSplit>> now = new TreeMap<>(assigned);
        assigned.clear();
        return now;
    }

    List<SourceEvent> events(int subtask) {
        return events.getOrDefault(subtask, List.of());
    }

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
        return UnregisteredMetricsGroup.createSplitEnumeratorMetricGroup();
    }

    @Override
    public void sendEventToSourceReader(int subtask, SourceEvent event) {
        events.computeIfAbsent(subtask, s -> new ArrayList<>()).add(event);
    }

    @Override
    public int currentParallelism() {
        return parallelism;
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
        return Map.copyOf(readers);
    }

    @Override
    public void assignSplits(SplitsAssignment<CameraSplit> given) {
        given.assignment()
                .forEach(
                        (subtask, splits) -> {
                            if (!readers.containsKey(subtask)) {
                                throw new IllegalArgumentException(
                                        "reader " + subtask + " is not registered");
                            }
                            assigned.computeIfAbsent(subtask, s -> new ArrayList<>())
                                    .addAll(splits);
                        });
    }

    @Override
    public void signalNoMoreSplits(int subtask) {}

    @Override
    public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {}

    @Override
    public <T> void callAsync(
            Callable<T> callable,
            BiConsumer<T, Throwable> handler,
            long initialDelayMillis,
            long periodMillis) {}

    @Override
    public void runInCoordinatorThread(Runnable runnable) {
        runnable.run();
    }
}
