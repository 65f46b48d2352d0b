package org.pukar.vision.pipeline;

import java.lang.management.ManagementFactory;
import org.pukar.vision.expression.FaceExpression;
import org.pukar.vision.face.FaceNet;
import org.pukar.vision.face.FacePoints;
import org.pukar.vision.hand.HandNets;

/** What the neural nets cost alone, with nothing around them: the bench's measure. */
public final class BareNets {
    private BareNets() {}

    /**
     * Runs each net so many times on this thread, a frame's faces at once.
     *
     * @param frames that were read
     * @param faces of them that were read
     * @param width of the frames, pixels
     * @param height of the frames, pixels
     * @return seconds of processor time
     */
    public static double seconds(
            Reader reader, Looks looks, long frames, long faces, int width, int height) {
        FaceNet.Bare detector = reader.faces().bare(width, height);
        int together = Math.toIntExact(Math.max(1, Math.round((double) faces / frames)));
        FacePoints.Bare points = reader.points().bare(together);
        FaceExpression.Bare expressions = reader.expressions().bare(together);
        HandNets.Bare hands = reader.hands().bare();
        run(detector::run, 5);
        run(points::run, 20);
        run(expressions::run, 20);
        run(hands::findPalms, 20);
        run(hands::readHand, 20);
        long before = threadNanos();
        run(detector::whole, Math.round(looks.faces().frames()));
        run(detector::smaller, frames);
        run(points::run, faces / together);
        run(expressions::run, faces / together);
        run(hands::findPalms, looks.palms());
        run(hands::readHand, looks.hands());
        return (threadNanos() - before) / 1e9;
    }

    private static void run(Runnable net, long times) {
        for (long i = 0; i < times; i++) {
            net.run();
        }
    }

    private static long threadNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
