package org.pukar.server.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.pukar.vision.pipeline.Reader;

/** What more and more cameras cost: does a camera's price stay the same? */
final class BenchGrowth {
    /** Of the frames that are read: more, and the machine is full. Our choice. */
    private static final double MOST_DROPPED = .05;

    private BenchGrowth() {}

    /**
     * Watches 1, 2, 4 ... cameras, until the machine would be more than four fifths full, or some
     * camera gives no picture: what is not read costs nothing.
     *
     * @param most cameras
     * @param width of the film, pixels
     * @param told before each step, how many are next
     */
    static List<BenchCamera.Cost> measure(
            BenchStreams streams,
            int most,
            int width,
            Reader reader,
            int seconds,
            IntConsumer told) {
        List<BenchCamera.Cost> steps = new ArrayList<>();
        double room = .8 * Runtime.getRuntime().availableProcessors();
        for (int n = 1; n <= most; n *= 2) {
            double expected = steps.isEmpty() ? 0 : 2 * steps.get(steps.size() - 1).cores();
            if (expected > room) {
                break; // a machine that is full measures itself
            }
            told.accept(n);
            BenchCamera.Cost cost =
                    BenchCamera.measure(streams.of(n), streams.film(), width, reader, seconds);
            if (cost.unread() > 0) {
                System.err.printf(
                        "pukar: %d of %d cameras gave no picture: the growth ends before them%n",
                        cost.unread(), n);
                break;
            }
            if (!steps.isEmpty() && cost.dropped() > MOST_DROPPED * cost.read()) {
                break; // full, whatever its processor says: others may use it, too
            }
            steps.add(cost);
        }
        return steps;
    }

    /**
     * The exponent of what all cost together over how many they are, by least squares of the logs.
     */
    static double exponent(List<BenchCamera.Cost> steps) {
        double n = steps.size();
        double sx = 0;
        double sy = 0;
        double sxx = 0;
        double sxy = 0;
        for (BenchCamera.Cost step : steps) {
            double x = Math.log(step.cameras());
            double y = Math.log(step.cores());
            sx += x;
            sy += y;
            sxx += x * x;
            sxy += x * y;
        }
        return (n * sxy - sx * sy) / (n * sxx - sx * sx);
    }

    /** Megabytes a further camera, between the first step and the last. */
    static double megabytesPerCamera(List<BenchCamera.Cost> steps) {
        BenchCamera.Cost first = steps.get(0);
        BenchCamera.Cost last = steps.get(steps.size() - 1);
        return (double) (last.megabytes() - first.megabytes()) / (last.cameras() - first.cameras());
    }
}
