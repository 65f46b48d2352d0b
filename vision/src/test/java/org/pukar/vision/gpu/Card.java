package org.pukar.vision.gpu;

import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a test may ask for a graphics card. */
public final class Card {
    private Card() {}

    /** What NVIDIA's driver makes for the first one. */
    public static boolean here() {
        return Files.exists(Path.of("/dev/nvidia0"));
    }
}
