package org.pukar.vision.pipeline;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.pukar.vision.expression.FaceExpression;
import org.pukar.vision.face.FaceNet;
import org.pukar.vision.face.FacePoints;
import org.pukar.vision.hand.HandNets;

/** What the neural nets cost alone, with nothing around them: the bench's measure. */
public final class BareNets {
    /** So many are run at a camera's pace, and stand for all that were read. */
    private static final int PACED_FRAMES = 50;

    private final List<Runs> all;
    private final long frames;

    /** One net, and how often it is run. */
    private record Runs(Runnable net, long times) {
        void run(long count) {
            for (long i = 0; i < count; i++) {
                net.run();
            }
        }
    }

    /**
     * The nets as often as they were run.
     *
     * @param frames that were read, 1 or more
     * @param faces of them that were read; a frame's are read at once
     * @param width of the frames, pixels
     * @param height of the frames, pixels
     */
    public BareNets(Reader reader, Looks looks, long frames, long faces, int width, int height) {
        if (frames < 1) {
            throw new IllegalArgumentException("frames must be 1 or more, got " + frames);
        }
        FaceNet.Bare detector = reader.faces().bare(width, height);
        int together = Math.toIntExact(Math.max(1, Math.round((double) faces / frames)));
        FacePoints.Bare points = reader.points().bare(together);
        FaceExpression.Bare expressions = reader.expressions().bare(together);
        HandNets.Bare hands = reader.hands().bare();
        this.frames = frames;
        this.all =
                List.of(
                        new Runs(detector::whole, Math.round(looks.faces().frames())),
                        new Runs(detector::small, looks.faces().small()),
                        new Runs(detector::large, looks.faces().large()),
                        new Runs(detector::smaller, frames),
                        new Runs(points::run, faces / together),
                        new Runs(expressions::run, faces / together),
                        new Runs(hands::findPalms, looks.palms()),
                        new Runs(hands::readHand, looks.hands()));
    }

    /** Each net's runs one after the other: seconds of processor time. */
    public double inARow() {
        warmUp();
        long before = threadNanos();
        all.forEach(one -> one.run(one.times()));
        return (threadNanos() - before) / 1e9;
    }

    /**
     * What a frame takes of each net, and then nothing until the next is due, as a camera asks:
     * what a net needs has left the processor's caches by then. Takes {@value #PACED_FRAMES} times
     * as long as between two frames.
     *
     * @param between two frames' beginnings
     * @return seconds of processor time of all frames, by these
     */
    public double atPace(Duration between) throws InterruptedException {
        warmUp();
        long spent = 0;
        long next = System.nanoTime();
        for (int frame = 0; frame < PACED_FRAMES; frame++) {
            long before = threadNanos();
            frame(frame);
            spent += threadNanos() - before;
            next += between.toNanos();
            Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000));
        }
        return spent / 1e9 * frames / PACED_FRAMES;
    }

    /** What one frame takes: each net as often in frame n as keeps its share. */
    void frame(long n) {
        for (Runs one : all) {
            one.run((n + 1) * one.times() / frames - n * one.times() / frames);
        }
    }

    private void warmUp() {
        all.stream().filter(one -> one.times() > 0).forEach(one -> one.run(20));
    }

    private static long threadNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
