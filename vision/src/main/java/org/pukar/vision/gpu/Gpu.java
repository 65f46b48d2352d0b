package org.pukar.vision.gpu;

import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machine's first graphics card, as this process may use it. Any part that finds that it can't
 * says so here: that is one line for the operator, the first time, and from then on everything goes
 * to the processor, which reads the same but for roundings (docs/gpu.md). Thread-safe.
 */
public final class Gpu {
    /** Of all cards, as CUDA numbers them. */
    public static final int DEVICE = 0;

    private static final Logger log = LoggerFactory.getLogger(Gpu.class);

    /** What NVIDIA's driver makes for the first card. */
    private static final Path CARD = Path.of("/dev/nvidia0");

    private static final Gpu NONE = new Gpu(false);
    private static final Gpu OF_THIS_PROCESS = new Gpu(true);

    private volatile boolean usable;

    private Gpu(boolean usable) {
        this.usable = usable;
    }

    /** Whether this machine has a card with its driver; whether it can be used is not known. */
    public static boolean present() {
        return Files.exists(CARD);
    }

    /** No card is used, and nothing is said. */
    public static Gpu none() {
        return NONE;
    }

    /** What all parts of this process share. */
    public static Gpu of(Compute compute) {
        return compute == Compute.GPU ? OF_THIS_PROCESS : NONE;
    }

    /** A card of its own, for tests: what fails on it is said and kept there alone. */
    public static Gpu alone() {
        return new Gpu(true);
    }

    /** Whether it is wanted, and nothing has failed on it yet. */
    public boolean usable() {
        return usable;
    }

    /**
     * The card can't be used.
     *
     * @param what could not be done, such as "ONNX Runtime can't use CUDA"
     * @param why as the library said it
     */
    public void fail(String what, String why) {
        giveUp(
                "compute: gpu needs an NVIDIA card with its driver, CUDA 12, cuDNN 9 and a Pukar"
                        + " built with PUKAR_GPU=1; here "
                        + what,
                why,
                "install what is missing (docs/gpu.md) and start again, or set compute: cpu");
    }

    /**
     * It answers otherwise than the processor does.
     *
     * @param where it was seen, and by how much
     */
    public void distrust(String where) {
        giveUp(
                "a card must answer as the processor does; here it does not",
                where,
                "set compute: cpu, and report the card, its driver and this line");
    }

    private synchronized void giveUp(String what, String why, String mend) {
        if (usable) {
            usable = false;
            log.warn(
                    "{}: {}; everything runs on the processor; {}",
                    what,
                    why.lines().findFirst().orElse("no reason given"),
                    mend);
        }
    }
}
