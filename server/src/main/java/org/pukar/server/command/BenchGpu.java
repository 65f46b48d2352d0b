package org.pukar.server.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.pukar.camera.CaptureException;
import org.pukar.vision.gpu.Compute;
import org.pukar.vision.gpu.Gpu;
import org.pukar.vision.net.ModelException;
import org.pukar.vision.pipeline.Reader;
import org.pukar.vision.pipeline.ReadingSpeed;

/** Full HD frames read on the graphics card, against its nets alone; or that there is none. */
final class BenchGpu {
    private static final String ALL = "GPU: 1080p frames read";
    private static final String BARE = "  its nets alone";
    private static final String RATIO = "  nets alone over all of it";

    private BenchGpu() {}

    /** Three figures, each measured or said to be missing. */
    static List<BenchFigure> measure(Path film, int seconds)
            throws ModelException, CaptureException {
        Gpu gpu = Gpu.of(Compute.GPU);
        if (!Gpu.present()) {
            return none("no GPU here");
        }
        try (Reader reader = Reader.open(PukarCommand.models(), gpu)) {
            if (!gpu.usable()) { // why, is in its line
                return none("no GPU here");
            }
            int threads = 4 * Runtime.getRuntime().availableProcessors(); // most wait for the card
            ReadingSpeed speed =
                    ReadingSpeed.measure(reader, film, threads, Duration.ofSeconds(seconds));
            if (!gpu.usable()) { // it failed meanwhile, and the processor did the rest
                return none("the card failed while it was measured");
            }
            return List.of(
                    BenchFigure.of("gpuFrames", ALL, speed.frames(), "a s"),
                    BenchFigure.of("gpuBareFrames", BARE, speed.bare(), "a s"),
                    BenchFigure.of("gpuRatio", RATIO, speed.bare() / speed.frames(), ""));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedException("the measurement was interrupted");
        }
    }

    private static List<BenchFigure> none(String why) {
        return List.of(
                BenchFigure.missing("gpuFrames", ALL, why),
                BenchFigure.missing("gpuBareFrames", BARE, why),
                BenchFigure.missing("gpuRatio", RATIO, why));
    }
}
