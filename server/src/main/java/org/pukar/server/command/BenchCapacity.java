package org.pukar.server.command;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.ToLongFunction;
import org.pukar.evidence.CameraWatch;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.vision.pipeline.Reader;
import org.pukar.vision.watch.CameraStatus;
import org.pukar.vision.watch.Cameras;

/** How many cameras with people in view this machine reads before it skips a frame. */
final class BenchCapacity {
    /** A camera that is added begins with a whole second of work; that is not what is asked. */
    private static final int SETTLE_SECONDS = 10;

    private BenchCapacity() {}

    /**
     * So many cameras, watched for a while.
     *
     * @param cores processor seconds a second, all together
     * @param read frames
     * @param dropped frames that came due while the one before was still being read
     * @param longDelayMillis of the slowest camera, 99 of 100 frames, from the camera until the
     *     step of evidence
     */
    record Step(int cameras, double cores, long read, long dropped, long longDelayMillis) {}

    /**
     * Adds one camera after the other until one of them skips.
     *
     * @param from how many are there at first
     * @param most cameras
     * @param told before each step, how many are next
     * @return the last step is the first that dropped, or that of the most cameras
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
                new Cameras(
                        reader,
                        EvidenceSettings.standard(),
                        InstantSource.system(),
                        ZoneOffset.UTC,
                        BenchCamera.open(),
                        Cameras.live(reader.gpu()),
                        (signal, camera, pictures) -> {})) {
            for (int n = 1; n <= most; n++) {
                cameras.add(BenchCamera.camera(n, sources.get(n - 1)), CameraWatch.start());
                if (n < from) {
                    continue;
                }
                told.accept(n);
                BenchCamera.rest(SETTLE_SECONDS);
                steps.add(step(cameras, seconds));
                if (steps.get(steps.size() - 1).dropped > 0) {
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
        return new Step(
                after.size(),
                cores,
                sum(after, CameraStatus::read) - sum(before, CameraStatus::read),
                sum(after, CameraStatus::dropped) - sum(before, CameraStatus::dropped),
                after.stream().mapToLong(s -> s.effort().longDelayMillis()).max().orElse(0));
    }

    private static long sum(List<CameraStatus> statuses, ToLongFunction<CameraStatus> of) {
        return statuses.stream().mapToLong(of).sum();
    }

    /** The most cameras that dropped none; 0 where the first step dropped. */
    static int withoutSkip(List<Step> steps) {
        return steps.stream().filter(s -> s.dropped == 0).mapToInt(Step::cameras).max().orElse(0);
    }

    /** The share of all cores that they took then, of 1; 0 where the first step dropped. */
    static double loadWithoutSkip(List<Step> steps) {
        return steps.stream()
                .filter(s -> s.dropped == 0)
                .mapToDouble(s -> s.cores / Runtime.getRuntime().availableProcessors())
                .max()
                .orElse(0);
    }
}
