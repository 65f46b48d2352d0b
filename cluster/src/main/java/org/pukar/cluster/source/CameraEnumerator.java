package org.pukar.cluster.source;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.pukar.cluster.split.CameraSplit;
import org.pukar.vision.worker.CityTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the desk's cameras to readers, evenly: to those that the desk accepts, which say so by
 * asking. Cameras that the desk no longer has are taken back; those of a reader that failed go to
 * the living ones. All calls come from one thread.
 */
final class CameraEnumerator implements SplitEnumerator<CameraSplit, List<CameraSplit>> {
    /** How often the desk is asked which cameras there are. */
    private static final long ASK_MILLIS = 2_000;

    /**
     * How long cameras wait for what is known of them, in the state of a reader that has yet to
     * come back; then they are read without it. A third of the half minute within which a dead
     * worker's cameras must be read.
     */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A move costs a camera a second or two, so that they are not moved often. Our choice. */
    static final Duration BETWEEN_MOVES = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(CameraEnumerator.class);

    private final SplitEnumeratorContext<CameraSplit> context;
    private final Callable<CityTask> desk;
    private final InstantSource clock;
    private final Map<String, CameraSplit> pool = new TreeMap<>();
    private final Map<Integer, Set<String>> held = new TreeMap<>();
    private final Set<Integer> ready = new HashSet<>();

    /** Cameras of readers that failed, until when their state may still come back. */
    private final Map<String, Instant> lost = new HashMap<>();

    private Optional<Set<String>> wanted = Optional.empty();
    private Instant startedAt;
    private Instant movedAt;

    /** Whether all readers were ready once, or have been waited for. */
    private boolean begun;

    private String trouble = "";

    /**
     * @param desk says which cameras there are
     * @param waiting those of the checkpoint that nobody was reading
     */
    CameraEnumerator(
            SplitEnumeratorContext<CameraSplit> context,
            Callable<CityTask> desk,
            Collection<CameraSplit> waiting,
            InstantSource clock) {
        this.context = context;
        this.desk = desk;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.movedAt = startedAt;
        waiting.forEach(split -> pool.put(split.cameraId(), split));
    }

    @Override
    public void start() {
        startedAt = clock.instant();
        context.callAsync(
                desk,
                (task, away) -> {
                    if (away == null) {
                        heard(task);
                    } else {
                        silent(String.valueOf(away.getMessage()));
                    }
                },
                0,
                ASK_MILLIS);
    }

    /** What the desk said. */
    void heard(CityTask task) {
        note("");
        wanted = Optional.of(new LinkedHashSet<>(task.cameras()));
        settle();
    }

    /** It said nothing: what it said last holds. */
    void silent(String why) {
        note("the desk does not say which cameras there are: " + why);
        settle();
    }

    private void note(String now) {
        if (!now.equals(trouble)) {
            if (now.isEmpty()) {
                log.info("the desk says again which cameras there are");
            } else {
                log.warn("{}", now);
            }
        }
        trouble = now;
    }

    /** A reader that the desk accepts asks for cameras. */
    @Override
    public void handleSplitRequest(int subtask, String host) {
        if (ready.add(subtask)) {
            log.info("worker {} on {} is ready", subtask, host);
        }
        settle();
    }

    @Override
    public void addReader(int subtask) {
        forget(subtask);
        held.put(subtask, new LinkedHashSet<>());
        List<CameraSplit> reported =
                Optional.ofNullable(context.registeredReaders().get(subtask))
                        .map(info -> info.<CameraSplit>getReportedSplitsOnRegistration())
                        .orElse(List.of());
        reported.forEach(this::back);
        settle();
    }

    @Override
    public void addSplitsBack(List<CameraSplit> splits, int subtask) {
        Set<String> had = forget(subtask);
        log.warn("worker {} failed, its {} cameras go to others", subtask, had.size());
        movedAt = clock.instant(); // who comes back need not get some at once
        Instant until = movedAt.plus(PATIENCE);
        had.forEach(id -> lost.put(id, until));
        splits.forEach(this::back);
        settle();
    }

    /** Nobody reads the cameras of that reader any more; says which they were. */
    private Set<String> forget(int subtask) {
        ready.remove(subtask);
        return Optional.ofNullable(held.remove(subtask)).orElse(Set.of());
    }

    /** A camera comes back with what is known of it. */
    private void back(CameraSplit split) {
        lost.remove(split.cameraId());
        Optional<Integer> reader = readerOf(split.cameraId());
        if (reader.isEmpty()) {
            pool.put(split.cameraId(), split);
        } else if (!split.waiting().isEmpty()) {
            // Its signals may not have reached the desk; whoever reads the camera now hands them
            // on.
            context.assignSplit(split, reader.get());
        }
    }

    private Optional<Integer> readerOf(String camera) {
        return held.entrySet().stream()
                .filter(e -> e.getValue().contains(camera))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
        if (!(event instanceof GivenBack given)) {
            throw new IllegalArgumentException("a reader gives cameras back, got " + event);
        }
        try {
            List<CameraSplit> splits = given.read();
            Optional.ofNullable(held.get(subtask))
                    .ifPresent(ids -> splits.forEach(s -> ids.remove(s.cameraId())));
            if (!given.refused().isEmpty()) {
                ready.remove(subtask);
                log.error("worker {} reads nothing: {}", subtask, given.refused());
            }
            splits.forEach(this::back);
        } catch (IOException e) {
            throw new IllegalStateException("a reader of this job writes another form", e);
        }
        settle();
    }

    /** Whatever is to be done now. */
    private void settle() {
        if (wanted.isEmpty()) {
            return;
        }
        Set<String> cameras = wanted.get();
        pool.values().removeIf(s -> !cameras.contains(s.cameraId()) && s.waiting().isEmpty());
        takeBackWhatIsGone(cameras);
        begun |= !clock.instant().isBefore(startedAt.plus(PATIENCE));
        addWhatIsMissing(cameras);
        begun |= ready.size() >= context.currentParallelism();
        if (ready.isEmpty() || !begun) {
            return; // the first to come must not get all
        }
        assign();
        move();
    }

    private void takeBackWhatIsGone(Set<String> cameras) {
        held.forEach(
                (subtask, ids) -> {
                    List<String> gone = ids.stream().filter(id -> !cameras.contains(id)).toList();
                    if (!gone.isEmpty() && context.registeredReaders().containsKey(subtask)) {
                        context.sendEventToSourceReader(subtask, new GiveBack(gone));
                    }
                });
    }

    private void addWhatIsMissing(Set<String> cameras) {
        Instant now = clock.instant();
        lost.values().removeIf(until -> !now.isBefore(until));
        boolean allReported = held.size() >= context.currentParallelism() || begun;
        Set<String> read = new HashSet<>();
        held.values().forEach(read::addAll);
        for (String id : cameras) {
            if (allReported
                    && !read.contains(id)
                    && !pool.containsKey(id)
                    && !lost.containsKey(id)) {
                pool.put(id, CameraSplit.unknown(id));
            }
        }
    }

    private void assign() {
        Map<Integer, List<CameraSplit>> given = new HashMap<>();
        for (CameraSplit split : List.copyOf(pool.values())) {
            Optional<Integer> least = living().min((a, b) -> Integer.compare(load(a), load(b)));
            if (least.isEmpty()) {
                return;
            }
            pool.remove(split.cameraId());
            given.computeIfAbsent(least.get(), s -> new ArrayList<>()).add(split);
            Optional.ofNullable(held.get(least.get())).ifPresent(ids -> ids.add(split.cameraId()));
        }
        if (!given.isEmpty()) {
            given.forEach((s, splits) -> log.info("worker {} gets {} cameras", s, splits.size()));
            context.assignSplits(new SplitsAssignment<>(given));
        }
    }

    private Stream<Integer> living() {
        return ready.stream()
                .filter(s -> held.containsKey(s) && context.registeredReaders().containsKey(s))
                .sorted();
    }

    private int load(int subtask) {
        return Optional.ofNullable(held.get(subtask)).map(Set::size).orElse(0);
    }

    /** A reader that came late gets some from the fullest. */
    private void move() {
        Instant now = clock.instant();
        Optional<Integer> least = living().min((a, b) -> Integer.compare(load(a), load(b)));
        Optional<Integer> most = living().max((a, b) -> Integer.compare(load(a), load(b)));
        if (least.isEmpty() || most.isEmpty() || now.isBefore(movedAt.plus(BETWEEN_MOVES))) {
            return;
        }
        int moved = (load(most.get()) - load(least.get())) / 2;
        if (moved > 0) {
            movedAt = now;
            List<String> some =
                    Optional.ofNullable(held.get(most.get())).orElse(Set.of()).stream()
                            .limit(moved)
                            .toList();
            log.info("worker {} gives {} cameras to worker {}", most.get(), moved, least.get());
            context.sendEventToSourceReader(most.get(), new GiveBack(some));
        }
    }

    /** Which reader reads what, for tests. */
    Map<Integer, Set<String>> held() {
        return held;
    }

    @Override
    public List<CameraSplit> snapshotState(long checkpoint) {
        return List.copyOf(pool.values());
    }

    @Override
    public void close() {}
}
