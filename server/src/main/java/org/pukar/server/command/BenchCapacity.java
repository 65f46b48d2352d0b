package org.pukar.server.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.pukar.evidence.CameraWatch;
import org.pukar.vision.pipeline.Pipeline;
import org.pukar.vision.pipeline.Reader;
import org.pukar.vision.watch.CameraStatus;
import org.pukar.vision.watch.Cameras;

/** How many cameras with people in view this machine reads in full before it skips a frame. */
final class BenchCapacity {
    /** A camera that is added begins with a whole second of work; that is not what is asked. */
    private static final int SETTLE_SECONDS = 10;

    /**
     * Of the frames that are due; a camera that gives fewer is not carried, whatever it dropped.
     */
    private static final double LEAST_READ = .95;

    private BenchCapacity() {}

    /**
     * So many cameras, watched for a while.
     *
     * @param cores processor seconds a second, all together
     * @param read frames
     * @param leastRead of the frames that were due, the share that the slowest camera's reader got
     * @param dropped frames that came due while the one before was still being read
     * @param longDelayMillis of the slowest camera, 99 of 100 frames, from the camera until the
     *     step of evidence
     */
    record Step(
            int cameras,
            double cores,
            long read,
            double leastRead,
            long dropped,
            long longDelayMillis) {
        /** Whether all of it was read. */
        boolean carried() {
            return dropped == 0 && leastRead >= LEAST_READ;
        }
    }

    /**
     * Adds one camera after the other until one of them skips.
     *
     * @param from how many are there at first
     * @param most cameras
     * @param told before each step, how many are next
     * @return the last step is the first that was not carried, or that of the most cameras
     */
    static List<Step> measure(
            BenchStreams streams,
            int from,
            int most,
            Reader reader,
            int seconds,
            IntConsumer told) {
        List<String> sources = streams.of(most);
        List<Step> steps = new ArrayList<>();
        try (Cameras cameras =
                BenchCamera.none(reader, BenchCamera.open(), Cameras.live(reader.gpu()))) {
            for (int n = 1; n <= most; n++) {
                cameras.add(BenchCamera.camera(n, sources.get(n - 1)), CameraWatch.start());
                if (n < from) {
                    continue;
                }
                told.accept(n);
                BenchCamera.rest(SETTLE_SECONDS);
                cameras.forgetDelays();
                steps.add(step(cameras, seconds));
                if (!steps.get(steps.size() - 1).carried()) {
                    break;
                }
            }
        }
        return steps;
    }

    private static Step step(Cameras cameras, int seconds) {
        List<CameraStatus> before = cameras.statuses();
        double spent = BenchCamera.processSeconds();
        long begun = System.nanoTime();
        BenchCamera.rest(seconds);
        double wall = (System.nanoTime() - begun) / 1e9;
        double cores = (BenchCamera.processSeconds() - spent) / wall;
        List<CameraStatus> after = cameras.statuses();
        double due = wall * 1000 / Pipeline.INTERVAL.toMillis();
        long least =
                IntStream.range(0, after.size())
                        .mapToLong(i -> after.get(i).read() - before.get(i).read())
                        .min()
                        .orElse(0);
        return new Step(
                after.size(),
                cores,
                sum(after, CameraStatus::read) - sum(before, CameraStatus::read),
                least / due,
                sum(after, CameraStatus::dropped) - sum(before, CameraStatus::dropped),
                after.stream().mapToLong(s -> s.effort().longDelayMillis()).max().orElse(0));
    }

    private static long sum(List<CameraStatus> statuses, ToLongFunction<CameraStatus> of) {
        return statuses.stream().mapToLong(of).sum();
    }

    /** The most cameras that were carried; 0 where not even the first step was. */
    static int withoutSkip(List<Step> steps) {
        return steps.stream().filter(Step::carried).mapToInt(Step::cameras).max().orElse(0);
    }

    /** The share of all cores that they took then, of 1; 0 where not even the first step was. */
    static double loadWithoutSkip(List<Step> steps) {
        return steps.stream()
                .filter(Step::carried)
                .mapToDouble(s -> s.cores / Runtime.getRuntime().availableProcessors())
                .max()
                .orElse(0);
    }
}
