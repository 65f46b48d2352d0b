package org.pukar.vision.pipeline;

import java.lang.management.ManagementFactory;
import org.pukar.vision.expression.FaceExpression;
import org.pukar.vision.face.BlazeFace;
import org.pukar.vision.face.FaceFinder;

/** What the neural nets cost alone, with nothing around them: the bench's measure. */
public final class BareNets {
    private BareNets() {}

    /**
     * Runs each net so many times on this thread.
     *
     * @return seconds of processor time
     */
    public static double seconds(Reader reader, FaceFinder.Looks looks, long faces) {
        BlazeFace.Bare detector = reader.faces().bare();
        FaceExpression.Bare expressions = reader.expressions().bare();
        run(detector::readStreet, 20);
        run(detector::readHead, 20);
        run(expressions::run, 20);
        long before = threadNanos();
        run(detector::readStreet, looks.tiles());
        run(detector::readHead, looks.heads());
        run(expressions::run, faces);
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
